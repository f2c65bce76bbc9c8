import { createHash } from 'node:crypto';
import type { Hash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type Database from 'better-sqlite3';

/** Content that reads, but is not what was stored; becomes a damaged file where the path is known. */
export class ChangedContent extends Error {
  override readonly name = 'ChangedContent';
}

/** Within the transaction that stores the chunk. */
export function keepChunkChecksum(
  database: Database.Database,
  matrix: number,
  position: number,
  bytes: Uint8Array,
): void {
  database
    .prepare('INSERT INTO chunk_checksum (matrix_id, position, checksum) VALUES (?, ?, ?)')
    .run(matrix, position, crc32(bytes));
}

/** @param kept as it was stored; `null` for bytes without one */
export function requireUnchanged(bytes: Uint8Array, kept: number | null, what: string): void {
  if (kept === null || crc32(bytes) === kept) return;
  throw new ChangedContent(`${what} is not what was stored`);
}

/** Within the transaction that stores the result of a unit. */
export function keepUnitChecksum(database: Database.Database, unit: number, bytes: Uint8Array): void {
  database
    .prepare('INSERT OR REPLACE INTO unit_checksum (unit_id, checksum) VALUES (?, ?)')
    .run(unit, crc32(bytes));
}

/** Within the transaction that stores a result, once all of it is there. */
export function keepResultChecksum(database: Database.Database, result: number): void {
  database
    .prepare('INSERT OR REPLACE INTO result_checksum (result_id, checksum) VALUES (?, ?)')
    .run(result, checksumOfResult(database, result));
}

/** @throws ChangedContent when a row of the result is not what was stored */
export function requireResultUnchanged(database: Database.Database, result: number): void {
  const kept = database
    .prepare<[number], string>('SELECT checksum FROM result_checksum WHERE result_id = ?')
    .pluck()
    .get(result);
  if (kept === undefined || kept === checksumOfResult(database, result)) return;
  throw new ChangedContent(`result ${result} is not what was stored`);
}

/** Of all that is stored already. */
export function keepAllChecksums(database: Database.Database): void {
  const chunk = database
    .prepare<[number, number], Buffer>('SELECT bytes FROM matrix_chunk WHERE matrix_id = ? AND position = ?')
    .pluck();
  for (const { matrix_id, position } of chunkPlaces(database)) {
    const bytes = chunk.get(matrix_id, position);
    if (bytes !== undefined) keepChunkChecksum(database, matrix_id, position, bytes);
  }
  const units = database.prepare<[], { id: number; result: Buffer }>(
    'SELECT id, result FROM unit WHERE result IS NOT NULL',
  );
  for (const { id, result } of units.all()) keepUnitChecksum(database, id, result);
  for (const id of resultIds(database)) keepResultChecksum(database, id);
}

/** What is not as it was stored, by its ids. */
export interface Changes {
  matrices: number[];
  results: number[];
  /** With a finished unit. */
  jobs: number[];
}

/** Reads all that has a checksum; a step is some milliseconds. */
export function* findingChanges(database: Database.Database): Generator<void, Changes, void> {
  const matrices = yield* findingChangedMatrices(database);
  const results: number[] = [];
  for (const id of resultIds(database)) {
    if (isChanged(() => requireResultUnchanged(database, id))) results.push(id);
    yield;
  }
  return { matrices, results, jobs: yield* findingChangedJobs(database) };
}

function* findingChangedMatrices(database: Database.Database): Generator<void, number[], void> {
  const chunk = database.prepare<[number, number], { bytes: Buffer; checksum: number | null }>(
    `SELECT bytes, checksum FROM matrix_chunk LEFT JOIN chunk_checksum USING (matrix_id, position)
     WHERE matrix_id = ? AND position = ?`,
  );
  const changed = new Set<number>();
  for (const { matrix_id, position } of chunkPlaces(database)) {
    const stored = chunk.get(matrix_id, position);
    const isKept = stored !== undefined && stored.checksum !== null;
    if (isKept && crc32(stored.bytes) !== stored.checksum) changed.add(matrix_id);
    yield;
  }
  return [...changed];
}

function* findingChangedJobs(database: Database.Database): Generator<void, number[], void> {
  const ids = database
    .prepare<[], number>(
      'SELECT unit_id FROM unit_checksum JOIN unit ON unit.id = unit_id WHERE result IS NOT NULL ORDER BY unit_id',
    )
    .pluck()
    .all();
  const unit = database.prepare<[number], { job_id: number; result: Buffer; checksum: number }>(
    'SELECT job_id, result, checksum FROM unit JOIN unit_checksum ON unit_id = unit.id WHERE unit.id = ?',
  );
  const changed = new Set<number>();
  for (const id of ids) {
    const stored = unit.get(id);
    if (stored !== undefined && crc32(stored.result) !== stored.checksum) changed.add(stored.job_id);
    yield;
  }
  return [...changed];
}

function isChanged(look: () => void): boolean {
  try {
    look();
    return false;
  } catch (error) {
    if (error instanceof ChangedContent) return true;
    throw error;
  }
}

function chunkPlaces(database: Database.Database): { matrix_id: number; position: number }[] {
  return database
    .prepare<[], { matrix_id: number; position: number }>(
      'SELECT matrix_id, position FROM matrix_chunk ORDER BY matrix_id, position',
    )
    .all();
}

function resultIds(database: Database.Database): number[] {
  return database.prepare<[], number>('SELECT id FROM result ORDER BY id').pluck().all();
}

/** Columns that change after a result was stored: its data set was imported again, its model made again or deleted. */
const movingColumns: readonly string[] = ['result.dataset_id', 'derivation.model_id'];

/**
 * SHA-256 over all rows that belong to a result, in whatever tables. NULLs do not count, so that a table may get
 * further columns.
 */
function checksumOfResult(database: Database.Database, result: number): string {
  const hash = createHash('sha256');
  hashRows(hash, database, 'result', 'id', result);
  for (const table of tablesOfResults(database)) hashRows(hash, database, table, 'result_id', result);
  return hash.digest('hex');
}

export function tablesOfResults(database: Database.Database): string[] {
  return database
    .prepare<[], string>(
      `SELECT tables.name FROM sqlite_schema AS tables JOIN pragma_table_info(tables.name) AS columns
       WHERE tables.type = 'table' AND columns.name = 'result_id' AND tables.name <> 'result_checksum'
       ORDER BY tables.name`,
    )
    .pluck()
    .all();
}

function hashRows(hash: Hash, database: Database.Database, table: string, key: string, value: number): void {
  const rows = database
    .prepare<[number], Record<string, unknown>>(`SELECT * FROM ${table} WHERE ${key} = ?`)
    .iterate(value);
  for (const row of rows) {
    hash.update(`${table}\n`);
    for (const column of Object.keys(row).sort()) {
      const content = row[column];
      if (content === null || movingColumns.includes(`${table}.${column}`)) continue;
      hash.update(`${column} ${typeof content}\n`);
      hash.update(content instanceof Uint8Array ? content : textOf(content));
      hash.update('\n');
    }
  }
}

function textOf(content: unknown): string {
  if (typeof content === 'string') return content;
  if (typeof content === 'number' || typeof content === 'bigint') return content.toString();
  throw new TypeError(`invalid value of a table: ${typeof content}`);
}
