import { quantile } from './quantile.ts';

/** The middle of values and their spread, neither moved by a few far values. */
export interface UsualSpread {
  median: number;
  /** 1.4826 times the median distance from the median: the deviation, of normal values. */
  deviation: number;
}

/** Median and median distance (Hampel, JASA 69:383, 1974); NaN for no values. The values hold no NaN. */
export function usualSpread(values: ArrayLike<number>): UsualSpread {
  const median = quantile(values, 0.5);
  const distances = Float64Array.from(values, (value) => Math.abs(value - median));
  return { median, deviation: 1.4826 * quantile(distances, 0.5) };
}

/** The scale on which correlations of unrelated columns are spread evenly (Fisher, Metron 1:3, 1921); finite at 1. */
export function fisherZ(correlation: number): number {
  return Math.atanh(Math.max(-largest, Math.min(largest, correlation)));
}

/** As far as sums of rounded products can tell a correlation from 1. */
const largest = 1 - 1e-12;
