import type Database from 'better-sqlite3';
import { ChangedContent, keepChunkChecksum, requireUnchanged } from './checksums.ts';

/** Column-major; `values` lies in shared memory, so that worker threads see it without a copy. */
export interface StoredMatrix {
  rows: number;
  columns: number;
  values: Float64Array<SharedArrayBuffer>;
}

/** Values in a chunk: 4 MiB. */
export const chunkLength = 2 ** 19;

/** @returns the matrix's id */
export function insertMatrix(
  database: Database.Database,
  rows: number,
  columns: number,
  values: Float64Array,
): number {
  if (values.length !== rows * columns) {
    throw new RangeError(`invalid matrix: ${values.length} values for ${rows} x ${columns}`);
  }
  const id = insertShape(database, rows, columns);
  for (let start = 0; start < values.length; start += chunkLength) {
    insertChunk(database, id, start, values.subarray(start, start + chunkLength));
  }
  return id;
}

/** A matrix whose values follow, chunk by chunk. @returns its id */
export function insertShape(database: Database.Database, rows: number, columns: number): number {
  const { lastInsertRowid } = database
    .prepare('INSERT INTO matrix (rows, columns) VALUES (?, ?)')
    .run(rows, columns);
  return Number(lastInsertRowid);
}

/** The values of a matrix from `start`, a multiple of `chunkLength`: so many, or what is left. */
export function insertChunk(
  database: Database.Database,
  id: number,
  start: number,
  values: Float64Array,
): void {
  const bytes = bytesOf(values);
  database
    .prepare('INSERT INTO matrix_chunk (matrix_id, position, bytes) VALUES (?, ?, ?)')
    .run(id, start / chunkLength, bytes);
  keepChunkChecksum(database, id, start / chunkLength, bytes);
}

/** @throws ChangedContent when chunks are missing or not what was stored */
export function readMatrix(database: Database.Database, id: number): StoredMatrix {
  return readSideBySide(database, [id]);
}

/**
 * Matrices of as many rows as one, the columns of each after those of the one before.
 * @throws ChangedContent when chunks are missing or not what was stored; RangeError for matrices of different heights
 */
export function readSideBySide(database: Database.Database, ids: readonly number[]): StoredMatrix {
  const shapes = ids.map((id) => shapeOf(database, id));
  const rows = shapes[0].rows;
  if (shapes.some((shape) => shape.rows !== rows)) {
    throw new RangeError(`invalid matrices: ${shapes.map((shape) => shape.rows).join(', ')} rows`);
  }
  const columns = shapes.reduce((sum, shape) => sum + shape.columns, 0);
  const values = new Float64Array(new SharedArrayBuffer(rows * columns * Float64Array.BYTES_PER_ELEMENT));
  let first = 0;
  ids.forEach((id, index) => {
    const end = first + rows * shapes[index].columns;
    readChunks(database, id, values.subarray(first, end));
    first = end;
  });
  return { rows, columns, values };
}

/** A run of columns that stand side by side. */
export interface ColumnRun {
  first: number;
  count: number;
}

/**
 * Some columns of a matrix, in ascending runs, with room for others after them, which are 0.
 * @throws ChangedContent when chunks are missing or not what was stored
 */
export function readColumns(
  database: Database.Database,
  id: number,
  runs: readonly ColumnRun[],
  spareColumns: number,
): StoredMatrix {
  const { rows, columns: storedColumns } = shapeOf(database, id);
  const columns = runs.reduce((sum, { count }) => sum + count, spareColumns);
  const values = new Float64Array(new SharedArrayBuffer(rows * columns * Float64Array.BYTES_PER_ELEMENT));
  const end = visitChunks(database, id, (chunk, start) => {
    let target = 0;
    for (const { first, count } of runs) {
      const from = Math.max(first * rows, start);
      const to = Math.min((first + count) * rows, start + chunk.length);
      if (from < to) values.set(chunk.subarray(from - start, to - start), target + from - first * rows);
      target += count * rows;
    }
  });
  if (end !== rows * storedColumns) {
    throw new ChangedContent(`${end} of ${rows * storedColumns} values of matrix ${id} are stored`);
  }
  return { rows, columns, values };
}

/** Goes through the values of a matrix, each chunk with the place of its first value. @returns how many there are */
function visitChunks(
  database: Database.Database,
  id: number,
  visit: (values: Float64Array, start: number) => void,
): number {
  let end = 0;
  for (const { bytes } of chunksOf(database, id)) {
    const values = numbersOf(bytes);
    visit(values, end);
    end += values.length;
  }
  return end;
}

interface Shape {
  rows: number;
  columns: number;
}

function shapeOf(database: Database.Database, id: number): Shape {
  const shape = database.prepare<[number], Shape>('SELECT rows, columns FROM matrix WHERE id = ?').get(id);
  if (shape === undefined) throw new ChangedContent(`matrix ${id} is missing`);
  return shape;
}

function readChunks(database: Database.Database, id: number, values: Float64Array): void {
  const target = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  let end = 0;
  for (const { bytes } of chunksOf(database, id)) {
    if (end + bytes.length > target.length) break;
    target.set(bytes, end);
    end += bytes.length;
  }
  if (end !== target.length) {
    throw new ChangedContent(`${end} of ${target.length} bytes of matrix ${id} are stored`);
  }
}

/** @throws ChangedContent at a chunk that is not what was stored */
function* chunksOf(database: Database.Database, id: number): Generator<{ bytes: Buffer }, void> {
  const chunks = database
    .prepare<[number], { bytes: Buffer; checksum: number | null }>(
      `SELECT bytes, checksum FROM matrix_chunk LEFT JOIN chunk_checksum USING (matrix_id, position)
       WHERE matrix_id = ? ORDER BY position`,
    )
    .iterate(id);
  for (const { bytes, checksum } of chunks) {
    requireUnchanged(bytes, checksum, `a part of matrix ${id}`);
    yield { bytes };
  }
}

export function deleteMatrices(database: Database.Database, ids: readonly number[]): void {
  const remove = database.prepare('DELETE FROM matrix WHERE id = ?');
  for (const id of ids) remove.run(id);
}

/** The bytes of numbers, without a copy; little-endian like every machine that this runs on. */
export function bytesOf(values: Float64Array | Uint8Array): Buffer {
  return Buffer.from(values.buffer, values.byteOffset, values.byteLength);
}

/** Numbers from a blob, in memory of their own. */
export function numbersOf(bytes: Buffer): Float64Array {
  const values = new Float64Array(bytes.length / Float64Array.BYTES_PER_ELEMENT);
  new Uint8Array(values.buffer).set(bytes);
  return values;
}
