/**
 * Standard normal distribution function P(Z <= z), to about 14 digits also far out in the lower tail.
 * Near the centre the Taylor series of the integral, outside the continued fraction of Mills' ratio by Lentz's
 * method (Abramowitz & Stegun 26.2.11 and 26.2.14).
 */
export function normalCdf(z: number): number {
  if (Number.isNaN(z)) return NaN;
  if (z > 0) return 1 - lowerTail(-z);
  return lowerTail(z);
}

const seriesLimit = 2.5;

function lowerTail(z: number): number {
  return -z < seriesLimit ? 0.5 - centralArea(-z) : density(z) / reciprocalMills(-z);
}

function density(z: number): number {
  return Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);
}

function centralArea(z: number): number {
  let term = z;
  let sum = z;
  for (let k = 3; Math.abs(term) > 1e-17 * Math.abs(sum); k += 2) {
    term *= (z * z) / k;
    sum += term;
  }
  return density(z) * sum;
}

function reciprocalMills(z: number): number {
  let value = z;
  let numerator = z;
  let denominator = 0;
  for (let k = 1; k < 1000; k++) {
    denominator = 1 / (z + k * denominator);
    numerator = z + k / numerator;
    const factor = numerator * denominator;
    value *= factor;
    if (Math.abs(factor - 1) < 1e-16) break;
  }
  return value;
}

/** The z at which the standard normal distribution function is a probability above 0 and below 1, by bisection. */
export function normalQuantile(probability: number): number {
  let below = -40;
  let above = 10;
  for (;;) {
    const middle = (below + above) / 2;
    if (middle <= below || middle >= above) return middle;
    if (normalCdf(middle) < probability) below = middle;
    else above = middle;
  }
}
