import type Database from 'better-sqlite3';
import type { Dataset, Feature } from '#shared/model/dataset.ts';
import { insertShape } from './matrices.ts';

/** The ids of a data set's rows, and of its matrices, whose values are not there yet. */
export interface DatasetIds {
  id: number;
  featureMatrix: number;
  /** One per metric. */
  responseMatrices: number[];
}

/**
 * Writes the rows of a data set that is not current and has no hash yet, but neither its features nor any value,
 * within a transaction of the caller.
 */
export function insertOutline(database: Database.Database, dataset: Dataset): DatasetIds {
  const { samples, features, drugs } = dataset;
  const featureMatrix = insertShape(database, samples.length, features.length);
  const { lastInsertRowid } = database
    .prepare(
      `INSERT INTO dataset (name, current, missing_policy, feature_matrix_id, hash, created_at)
       VALUES (?, 0, ?, ?, '', '')`,
    )
    .run(dataset.name, dataset.missingPolicy, featureMatrix);
  const id = Number(lastInsertRowid);
  insertSamples(database, id, samples);
  insertDrugs(database, id, drugs);
  insertProvenance(database, id, dataset.provenance);
  return { id, featureMatrix, responseMatrices: insertMetrics(database, id, dataset) };
}

/** Features of a data set from the place `first` on, within a transaction of the caller. */
export function insertFeatures(
  database: Database.Database,
  id: number,
  first: number,
  features: readonly Feature[],
): void {
  const insert = database.prepare(
    'INSERT INTO feature (dataset_id, position, block, gene) SELECT ?, ? + key, ?, value FROM json_each(?)',
  );
  for (const { block, start, genes } of runsOf(features)) {
    insert.run(id, first + start, block, JSON.stringify(genes));
  }
}

/** Neighbours of one block: they go to the database in one call. */
function runsOf(features: readonly Feature[]): { block: string; start: number; genes: string[] }[] {
  const runs: ReturnType<typeof runsOf> = [];
  features.forEach(({ block, gene }, start) => {
    const last = runs.at(-1);
    if (last?.block === block) last.genes.push(gene);
    else runs.push({ block, start, genes: [gene] });
  });
  return runs;
}

function insertSamples(database: Database.Database, id: number, samples: Dataset['samples']): void {
  const insert = database.prepare(
    'INSERT INTO sample (dataset_id, position, name, tissue) VALUES (?, ?, ?, ?)',
  );
  samples.forEach(({ name, tissue }, position) => insert.run(id, position, name, tissue ?? null));
}

function insertDrugs(database: Database.Database, id: number, drugs: Dataset['drugs']): void {
  const insert = database.prepare(
    'INSERT INTO drug (dataset_id, position, name, target, mechanism, drug_class) VALUES (?, ?, ?, ?, ?, ?)',
  );
  drugs.forEach(({ name, target, mechanism, drugClass }, position) =>
    insert.run(id, position, name, target ?? null, mechanism ?? null, drugClass ?? null),
  );
}

function insertMetrics(
  database: Database.Database,
  id: number,
  { samples, drugs, responses }: Dataset,
): number[] {
  const insert = database.prepare(
    `INSERT INTO metric (dataset_id, position, name, higher_is_sensitive, observed_count, matrix_id)
     VALUES (?, ?, ?, ?, ?, ?)`,
  );
  return responses.map(({ metric, values }, position) => {
    const matrixId = insertShape(database, samples.length, drugs.length);
    insert.run(id, position, metric.name, metric.higherIsSensitive ? 1 : 0, observedCount(values), matrixId);
    return matrixId;
  });
}

function insertProvenance(database: Database.Database, id: number, files: Dataset['provenance']): void {
  const insert = database.prepare(
    `INSERT INTO source_file (dataset_id, position, name, role, format, byte_count, sha256)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  );
  files.forEach(({ name, role, format, byteCount, sha256 }, position) =>
    insert.run(id, position, name, role, format, byteCount, sha256),
  );
}

function observedCount(values: Float64Array): number {
  return values.reduce((count, value) => (Number.isNaN(value) ? count : count + 1), 0);
}
