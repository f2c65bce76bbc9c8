import { column, matrix, type Matrix } from './matrix.ts';
import { sumOfSquares } from './vector.ts';

/** Share of a column's size below which its deviation is rounding: the column counts as constant. */
const constantThreshold = 1e-13;

export interface Standardisation {
  means: Float64Array;
  /** Divisor n; all 1 under `none`; 0 marks a constant column. */
  deviations: Float64Array;
}

/** Means and deviations of each column over the given rows, NaN left out; a column without a value counts as constant. */
export function standardisation(features: Matrix, rows: Int32Array, scale: 'none' | 'unit'): Standardisation {
  const means = new Float64Array(features.columns);
  const deviations = new Float64Array(features.columns);
  const chosen = new Float64Array(rows.length);
  for (let j = 0; j < features.columns; j++) {
    const moments = columnMoments(column(features, j), rows, chosen);
    means[j] = moments.mean;
    deviations[j] = moments.deviation === 0 || scale === 'unit' ? moments.deviation : 1;
  }
  return { means, deviations };
}

interface ColumnMoments {
  mean: number;
  /** Divisor n; 0 when constant. */
  deviation: number;
}

/** Of the entries of a vector at given places, NaN left out; `chosen` is work space for them. */
function columnMoments(values: Float64Array, rows: Int32Array, chosen: Float64Array): ColumnMoments {
  for (let k = 0; k < rows.length; k++) chosen[k] = values[rows[k]];
  const mean = sumOf(chosen) / chosen.length;
  for (let k = 0; k < chosen.length; k++) chosen[k] -= mean;
  const squares = sumOfSquares(chosen);
  const deviation = Math.sqrt(squares / chosen.length);
  const largestSize = Math.abs(mean) + Math.sqrt(squares);
  return deviation > constantThreshold * largestSize ? { mean, deviation } : carefulMoments(values, rows);
}

/** In four parts, which do not wait for each other. */
function sumOf(values: Float64Array): number {
  const unrolled = values.length - (values.length % 4);
  let sum0 = 0;
  let sum1 = 0;
  let sum2 = 0;
  let sum3 = 0;
  for (let k = 0; k < unrolled; k += 4) {
    sum0 += values[k];
    sum1 += values[k + 1];
    sum2 += values[k + 2];
    sum3 += values[k + 3];
  }
  for (let k = unrolled; k < values.length; k++) sum0 += values[k];
  return sum0 + sum1 + (sum2 + sum3);
}

/** As `columnMoments`, where a value is missing or the column may be constant. */
function carefulMoments(values: Float64Array, rows: Int32Array): ColumnMoments {
  let count = 0;
  let sum = 0;
  let size = 0;
  for (const row of rows) {
    const value = values[row];
    if (Number.isNaN(value)) continue;
    count += 1;
    sum += value;
    size = Math.max(size, Math.abs(value));
  }
  if (count === 0) return { mean: 0, deviation: 0 };
  const mean = sum / count;
  let squares = 0;
  for (const row of rows) {
    const difference = values[row] - mean;
    if (!Number.isNaN(difference)) squares += difference * difference;
  }
  const deviation = Math.sqrt(squares / count);
  return { mean, deviation: deviation > constantThreshold * size ? deviation : 0 };
}

/** The given rows, centred and divided; NaN becomes 0, the training mean; a constant column becomes zeros. */
export function standardised(features: Matrix, rows: Int32Array, constants: Standardisation): Matrix {
  const result = matrix(rows.length, features.columns);
  for (let j = 0; j < features.columns; j++) {
    const deviation = constants.deviations[j];
    if (deviation > 0) {
      standardiseColumn(column(features, j), rows, constants.means[j], 1 / deviation, column(result, j));
    }
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
