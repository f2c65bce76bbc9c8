import { setImmediate } from 'node:timers/promises';
import type Database from 'better-sqlite3';
import type { ResultKind } from '#shared/model/derivation.ts';
import type { SalvagedKind } from '#shared/model/salvage.ts';
import { keepResultChecksum, requireResultUnchanged } from '../checksums.ts';
import { nounOfKind } from './contents.ts';
import type { Contents } from './contents.ts';
import { ObjectCopier, reads } from './copyObject.ts';
import type { RootTable } from './copyObject.ts';
import { readableRows } from './readable.ts';
import type { Row } from './readable.ts';

/** Tables whose rows belong to nothing else, and a column that tells their rows apart. */
const looseTables = [
  ['project', 'key'],
  ['name_choice', 'written'],
  ['fold_table', 'hash'],
] as const;

/** Copies every object that reads whole, letting others have the thread after each. */
export async function copyWhatReads(
  source: Database.Database,
  target: Database.Database,
  contents: Contents,
): Promise<void> {
  const copier = new ObjectCopier(source, target);
  const attempt = (root: RootTable, row: Row) =>
    reads(() => target.transaction(() => copyChecked(copier, source, target, root, row))());

  for (const [table, key] of looseTables) {
    for (const row of readableRows(source, table, key)) reads(() => copier.copyRow(table, row));
  }
  const withValues = new Set<unknown>();
  for (const row of readableRows(source, 'dataset', 'id')) {
    await setImmediate();
    const isWhole = attempt('dataset', row);
    if (isWhole) withValues.add(row['id']);
    // Results keep the names that they stand for.
    else reads(() => copier.copyOutline(row));
    if (row['current'] === 1) note(contents, 'data set', row, isWhole);
  }
  for (const row of readableRows(source, 'result', 'id')) {
    await setImmediate();
    const { kind } = row;
    const isWhole = hasRow(target, 'dataset', row['dataset_id']) && attempt('result', row);
    if (isResultKind(kind)) note(contents, nounOfKind[kind], row, isWhole);
  }
  for (const row of readableRows(source, 'job', 'id')) {
    await setImmediate();
    const isWhole = withValues.has(row['dataset_id']) && attempt('job', row);
    if (row['state'] !== 'done') note(contents, 'unfinished job', row, isWhole);
  }
  target.exec('UPDATE derivation SET model_id = NULL WHERE model_id NOT IN (SELECT id FROM result)');
}

function isResultKind(kind: unknown): kind is ResultKind {
  return typeof kind === 'string' && Object.hasOwn(nounOfKind, kind);
}

function note(contents: Contents, what: SalvagedKind['what'], row: Row, isWhole: boolean): void {
  const name = String(row['name']);
  if (isWhole) contents.whole(what, name);
  else contents.lost(what, name);
}

function copyChecked(
  copier: ObjectCopier,
  source: Database.Database,
  target: Database.Database,
  root: RootTable,
  row: Row,
): void {
  copier.copy(root, row);
  if (root !== 'result') return;
  const id = Number(row['id']);
  const kept = readableRows(source, 'result_checksum', 'result_id').find(({ result_id }) => result_id === id);
  if (kept === undefined) keepResultChecksum(target, id);
  else copier.copyRow('result_checksum', kept);
  requireResultUnchanged(target, id);
}

function hasRow(database: Database.Database, table: RootTable, id: unknown): boolean {
  return database.prepare<[unknown]>(`SELECT 1 FROM ${table} WHERE id = ?`).get(id) !== undefined;
}
