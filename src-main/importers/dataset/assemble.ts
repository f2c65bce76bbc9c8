import { valuesAtOnce } from '../context.ts';
import { rowValues } from '../tables/numberTable.ts';
import type { NumberTable } from '../tables/numberTable.ts';
import { columnsOf, samplesOf } from './matchSamples.ts';
import type { ReadMatrix } from './readTables.ts';
import { turnRows } from './turnRows.ts';

/**
 * Copies the values of the given samples, as the matrix writes them, into `target` from `offset`, column-major: samples x
 * the matrix's features or drugs. A sample that the matrix lacks is NaN.
 */
export function copyColumns(
  matrix: ReadMatrix,
  samples: readonly (string | undefined)[],
  target: Float64Array,
  offset: number,
): void {
  const order = placesIn(matrix, samples);
  if (matrix.orientation === 'samples-in-rows') {
    const { table } = matrix;
    turnRows(rowsIn(table, order), 0, table.columnNames.length, target, offset, order.length);
  } else {
    copyFromColumns(matrix, order, target, offset);
  }
}

/** Where among its samples a matrix has those of the given names, -1 where it lacks one. */
export function placesIn(matrix: ReadMatrix, samples: readonly (string | undefined)[]): number[] {
  const positions = new Map(samplesOf(matrix).map((name, index) => [name, index]));
  return samples.map((name) => positions.get(name ?? '') ?? -1);
}

/** Columns that are turned together: what is written stays in the second-level cache. */
const columnsAtOnce = 256;

/** From samples in rows; gives the share done after some milliseconds each. */
export function* copyingFromRows(
  table: NumberTable,
  order: readonly number[],
  target: Float64Array,
  offset: number,
): Generator<number, void, void> {
  const columnCount = table.columnNames.length;
  const rows = rowsIn(table, order);
  const columns = Math.max(1, Math.min(columnsAtOnce, Math.floor(valuesAtOnce / order.length)));
  for (let first = 0; first < columnCount; first += columns) {
    const end = Math.min(columnCount, first + columns);
    turnRows(rows, first, end, target, offset + first * order.length, order.length);
    yield (end - first) / columnCount;
  }
}

/** The rows at these places, of NaN where there is none. */
function rowsIn(table: NumberTable, order: readonly number[]): Float64Array[] {
  const missing = new Float64Array(order.includes(-1) ? table.columnNames.length : 0).fill(Number.NaN);
  return order.map((row) => (row < 0 ? missing : rowValues(table, row)));
}

function copyFromColumns(matrix: ReadMatrix, order: readonly number[], target: Float64Array, offset: number) {
  const sampleCount = order.length;
  for (let row = 0; row < columnsOf(matrix).length; row += 1) {
    const values = rowValues(matrix.table, row);
    const start = offset + row * sampleCount;
    for (let sample = 0; sample < sampleCount; sample += 1) {
      target[start + sample] = order[sample] < 0 ? Number.NaN : values[order[sample]];
    }
  }
}
