import type Database from 'better-sqlite3';
import { TracewiseError } from '#shared/model/errors.ts';
import type { Derivation, DerivedResult } from '#shared/model/derivation.ts';
import { insertClustering } from './clusterings.ts';
import { insertEnrichment } from './enrichments.ts';
import { keepResultChecksum } from './checksums.ts';
import type { Connection } from './connection.ts';
import { insertResult } from './results.ts';
import type { NewResult } from './results.ts';
import { deleteUnusedDatasets } from './unusedDatasets.ts';

/** The model that something was derived from, as it was then. */
export interface SourceModel {
  name: string;
  createdAt: string;
  seed: number;
  datasetId: number;
}

export interface NewDerivedResult extends Omit<NewResult, 'datasetId'> {
  model: SourceModel;
  /** Over all that the result depends on besides its settings. */
  sourceHash: string;
  derivation: Derivation;
  result: DerivedResult;
}

/** What is known of the source of a derived result. */
export interface StoredSource {
  sourceHash: string;
  /** Whether the very model is still there; it may have been deleted or replaced. */
  modelIsThere: boolean;
}

/**
 * Stores what was derived from a model, all or nothing. What has the name is replaced with the job that made it, when
 * that is wanted.
 * @throws TracewiseError `conflict` when the name is taken, or the model is no longer the one that was used
 */
export function saveDerivedResult(connection: Connection, derived: NewDerivedResult): void {
  connection.write((database) => {
    const { model, result, sourceHash } = derived;
    const modelId = currentModel(database, model);
    if (modelId === undefined) throw modelChanged(model.name);
    if (derived.replace) database.prepare('DELETE FROM job WHERE name = ?').run(derived.name);
    const id = insertResult(
      database,
      { ...derived, datasetId: model.datasetId },
      { analysis: derived.derivation, seed: model.seed, warnings: warningsOf(result) },
    );
    database
      .prepare('INSERT INTO derivation (result_id, model_id, source_hash) VALUES (?, ?, ?)')
      .run(id, modelId, sourceHash);
    insertContent(database, id, result);
    keepResultChecksum(database, id);
    deleteUnusedDatasets(database);
  });
}

function warningsOf(result: DerivedResult): readonly string[] {
  return result.kind === 'cluster' ? result.clustering.warnings : result.enrichment.warnings;
}

function insertContent(database: Database.Database, id: number, result: DerivedResult): void {
  if (result.kind === 'cluster') insertClustering(database, id, result.clustering);
  else insertEnrichment(database, id, result.enrichment);
}

/** `undefined` for a name that is no derived result. */
export function findSource(connection: Connection, name: string): StoredSource | undefined {
  return connection.read((database) => {
    const row = database
      .prepare<[string], { source_hash: string; model_id: number | null }>(
        `SELECT source_hash, model_id FROM derivation JOIN result ON result.id = derivation.result_id
         WHERE result.name = ?`,
      )
      .get(name);
    return row === undefined
      ? undefined
      : { sourceHash: row.source_hash, modelIsThere: row.model_id !== null };
  });
}

/** After a model was made again with the same numbers: what was derived from it then is of this one too. */
export function linkToModel(connection: Connection, name: string, model: SourceModel): void {
  connection.write((database) =>
    database
      .prepare('UPDATE derivation SET model_id = ? WHERE result_id = (SELECT id FROM result WHERE name = ?)')
      .run(currentModel(database, model) ?? null, name),
  );
}

function currentModel(database: Database.Database, { name, createdAt }: SourceModel): number | undefined {
  return database
    .prepare<[string, string], number>(
      "SELECT id FROM result WHERE name = ? AND created_at = ? AND kind = 'fit'",
    )
    .pluck()
    .get(name, createdAt);
}

function modelChanged(name: string): TracewiseError {
  return new TracewiseError('conflict', `the model "${name}" was deleted or replaced meanwhile`, {
    remedy: 'Start again from the model that is there now.',
  });
}
