import type Database from 'better-sqlite3';

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
  database
    .prepare('INSERT INTO matrix_chunk (matrix_id, position, bytes) VALUES (?, ?, ?)')
    .run(id, start / chunkLength, bytesOf(values));
}

/** @throws RangeError when chunks are missing */
export function readMatrix(database: Database.Database, id: number): StoredMatrix {
  return readSideBySide(database, [id]);
}

/**
 * Matrices of as many rows as one, the columns of each after those of the one before.
 * @throws RangeError when chunks are missing, and for matrices of different heights
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

interface Shape {
  rows: number;
  columns: number;
}

function shapeOf(database: Database.Database, id: number): Shape {
  const shape = database.prepare<[number], Shape>('SELECT rows, columns FROM matrix WHERE id = ?').get(id);
  if (shape === undefined) throw new RangeError(`invalid matrix: there is none of id ${id}`);
  return shape;
}

function readChunks(database: Database.Database, id: number, values: Float64Array): void {
  const target = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  const chunks = database
    .prepare<[number], { bytes: Buffer }>(
      'SELECT bytes FROM matrix_chunk WHERE matrix_id = ? ORDER BY position',
    )
    .iterate(id);
  let end = 0;
  for (const { bytes } of chunks) {
    target.set(bytes, end);
    end += bytes.length;
  }
  if (end !== target.length) {
    throw new RangeError(`invalid matrix: ${end} of ${target.length} bytes are stored`);
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
