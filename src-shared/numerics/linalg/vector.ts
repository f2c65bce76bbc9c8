/** Inner product of two vectors of one length. */
export function dot(left: Float64Array, right: Float64Array): number {
  const length = left.length;
  const unrolled = length - (length % 4);
  let sum0 = 0;
  let sum1 = 0;
  let sum2 = 0;
  let sum3 = 0;
  for (let i = 0; i < unrolled; i += 4) {
    sum0 += left[i] * right[i];
    sum1 += left[i + 1] * right[i + 1];
    sum2 += left[i + 2] * right[i + 2];
    sum3 += left[i + 3] * right[i + 3];
  }
  for (let i = unrolled; i < length; i++) sum0 += left[i] * right[i];
  return sum0 + sum1 + (sum2 + sum3);
}

/** target += factor * source, in place. */
export function addScaled(target: Float64Array, factor: number, source: Float64Array): void {
  for (let i = 0; i < target.length; i++) target[i] += factor * source[i];
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
