import { writeNumbers } from './panelFiles.ts';

/** A sparse fit of one response at one lambda, on the scale of the design. */
export interface SparseFit {
  intercept: number;
  features: Float64Array;
  weights: Float64Array;
}

/** One fit after another: count, intercept, features counted from 0, weights; all as 64-bit numbers. */
export function writeFits(path: string, fits: readonly SparseFit[]): void {
  const length = fits.reduce((sum, { features }) => sum + 2 + 2 * features.length, 0);
  const values = new Float64Array(length);
  let at = 0;
  for (const { intercept, features, weights } of fits) {
    values[at] = features.length;
    values[at + 1] = intercept;
    values.set(features, at + 2);
    values.set(weights, at + 2 + features.length);
    at += 2 + 2 * features.length;
  }
  writeNumbers(path, values);
}

/** @throws RangeError for numbers that `writeFits` did not lay out */
export function parseFits(values: Float64Array): SparseFit[] {
  const fits: SparseFit[] = [];
  for (let at = 0; at < values.length;) {
    const count = values[at];
    const start = at + 2;
    const end = start + 2 * count;
    if (!(count >= 0) || end > values.length) throw new RangeError(`invalid fits: at number ${at}`);
    fits.push({
      intercept: values[at + 1],
      features: values.subarray(start, start + count),
      weights: values.subarray(start + count, end),
    });
    at = end;
  }
  return fits;
}
