import type Database from 'better-sqlite3';
import { TracewiseError } from '#shared/model/errors.ts';
import { missingPolicy, tableRole } from '#shared/model/dataset.ts';
import type { Dataset, DatasetSummary, Drug, Feature, MissingPolicy, Sample } from '#shared/model/dataset.ts';
import { foldsFor } from '#shared/model/foldTable.ts';
import type { PanelChoice } from '#shared/model/job.ts';
import { readBlocks } from './blockFeatures.ts';
import type { Connection } from './connection.ts';
import { datasetHash } from './datasetHash.ts';
import { readFolds } from './foldTables.ts';
import { readMatrix, readSideBySide } from './matrices.ts';
import type { StoredMatrix } from './matrices.ts';

/** Structurally a `Panel` of numerics/analyses; its matrices lie in shared memory. */
export interface StoredPanel {
  features: StoredMatrix;
  responses: StoredMatrix;
  sampleNames: string[];
  taskNames: string[];
  taskMetrics?: string[];
  tissues?: string[];
  /** In shared memory as well. */
  givenFolds?: Uint8Array<SharedArrayBuffer>;
}

interface DatasetRow {
  id: number;
  name: string;
  missing_policy: string;
  feature_matrix_id: number;
  hash: string;
  created_at: string;
}

export function listDatasets(connection: Connection): DatasetSummary[] {
  return connection.read((database) =>
    database
      .prepare<[], DatasetRow>('SELECT * FROM dataset WHERE current = 1 ORDER BY id')
      .all()
      .map((row) => summarise(database, row)),
  );
}

/** @throws TracewiseError `not-found` */
export function datasetSummary(connection: Connection, name: string): DatasetSummary {
  return connection.read((database) => summarise(database, rowByName(database, name)));
}

/** A whole data set; its matrices lie in shared memory. @throws TracewiseError `not-found` */
export function loadDataset(connection: Connection, name: string): Dataset {
  return connection.read((database) => {
    const row = rowByName(database, name);
    return {
      name,
      ...readAxes(database, row.id),
      missingPolicy: missingPolicyOf(row),
      featureValues: readMatrix(database, row.feature_matrix_id).values,
      responses: metricRows(database, row.id).map((metric) => ({
        metric: { name: metric.name, higherIsSensitive: metric.higher_is_sensitive === 1 },
        values: readMatrix(database, metric.matrix_id).values,
      })),
      provenance: readProvenance(database, row.id),
    };
  });
}

export interface DatasetAxes {
  samples: Sample[];
  features: Feature[];
  drugs: Drug[];
}

/** The names of a data set, also of one that was replaced since. @throws TracewiseError `not-found` */
export function loadAxes(connection: Connection, datasetId: number): DatasetAxes {
  return connection.read((database) => readAxes(database, rowById(database, datasetId).id));
}

/**
 * What a solver needs of a data set, by id. The tasks are the drugs; under several metrics the drugs of each after those
 * of the one before.
 * @throws TracewiseError `invalid-setting` for a metric or block that the data set has not, or a metric named twice
 */
export function loadPanel(
  connection: Connection,
  datasetId: number,
  metrics: readonly string[],
  { blocks, folds }: PanelChoice = {},
): StoredPanel {
  return connection.read((database) => {
    const row = rowById(database, datasetId);
    const { samples, features, drugs } = readAxes(database, datasetId);
    const names = drugs.map(({ name }) => name);
    const tissues = samples.map(({ tissue }) => tissue).filter((tissue) => tissue !== undefined);
    const responses = readResponses(database, row, metrics);
    const whole = { matrixId: row.feature_matrix_id, features, tissues: allOf(tissues, samples.length) };
    return {
      features:
        blocks === undefined ? readMatrix(database, whole.matrixId) : readBlocks(database, whole, blocks),
      responses,
      sampleNames: samples.map(({ name }) => name),
      taskNames: metrics.flatMap(() => names),
      ...(metrics.length > 1 ? { taskMetrics: metrics.flatMap((metric) => names.map(() => metric)) } : {}),
      ...(tissues.length === samples.length ? { tissues } : {}),
      ...(folds === undefined ? {} : { givenFolds: sharedFolds(database, folds, samples, names) }),
    };
  });
}

function sharedFolds(
  database: Database.Database,
  hash: string,
  samples: readonly Sample[],
  drugs: readonly string[],
): Uint8Array<SharedArrayBuffer> {
  const folds = foldsFor(
    readFolds(database, hash),
    samples.map(({ name }) => name),
    drugs,
  );
  const shared = new Uint8Array(new SharedArrayBuffer(folds.length));
  shared.set(folds);
  return shared;
}

function allOf(tissues: readonly string[], count: number): readonly string[] | undefined {
  return tissues.length === count ? tissues : undefined;
}

/** samples x features, as imported. */
export function loadFeatures(connection: Connection, datasetId: number): StoredMatrix {
  return connection.read((database) => readMatrix(database, rowById(database, datasetId).feature_matrix_id));
}

/** samples x drugs, NaN where not observed. @throws TracewiseError `invalid-setting` */
export function loadResponses(connection: Connection, datasetId: number, metric: string): StoredMatrix {
  return connection.read((database) => readResponses(database, rowById(database, datasetId), [metric]));
}

/** Names of data sets whose values do not read, or no longer give their hash. */
export function findChangedDatasets(connection: Connection): string[] {
  return listDatasets(connection)
    .filter((summary) => !isAsImported(connection, summary))
    .map(({ name }) => name);
}

/** A data set that users do not see any more. */
export function retireDataset(connection: Connection, name: string): void {
  connection.write((database) =>
    database.prepare('UPDATE dataset SET current = 0 WHERE name = ? AND current = 1').run(name),
  );
}

function isAsImported(connection: Connection, { name, hash }: DatasetSummary): boolean {
  try {
    return datasetHash(loadDataset(connection, name)) === hash;
  } catch (error) {
    if (error instanceof TracewiseError && error.kind === 'corrupt') return false;
    throw error;
  }
}

/** The data set of a name that users see. */
export function currentRow(database: Database.Database, name: string): DatasetRow | undefined {
  return database
    .prepare<[string], DatasetRow>('SELECT * FROM dataset WHERE name = ? AND current = 1')
    .get(name);
}

function rowByName(database: Database.Database, name: string): DatasetRow {
  const row = currentRow(database, name);
  if (row !== undefined) return row;
  const names = database
    .prepare<[], string>('SELECT name FROM dataset WHERE current = 1 ORDER BY id')
    .pluck()
    .all();
  throw new TracewiseError('not-found', `there is no data set "${name}" in this project`, {
    remedy: names.length === 0 ? 'Import one first.' : `It has: ${names.join(', ')}.`,
  });
}

function rowById(database: Database.Database, id: number): DatasetRow {
  const row = database.prepare<[number], DatasetRow>('SELECT * FROM dataset WHERE id = ?').get(id);
  if (row === undefined) throw new TracewiseError('not-found', `there is no data set of number ${id}`);
  return row;
}

interface MetricRow {
  name: string;
  higher_is_sensitive: number;
  observed_count: number;
  matrix_id: number;
}

function metricRows(database: Database.Database, id: number): MetricRow[] {
  return database
    .prepare<[number], MetricRow>('SELECT * FROM metric WHERE dataset_id = ? ORDER BY position')
    .all(id);
}

function readResponses(
  database: Database.Database,
  row: DatasetRow,
  metrics: readonly string[],
): StoredMatrix {
  const known = new Map(metricRows(database, row.id).map(({ name, matrix_id }) => [name, matrix_id]));
  const ids = metrics.map((metric, index) => {
    if (metrics.indexOf(metric) < index) throw namedTwice(metric);
    const id = known.get(metric);
    if (id === undefined) throw noMetric(row.name, metric, [...known.keys()]);
    return id;
  });
  return readSideBySide(database, ids);
}

function noMetric(dataset: string, metric: string, known: readonly string[]): TracewiseError {
  return new TracewiseError('invalid-setting', `the data set "${dataset}" has no metric "${metric}"`, {
    found: metric,
    expected: known.join(', '),
  });
}

function namedTwice(metric: string): TracewiseError {
  return new TracewiseError('invalid-setting', `the metric "${metric}" is named twice`, {
    remedy: 'Name every metric once.',
  });
}

function readAxes(database: Database.Database, id: number): DatasetAxes {
  const samples = database
    .prepare<[number], { name: string; tissue: string | null }>(
      'SELECT name, tissue FROM sample WHERE dataset_id = ? ORDER BY position',
    )
    .all(id)
    .map(({ name, tissue }) => (tissue === null ? { name } : { name, tissue }));
  const features = database
    .prepare<[number], Feature>('SELECT block, gene FROM feature WHERE dataset_id = ? ORDER BY position')
    .all(id);
  return { samples, features, drugs: readDrugs(database, id) };
}

interface DrugRow {
  name: string;
  target: string | null;
  mechanism: string | null;
  drug_class: string | null;
}

function readDrugs(database: Database.Database, id: number): Drug[] {
  return database
    .prepare<[number], DrugRow>('SELECT * FROM drug WHERE dataset_id = ? ORDER BY position')
    .all(id)
    .map(({ name, target, mechanism, drug_class }) => ({
      name,
      ...(target === null ? {} : { target }),
      ...(mechanism === null ? {} : { mechanism }),
      ...(drug_class === null ? {} : { drugClass: drug_class }),
    }));
}

function readProvenance(database: Database.Database, id: number): Dataset['provenance'] {
  return database
    .prepare<[number], { name: string; role: string; format: string; byteCount: number; sha256: string }>(
      'SELECT name, role, format, byte_count AS byteCount, sha256 FROM source_file WHERE dataset_id = ? ORDER BY position',
    )
    .all(id)
    .map((file) => ({ ...file, role: tableRole.parse(file.role) }));
}

function summarise(database: Database.Database, row: DatasetRow): DatasetSummary {
  const count = (table: 'sample' | 'feature') =>
    database
      .prepare<[number], number>(`SELECT count(*) FROM ${table} WHERE dataset_id = ?`)
      .pluck()
      .get(row.id) ?? 0;
  const sampleCount = count('sample');
  const drugNames = readDrugs(database, row.id).map(({ name }) => name);
  const withTissue = database
    .prepare<[number], number>('SELECT count(tissue) FROM sample WHERE dataset_id = ?')
    .pluck()
    .get(row.id);
  return {
    id: row.id,
    name: row.name,
    sampleCount,
    featureCount: count('feature'),
    drugCount: drugNames.length,
    drugNames,
    blocks: database
      .prepare<[number], { name: string; featureCount: number }>(
        'SELECT block AS name, count(*) AS featureCount FROM feature WHERE dataset_id = ? GROUP BY block ORDER BY min(position)',
      )
      .all(row.id),
    metrics: metricRows(database, row.id).map((metric) => ({
      name: metric.name,
      higherIsSensitive: metric.higher_is_sensitive === 1,
      observedCount: metric.observed_count,
      missingShare: 1 - metric.observed_count / (sampleCount * drugNames.length),
    })),
    hasTissues: withTissue === sampleCount,
    missingPolicy: missingPolicyOf(row),
    hash: row.hash,
    createdAt: row.created_at,
  };
}

function missingPolicyOf(row: DatasetRow): MissingPolicy {
  return missingPolicy.parse(row.missing_policy);
}
