import { normalCdf } from './normal.ts';

/** Steps of Simpson's rule over where the normal density is not negligible. */
const steps = 2000;
const furthest = 8.5;

/** P(range <= q) of so many independent standard normal variables. */
export function normalRangeCdf(q: number, count: number): number {
  if (q <= 0) return 0;
  const step = (2 * furthest) / steps;
  let sum = 0;
  for (let k = 0; k <= steps; k++) {
    const z = -furthest + k * step;
    const weight = k === 0 || k === steps ? 1 : k % 2 === 1 ? 4 : 2;
    const density = Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);
    sum += weight * density * (normalCdf(z) - normalCdf(z - q)) ** (count - 1);
  }
  return Math.min(1, (count * sum * step) / 3);
}

/**
 * The range that so many independent standard normal variables stay within with a probability: the studentized range
 * with infinite degrees of freedom, by bisection.
 * @throws RangeError for fewer than two variables, or a probability that is not between 0 and 1
 */
export function normalRangeQuantile(probability: number, count: number): number {
  if (!(count >= 2) || !(probability > 0 && probability < 1)) {
    throw new RangeError(`invalid range: probability ${String(probability)}, count ${String(count)}`);
  }
  let below = 0;
  let above = 2 * furthest;
  while (above - below > 1e-10) {
    const middle = (below + above) / 2;
    if (normalRangeCdf(middle, count) < probability) below = middle;
    else above = middle;
  }
  return (below + above) / 2;
}
