import type Database from 'better-sqlite3';
import type { Dataset } from '#shared/model/dataset.ts';
import { insertMatrix } from './matrices.ts';

/** Writes every row of a data set, within a transaction of the caller. @returns its id */
export function insertDataset(database: Database.Database, dataset: Dataset, hash: string): number {
  const { samples, features, drugs } = dataset;
  const featureMatrix = insertMatrix(database, samples.length, features.length, dataset.featureValues);
  const { lastInsertRowid } = database
    .prepare(
      `INSERT INTO dataset (name, current, missing_policy, feature_matrix_id, hash, created_at)
       VALUES (?, 1, ?, ?, ?, ?)`,
    )
    .run(dataset.name, dataset.missingPolicy, featureMatrix, hash, new Date().toISOString());
  const id = Number(lastInsertRowid);
  insertSamples(database, id, samples);
  insertFeatures(database, id, features);
  insertDrugs(database, id, drugs);
  insertMetrics(database, id, dataset);
  insertProvenance(database, id, dataset.provenance);
  return id;
}

function insertSamples(database: Database.Database, id: number, samples: Dataset['samples']): void {
  const insert = database.prepare(
    'INSERT INTO sample (dataset_id, position, name, tissue) VALUES (?, ?, ?, ?)',
  );
  samples.forEach(({ name, tissue }, position) => insert.run(id, position, name, tissue ?? null));
}

function insertFeatures(database: Database.Database, id: number, features: Dataset['features']): void {
  const insert = database.prepare(
    'INSERT INTO feature (dataset_id, position, block, gene) VALUES (?, ?, ?, ?)',
  );
  features.forEach(({ block, gene }, position) => insert.run(id, position, block, gene));
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
): void {
  const insert = database.prepare(
    `INSERT INTO metric (dataset_id, position, name, higher_is_sensitive, observed_count, matrix_id)
     VALUES (?, ?, ?, ?, ?, ?)`,
  );
  responses.forEach(({ metric, values }, position) => {
    const matrixId = insertMatrix(database, samples.length, drugs.length, values);
    insert.run(id, position, metric.name, metric.higherIsSensitive ? 1 : 0, observedCount(values), matrixId);
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
