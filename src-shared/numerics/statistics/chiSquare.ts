import { normalCdf } from './normal.ts';

/**
 * P(X >= x) of the chi-square distribution with a whole number of degrees of freedom: Poisson's sum and, for odd numbers,
 * the normal tail it starts from (Abramowitz & Stegun 26.4.4 and 26.4.5), all of whose terms are positive.
 * @throws RangeError for degrees of freedom that are no whole number above 0
 */
export function chiSquareUpperTail(x: number, degrees: number): number {
  if (!Number.isInteger(degrees) || degrees < 1) {
    throw new RangeError(`invalid degrees of freedom: ${String(degrees)}`);
  }
  if (!(x > 0)) return Number.isNaN(x) ? NaN : 1;
  const isOdd = degrees % 2 === 1;
  const half = x / 2;
  let term = isOdd ? Math.sqrt((2 * x) / Math.PI) * Math.exp(-half) : Math.exp(-half);
  let sum = isOdd ? 2 * normalCdf(-Math.sqrt(x)) : 0;
  for (let k = isOdd ? 3 : 2; k <= degrees; k += 2) {
    sum += term;
    term *= x / k;
  }
  return Math.min(1, sum);
}
