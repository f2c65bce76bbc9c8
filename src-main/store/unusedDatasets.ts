import type Database from 'better-sqlite3';
import { TracewiseError } from '#shared/model/errors.ts';
import type { Connection } from './connection.ts';
import { deleteMatrices } from './matrices.ts';
import { isAlive } from './owner.ts';
import type { Owner } from './owner.ts';

/** Pages that are given back to the file system at a time: 4 MiB. */
const pagesAtOnce = 256;

/** `PRAGMA auto_vacuum` of a file that can be shortened step by step. */
export const incremental = 2;

/** Replaced data sets go when the last result and the last job that refer to them are gone. */
export function deleteUnusedDatasets(database: Database.Database): void {
  for (const id of unusedDatasets(database)) deleteDataset(database, id);
}

/**
 * Deletes, in short transactions, what imports left behind that did not end, and replaced data sets that nothing
 * refers to.
 */
export function* sweepingSteps(connection: Connection): Generator<void, void, void> {
  const abandoned = connection.read(abandonedDatasets);
  for (const id of abandoned) yield* deletingSteps(connection, id, abandonedDatasets);
  for (const id of connection.read(unusedDatasets)) yield* deletingSteps(connection, id, unusedDatasets);
  if (abandoned.length > 0) yield* shorteningSteps(connection);
}

/** Deletes the data set that a process was writing under this token, if it is still there. */
export function* stagedDeletingSteps(connection: Connection, token: string): Generator<void, void, void> {
  const own = (database: Database.Database) =>
    database
      .prepare<[string], number>('SELECT dataset_id FROM staged_dataset WHERE token = ?')
      .pluck()
      .all(token);
  for (const id of connection.read(own)) yield* deletingSteps(connection, id, own);
  yield* shorteningSteps(connection);
}

/** Tidying that the disk, say, does not allow now: the mark stays, and the next to open the file does it. */
export function* leftForLater(steps: Generator<void, void, void>): Generator<void, void, void> {
  try {
    yield* steps;
  } catch (error) {
    if (!(error instanceof TracewiseError) || error.kind === 'cancelled') throw error;
  }
}

/** In a copy of a project: whoever writes these, it is not into the copy. */
export function deleteStagedDatasets(database: Database.Database): void {
  const ids = database.prepare<[], number>('SELECT dataset_id FROM staged_dataset').pluck().all();
  for (const id of ids) deleteDataset(database, id);
}

/** Deletes a data set chunk by chunk, each in a transaction of its own, for as long as it is among those to delete. */
function* deletingSteps(
  connection: Connection,
  id: number,
  toDelete: (database: Database.Database) => number[],
): Generator<void, void, void> {
  const chunks = connection.read((database) => chunksOf(database, id));
  for (const { matrix_id, position } of chunks) {
    connection.writeBulk((database) => {
      if (!toDelete(database).includes(id)) return;
      database
        .prepare('DELETE FROM matrix_chunk WHERE matrix_id = ? AND position = ?')
        .run(matrix_id, position);
    });
    yield;
  }
  connection.writeBulk((database) => {
    if (toDelete(database).includes(id)) deleteDataset(database, id);
  });
}

/** Gives free pages back to the file system; those of a file from before version 4 stay, for what is stored next. */
function* shorteningSteps(connection: Connection): Generator<void, void, void> {
  const pragma = (name: string) =>
    connection.read((database) => Number(database.pragma(name, { simple: true })));
  if (pragma('auto_vacuum') !== incremental) return;
  while (pragma('freelist_count') > 0) {
    connection.writeBulk((database) => database.pragma(`incremental_vacuum(${pagesAtOnce})`));
    yield;
  }
}

/** Neither seen by users nor referred to nor being written. */
function unusedDatasets(database: Database.Database): number[] {
  return database
    .prepare<[], number>(
      `SELECT id FROM dataset WHERE current = 0
         AND id NOT IN (SELECT dataset_id FROM result) AND id NOT IN (SELECT dataset_id FROM job)
         AND id NOT IN (SELECT dataset_id FROM staged_dataset)`,
    )
    .pluck()
    .all();
}

/** Of imports whose process is gone. */
function abandonedDatasets(database: Database.Database): number[] {
  return database
    .prepare<[], Owner & { id: number }>(
      'SELECT dataset_id AS id, token, pid, host, beat FROM staged_dataset',
    )
    .all()
    .filter((owner) => !isAlive(owner))
    .map(({ id }) => id);
}

function deleteDataset(database: Database.Database, id: number): void {
  const matrices = matricesOf(database, id);
  database.prepare('DELETE FROM dataset WHERE id = ?').run(id);
  deleteMatrices(database, matrices);
}

function chunksOf(database: Database.Database, id: number): { matrix_id: number; position: number }[] {
  const select = database.prepare<[number], { matrix_id: number; position: number }>(
    'SELECT matrix_id, position FROM matrix_chunk WHERE matrix_id = ? ORDER BY position DESC',
  );
  return matricesOf(database, id).flatMap((matrix) => select.all(matrix));
}

function matricesOf(database: Database.Database, id: number): number[] {
  return database
    .prepare<[number, number], number>(
      `SELECT feature_matrix_id FROM dataset WHERE id = ?
       UNION ALL SELECT matrix_id FROM metric WHERE dataset_id = ?`,
    )
    .pluck()
    .all(id, id);
}
