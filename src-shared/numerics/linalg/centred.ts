import { mean } from './vector.ts';

/** Share of the largest value below which differences from the mean are rounding: the values count as equal. */
const roundingShare = 1e-13;

export interface Centred {
  mean: number;
  /** Less the mean; all 0 where the values are equal but for rounding. */
  values: Float64Array;
}

/** A vector's mean and what is left without it; 0 for the mean of no values. */
export function centred(vector: Float64Array): Centred {
  if (vector.length === 0) return { mean: 0, values: vector };
  const centre = mean(vector);
  const values = vector.map((value) => value - centre);
  const isConstant = largestSize(values) <= roundingShare * largestSize(vector);
  return { mean: centre, values: isConstant ? values.fill(0) : values };
}

function largestSize(values: Float64Array): number {
  return values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
}
