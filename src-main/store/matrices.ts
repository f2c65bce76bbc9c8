import type Database from 'better-sqlite3';

/** Column-major; `values` lies in shared memory, so that worker threads see it without a copy. */
export interface StoredMatrix {
  rows: number;
  columns: number;
  values: Float64Array<SharedArrayBuffer>;
}

/** Values in a chunk: 4 MiB. */
const chunkLength = 2 ** 19;

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
  const { lastInsertRowid } = database
    .prepare('INSERT INTO matrix (rows, columns) VALUES (?, ?)')
    .run(rows, columns);
  const id = Number(lastInsertRowid);
  const insertChunk = database.prepare(
    'INSERT INTO matrix_chunk (matrix_id, position, bytes) VALUES (?, ?, ?)',
  );
  for (let start = 0, position = 0; start < values.length; start += chunkLength, position += 1) {
    insertChunk.run(id, position, bytesOf(values.subarray(start, start + chunkLength)));
  }
  return id;
}

/** @throws RangeError when chunks are missing */
export function readMatrix(database: Database.Database, id: number): StoredMatrix {
  const shape = database
    .prepare<[number], { rows: number; columns: number }>('SELECT rows, columns FROM matrix WHERE id = ?')
    .get(id);
  if (shape === undefined) throw new RangeError(`invalid matrix: there is none of id ${id}`);
  const values = new Float64Array(
    new SharedArrayBuffer(shape.rows * shape.columns * Float64Array.BYTES_PER_ELEMENT),
  );
  const target = new Uint8Array(values.buffer);
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
  return { ...shape, values };
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
