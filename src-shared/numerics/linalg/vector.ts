/** Inner product of two vectors of one length. */
export function dot(left: Float64Array, right: Float64Array): number {
  return dotOfParts(left, 0, right, 0, left.length);
}

/** Inner product of `length` values from each of two places. */
export function dotOfParts(
  left: Float64Array,
  leftStart: number,
  right: Float64Array,
  rightStart: number,
  length: number,
): number {
  const unrolled = length - (length % 4);
  let sum0 = 0;
  let sum1 = 0;
  let sum2 = 0;
  let sum3 = 0;
  for (let i = 0; i < unrolled; i += 4) {
    const l = leftStart + i;
    const r = rightStart + i;
    sum0 += left[l] * right[r];
    sum1 += left[l + 1] * right[r + 1];
    sum2 += left[l + 2] * right[r + 2];
    sum3 += left[l + 3] * right[r + 3];
  }
  for (let i = unrolled; i < length; i++) sum0 += left[leftStart + i] * right[rightStart + i];
  return sum0 + sum1 + (sum2 + sum3);
}

/** target += factor * source, in place. */
export function addScaled(target: Float64Array, factor: number, source: Float64Array): void {
  addScaledPart(target, factor, source, 0, target.length);
}

/** Adds `factor` times `length` values of source from `start` to the first values of target. */
export function addScaledPart(
  target: Float64Array,
  factor: number,
  source: Float64Array,
  start: number,
  length: number,
): void {
  for (let i = 0; i < length; i++) target[i] += factor * source[start + i];
}

/** Sum of the squares of a vector. */
export function sumOfSquares(vector: Float64Array): number {
  return dot(vector, vector);
}

/** Arithmetic mean; NaN for an empty vector. */
export function mean(vector: Float64Array): number {
  let sum = 0;
  for (const value of vector) sum += value;
  return sum / vector.length;
}
