import { rowValues } from '../tables/numberTable.ts';
import { columnsOf, samplesOf } from './matchSamples.ts';
import type { ReadMatrix } from './readTables.ts';

/** Rows that are turned into columns together, so that neighbouring writes share a cache line. */
const rowsAtOnce = 8;

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
  if (matrix.orientation === 'samples-in-rows') copyFromRows(matrix, order, target, offset);
  else copyFromColumns(matrix, order, target, offset);
}

/** Where among its samples a matrix has those of the given names, -1 where it lacks one. */
export function placesIn(matrix: ReadMatrix, samples: readonly (string | undefined)[]): number[] {
  const positions = new Map(samplesOf(matrix).map((name, index) => [name, index]));
  return samples.map((name) => positions.get(name ?? '') ?? -1);
}

function copyFromRows({ table }: ReadMatrix, order: readonly number[], target: Float64Array, offset: number) {
  const sampleCount = order.length;
  const missing = new Float64Array(table.columnNames.length).fill(Number.NaN);
  for (let first = 0; first < sampleCount; first += rowsAtOnce) {
    const rows = order
      .slice(first, first + rowsAtOnce)
      .map((row) => (row < 0 ? missing : rowValues(table, row)));
    for (let column = 0; column < table.columnNames.length; column += 1) {
      const start = offset + column * sampleCount + first;
      for (let row = 0; row < rows.length; row += 1) target[start + row] = rows[row][column];
    }
  }
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
