import type { Matrix } from './matrix.ts';
import { addScaledPart } from './vector.ts';

/** Four inner products with one pass over the vector, written to target from `place`. */
export function dotFour(
  values: Float64Array,
  start0: number,
  start1: number,
  start2: number,
  start3: number,
  vector: Float64Array,
  target: Float64Array,
  place: number,
): void {
  let sum0 = 0;
  let sum1 = 0;
  let sum2 = 0;
  let sum3 = 0;
  for (let i = 0; i < vector.length; i++) {
    const value = vector[i];
    sum0 += values[start0 + i] * value;
    sum1 += values[start1 + i] * value;
    sum2 += values[start2 + i] * value;
    sum3 += values[start3 + i] * value;
  }
  target[place] = sum0;
  target[place + 1] = sum1;
  target[place + 2] = sum2;
  target[place + 3] = sum3;
}

/** target += the sum of factors[k] x column chosen[k] for k below count; four columns at a time. */
export function addCombination(
  target: Float64Array,
  { rows, values }: Matrix,
  chosen: Int32Array,
  factors: Float64Array,
  count: number,
): void {
  const blocked = count - (count % 4);
  for (let k = 0; k < blocked; k += 4) {
    addFour(target, values, chosen, factors, k, rows);
  }
  for (let k = blocked; k < count; k++) {
    addScaledPart(target, factors[k], values, chosen[k] * rows, rows);
  }
}

function addFour(
  target: Float64Array,
  values: Float64Array,
  chosen: Int32Array,
  factors: Float64Array,
  k: number,
  rows: number,
): void {
  const start0 = chosen[k] * rows;
  const start1 = chosen[k + 1] * rows;
  const start2 = chosen[k + 2] * rows;
  const start3 = chosen[k + 3] * rows;
  const factor0 = factors[k];
  const factor1 = factors[k + 1];
  const factor2 = factors[k + 2];
  const factor3 = factors[k + 3];
  for (let i = 0; i < rows; i++) {
    target[i] +=
      factor0 * values[start0 + i] +
      factor1 * values[start1 + i] +
      (factor2 * values[start2 + i] + factor3 * values[start3 + i]);
  }
}
