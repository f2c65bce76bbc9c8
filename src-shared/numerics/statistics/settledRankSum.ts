import { moments } from './moments.ts';
import { normalQuantile } from './normal.ts';

/** Standard errors that the rest would have to move the mean by, on the way to the other side. */
const standardErrors = 5;

/** Fewer y than these tell too little of their own deviation. */
const leastDraws = 50;

/** Least deviation of one y's standing among the x: as if one y in a hundred stood on the far side of all of them. */
const leastDeviation = 0.1;

/**
 * On which side of a threshold the P of `rankSumTest` will end up, when y, independent draws of which some are in, has
 * grown to `count` values; `undefined` while that is open. P depends on y through its mean standing, the share of the x
 * that lie above it (ties count half); the side is settled when the mean so far lies `standardErrors` standard errors of
 * what the draws to come may still change away from the critical one.
 */
export function settledSide(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  count: number,
  threshold: number,
): 'below' | 'above' | undefined {
  if (y.length < Math.min(leastDraws, count)) return undefined;
  const standings = standingsAmong(x, y);
  const { mean, deviation } = moments(standings);
  const error = Math.max(deviation, leastDeviation) * Math.sqrt(1 / y.length - 1 / count);
  const distance = mean - criticalStanding(x.length, count, threshold);
  if (Math.abs(distance) < standardErrors * error) return undefined;
  return distance < 0 ? 'below' : 'above';
}

/** For each y the share of the x above it, ties counting half. */
function standingsAmong(x: ArrayLike<number>, y: ArrayLike<number>): Float64Array {
  return Float64Array.from(y, (value) => {
    let above = 0;
    for (let k = 0; k < x.length; k++) above += x[k] > value ? 1 : x[k] === value ? 0.5 : 0;
    return above / x.length;
  });
}

/** The mean standing at which the normal approximation of the rank-sum P meets the threshold. */
function criticalStanding(xCount: number, yCount: number, threshold: number): number {
  const pairs = xCount * yCount;
  const deviation = Math.sqrt((pairs * (xCount + yCount + 1)) / 12);
  return (pairs / 2 - 0.5 + normalQuantile(threshold) * deviation) / pairs;
}
