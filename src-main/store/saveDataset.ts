import type { Hash } from 'node:crypto';
import type Database from 'better-sqlite3';
import { TracewiseError } from '#shared/model/errors.ts';
import type { Dataset, DatasetSummary } from '#shared/model/dataset.ts';
import type { Connection } from './connection.ts';
import { hashValues, startDatasetHash } from './datasetHash.ts';
import { insertFeatures, insertOutline } from './datasetRows.ts';
import type { DatasetIds } from './datasetRows.ts';
import { currentRow, datasetSummary } from './datasets.ts';
import { insertImportRecord } from './imports.ts';
import type { ImportRecord } from './imports.ts';
import { chunkLength, insertChunk } from './matrices.ts';
import { disown, newOwner } from './owner.ts';
import type { Owner } from './owner.ts';
import { leftForLater, stagedDeletingSteps, sweepingSteps } from './unusedDatasets.ts';

export interface SaveOptions {
  /** Whether a data set of the same name gives way. */
  replace: boolean;
  /** The id of the one that gives way: another one of the name, stored since, does not. */
  only?: number;
  /** Kept with the data set. */
  record?: ImportRecord;
}

/** Features are written so many at a time. */
const featuresAtOnce = 5000;
/** A feature's name takes as long as so many values. */
const valuesPerFeature = 100;

/**
 * Stores a data set in short steps, between which others may write, and gives the share done after each. The data set is
 * there once the last step is; before, only its mark is, which has it deleted when the steps end with an error (also
 * one thrown into them), or, when the process ends, by the next to open the file.
 * @throws TracewiseError `conflict` when the name is taken and not to be replaced; `disk`: nothing is stored then
 */
export function* savingSteps(
  connection: Connection,
  dataset: Dataset,
  options: SaveOptions,
): Generator<number, DatasetSummary, void> {
  connection.read((database) => refuseTaken(database, dataset.name, options));
  yield* withoutShare(leftForLater(sweepingSteps(connection)), 0);
  const owner = newOwner();
  try {
    const ids = connection.writeBulk((database) => openStage(database, dataset, owner));
    try {
      const hash = yield* writeContent(connection, dataset, ids, owner);
      connection.writeBulk((database) => publish(database, dataset.name, ids.id, hash, owner, options));
    } catch (error) {
      yield* withoutShare(leftForLater(stagedDeletingSteps(connection, owner.token)), 0);
      throw error;
    }
  } finally {
    disown(owner.token);
  }
  yield* withoutShare(leftForLater(sweepingSteps(connection)), 1);
  return datasetSummary(connection, dataset.name);
}

function openStage(database: Database.Database, dataset: Dataset, owner: Owner): DatasetIds {
  const ids = insertOutline(database, dataset);
  database
    .prepare('INSERT INTO staged_dataset (dataset_id, token, pid, host, beat) VALUES (?, ?, ?, ?, ?)')
    .run(ids.id, owner.token, owner.pid, owner.host, owner.beat);
  return ids;
}

/** @returns the data set's hash */
function* writeContent(
  connection: Connection,
  dataset: Dataset,
  { id, featureMatrix, responseMatrices }: DatasetIds,
  owner: Owner,
): Generator<number, string, void> {
  const hash = startDatasetHash(dataset);
  yield 0;
  const { features, featureValues, responses } = dataset;
  const matrices = [
    { matrix: featureMatrix, values: featureValues },
    ...responses.map(({ values }, index) => ({ matrix: responseMatrices[index], values })),
  ];
  const valueCount = matrices.reduce((sum, { values }) => sum + values.length, 0);
  const total = valueCount + features.length * valuesPerFeature;
  let done = 0;
  for (const { matrix, values } of matrices) {
    for (const written of writeMatrix(connection, matrix, values, owner, hash)) {
      done += written;
      yield done / total;
    }
  }
  for (let first = 0; first < features.length; first += featuresAtOnce) {
    connection.writeBulk((database) => {
      beat(database, owner);
      insertFeatures(database, id, first, features.slice(first, first + featuresAtOnce));
    });
    done += Math.min(featuresAtOnce, features.length - first) * valuesPerFeature;
    yield done / total;
  }
  return hash.digest('hex');
}

/** Gives the count of values of each chunk once it is written, and none once it is hashed. */
function* writeMatrix(
  connection: Connection,
  matrix: number,
  values: Float64Array,
  owner: Owner,
  hash: Hash,
): Generator<number, void, void> {
  for (let start = 0; start < values.length; start += chunkLength) {
    const chunk = values.subarray(start, start + chunkLength);
    hashValues(hash, chunk);
    yield 0;
    connection.writeBulk((database) => {
      beat(database, owner);
      insertChunk(database, matrix, start, chunk);
    });
    yield chunk.length;
  }
}

/** Makes the data set the one of its name. */
function publish(
  database: Database.Database,
  name: string,
  id: number,
  hash: string,
  owner: Owner,
  options: SaveOptions,
): void {
  beat(database, owner);
  refuseTaken(database, name, options);
  const taken = currentRow(database, name);
  if (taken !== undefined) database.prepare('UPDATE dataset SET current = 0 WHERE id = ?').run(taken.id);
  database
    .prepare('UPDATE dataset SET current = 1, hash = ?, created_at = ? WHERE id = ?')
    .run(hash, new Date().toISOString(), id);
  if (taken?.hash === hash) moveReferences(database, taken.id, id);
  if (options.record !== undefined) insertImportRecord(database, id, options.record);
  database.prepare('DELETE FROM staged_dataset WHERE dataset_id = ?').run(id);
}

/** The same names and values again: what was made from the one was made from the other. */
function moveReferences(database: Database.Database, from: number, to: number): void {
  database.prepare('UPDATE result SET dataset_id = ? WHERE dataset_id = ?').run(to, from);
  database.prepare('UPDATE job SET dataset_id = ? WHERE dataset_id = ?').run(to, from);
}

/** A sign of life. @throws TracewiseError `conflict` when another process took this one for dead and tidied up */
function beat(database: Database.Database, { token }: Owner): void {
  const { changes } = database
    .prepare('UPDATE staged_dataset SET beat = ? WHERE token = ?')
    .run(Date.now(), token);
  if (changes > 0) return;
  throw new TracewiseError('conflict', 'another process has cleared away what this import had written', {
    remedy: 'The import was at rest for too long, perhaps while the computer slept: start it again.',
  });
}

function* withoutShare(steps: Generator<void, void, void>, share: number): Generator<number, void, void> {
  while (steps.next().done !== true) yield share;
}

function refuseTaken(database: Database.Database, name: string, { replace, only }: SaveOptions): void {
  const taken = currentRow(database, name);
  if (only !== undefined && taken?.id !== only) {
    throw new TracewiseError('conflict', `the data set "${name}" was changed while tables were read for it`, {
      remedy: 'Add them again',
    });
  }
  if (replace || taken === undefined) return;
  throw new TracewiseError('conflict', `there is already a data set "${name}" in this project`, {
    remedy: 'Choose another name, or replace it.',
  });
}
