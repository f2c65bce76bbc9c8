import type { Workspace } from '../../kernels/memory.ts';
import { column, matrix, type Matrix } from './matrix.ts';

/** Share of a column's size below which its deviation is rounding: the column counts as constant. */
export const constantShare = 1e-13;

export interface Standardisation {
  means: Float64Array;
  /** Divisor n; all 1 under `none`; 0 marks a constant column. */
  deviations: Float64Array;
}

/** Means and deviations of each column over the given rows, NaN left out; a column without a value counts as constant. */
export function standardisation(features: Matrix, rows: Int32Array, scale: 'none' | 'unit'): Standardisation {
  const means = new Float64Array(features.columns);
  const deviations = new Float64Array(features.columns);
  for (let j = 0; j < features.columns; j++) {
    const moments = columnMoments(column(features, j), rows);
    means[j] = moments.mean;
    deviations[j] = moments.deviation === 0 || scale === 'unit' ? moments.deviation : 1;
  }
  return { means, deviations };
}

/** Mean and deviation (divisor n) of the entries of a vector at given places, NaN left out; deviation 0 when constant. */
function columnMoments(values: Float64Array, rows: Int32Array): { mean: number; deviation: number } {
  let count = 0;
  let sum = 0;
  for (let i = 0; i < rows.length; i++) {
    const value = values[rows[i]];
    if (Number.isNaN(value)) continue;
    count += 1;
    sum += value;
  }
  if (count === 0) return { mean: 0, deviation: 0 };
  const mean = sum / count;
  let squares = 0;
  let size = 0;
  for (let i = 0; i < rows.length; i++) {
    const value = values[rows[i]];
    if (Number.isNaN(value)) continue;
    const difference = value - mean;
    squares += difference * difference;
    const own = Math.abs(value);
    if (own > size) size = own;
  }
  const deviation = Math.sqrt(squares / count);
  return { mean, deviation: deviation > constantShare * size ? deviation : 0 };
}

/**
 * The given rows, centred and divided; NaN becomes 0, the training mean; a constant column becomes zeros. In the memory
 * of a workspace where one is given.
 */
export function standardised(
  features: Matrix,
  rows: Int32Array,
  constants: Standardisation,
  workspace?: Workspace,
): Matrix {
  const result = matrix(
    rows.length,
    features.columns,
    workspace?.float64Unset(rows.length * features.columns),
  );
  for (let j = 0; j < features.columns; j++) {
    const deviation = constants.deviations[j];
    const target = column(result, j);
    if (deviation > 0)
      standardiseColumn(column(features, j), rows, constants.means[j], 1 / deviation, target);
    else target.fill(0);
  }
  return result;
}

function standardiseColumn(
  values: Float64Array,
  rows: Int32Array,
  mean: number,
  factor: number,
  target: Float64Array,
): void {
  for (let i = 0; i < rows.length; i++) {
    const value = (values[rows[i]] - mean) * factor;
    target[i] = Number.isNaN(value) ? 0 : value;
  }
}
