import type Database from 'better-sqlite3';
import { TracewiseError } from '#shared/model/errors.ts';
import type { ResultAnalysis, ResultKind } from '#shared/model/derivation.ts';
import type { ResultOrigin } from '#shared/model/results.ts';
import { parseResultAnalysis } from './analysisRecord.ts';
import { keepResultChecksum, requireResultUnchanged } from './checksums.ts';
import type { Connection } from './connection.ts';
import { deleteUnusedDatasets } from './unusedDatasets.ts';
import { deleteMatrices } from './matrices.ts';

/** What a stored result says of its making. */
export interface StoredResult extends ResultOrigin {
  name: string;
  analysis: ResultAnalysis;
  /** Leads to the data set's names even when it was replaced since. */
  datasetId: number;
  datasetName: string;
  /** One line for the library's card. */
  headline: string;
}

export interface NewResult {
  name: string;
  datasetId: number;
  version: string;
  headline: string;
  replace: boolean;
}

/** How a result was made, beside its name. */
export interface Making {
  analysis: ResultAnalysis;
  seed: number;
  warnings: readonly string[];
}

interface ResultRow {
  id: number;
  name: string;
  kind: string;
  dataset_id: number;
  dataset_name: string;
  dataset_hash: string;
  settings: string;
  seed: number;
  version: string;
  created_at: string;
  headline: string;
  warnings: string;
}

const selectResults = `
  SELECT result.*, dataset.name AS dataset_name, dataset.hash AS dataset_hash
  FROM result JOIN dataset ON dataset.id = result.dataset_id`;

/** Of all kinds, oldest first. */
export function listResults(connection: Connection): StoredResult[] {
  return connection.read((database) =>
    database.prepare<[], ResultRow>(`${selectResults} ORDER BY result.id`).all().map(resultOf),
  );
}

/** Of all results, oldest first, also of those that do not read. */
export function resultNames(connection: Connection): { name: string; kind: ResultKind }[] {
  return connection.read((database) =>
    database
      .prepare<[], { name: string; kind: ResultKind }>('SELECT name, kind FROM result ORDER BY id')
      .all(),
  );
}

/** @throws TracewiseError `not-found` */
export function findResult(connection: Connection, name: string): StoredResult | undefined {
  return connection.read((database) => {
    const row = resultRow(database, name);
    return row === undefined ? undefined : resultOf(row);
  });
}

/** Removes a result with the job that made it. @throws TracewiseError `not-found` */
export function deleteResult(connection: Connection, name: string): void {
  connection.write((database) => {
    const jobs = database.prepare('DELETE FROM job WHERE name = ?').run(name).changes;
    const results = deleteResultRow(database, name);
    if (jobs + results === 0) throw noResult(name);
    deleteUnusedDatasets(database);
  });
}

/** The common row of a new result, within a transaction of the caller. @returns its id */
export function insertResult(
  database: Database.Database,
  result: NewResult,
  { analysis, seed, warnings }: Making,
): number {
  if (result.replace) deleteResultRow(database, result.name);
  else if (resultRow(database, result.name) !== undefined) throw nameTaken(result.name);
  const { lastInsertRowid } = database
    .prepare(
      `INSERT INTO result (name, kind, dataset_id, settings, seed, version, created_at, headline, warnings)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      result.name,
      analysis.kind,
      result.datasetId,
      JSON.stringify(analysis.settings),
      seed,
      result.version,
      new Date().toISOString(),
      result.headline,
      JSON.stringify(warnings),
    );
  return Number(lastInsertRowid);
}

/** Once all of a result is stored, within the transaction that does so. */
export function keepChecksumOf(database: Database.Database, name: string): void {
  const row = resultRow(database, name);
  if (row !== undefined) keepResultChecksum(database, row.id);
}

/** @throws TracewiseError `not-found`; ChangedContent when it is not what was stored */
export function requireResult(
  database: Database.Database,
  name: string,
  kind: ResultKind,
): { id: number; stored: StoredResult; warnings: string } {
  const row = resultRow(database, name);
  if (row?.kind !== kind) throw noResult(name, kind);
  requireResultUnchanged(database, row.id);
  return { id: row.id, stored: resultOf(row), warnings: row.warnings };
}

function deleteResultRow(database: Database.Database, name: string): number {
  const matrices = database
    .prepare<{ name: string }, number>(
      `SELECT drug_mean_matrix_id FROM evaluation JOIN result ON id = result_id WHERE result.name = @name
       UNION ALL SELECT observed_matrix_id FROM evaluation JOIN result ON id = result_id WHERE result.name = @name
       UNION ALL SELECT matrix_id FROM prediction JOIN result ON id = result_id WHERE result.name = @name
       UNION ALL SELECT weight_matrix_id FROM model JOIN result ON id = result_id WHERE result.name = @name`,
    )
    .pluck()
    .all({ name });
  const { changes } = database.prepare('DELETE FROM result WHERE name = ?').run(name);
  deleteMatrices(database, matrices);
  return changes;
}

function resultRow(database: Database.Database, name: string): ResultRow | undefined {
  return database.prepare<[string], ResultRow>(`${selectResults} WHERE result.name = ?`).get(name);
}

function resultOf(row: ResultRow): StoredResult {
  const settings: unknown = JSON.parse(row.settings);
  return {
    name: row.name,
    analysis: parseResultAnalysis({ kind: row.kind, settings }),
    datasetId: row.dataset_id,
    datasetName: row.dataset_name,
    datasetHash: row.dataset_hash,
    seed: row.seed,
    version: row.version,
    createdAt: row.created_at,
    headline: row.headline,
  };
}

const nounOfKind: Record<ResultKind, string> = {
  evaluate: 'run',
  fit: 'model',
  screen: 'screen',
  cluster: 'clustering',
  enrich: 'enrichment',
  tasks: 'comparison of group sizes',
};

function noResult(name: string, kind?: ResultKind): TracewiseError {
  const what = kind === undefined ? 'result' : nounOfKind[kind];
  return new TracewiseError('not-found', `there is no ${what} "${name}" in this project`, {
    remedy: 'See the names in the overview of the project.',
  });
}

function nameTaken(name: string): TracewiseError {
  return new TracewiseError('conflict', `there is already a result "${name}" in this project`, {
    remedy: 'Choose another name, or replace it.',
  });
}
