/** A draw without replacement: how many were drawn from how many, and how many of those are special. */
export interface Draw {
  universeSize: number;
  setSize: number;
  querySize: number;
}

/**
 * P that a draw of `querySize` genes from the universe meets a set in `overlap` genes or more; as R's
 * `phyper(overlap - 1, setSize, universeSize - setSize, querySize, lower.tail = FALSE)`. Accurate to about 1e-13 of its
 * value down to the smallest numbers there are, since only the shorter tail is summed.
 * @throws RangeError when the set or the query is larger than the universe
 */
export function hypergeometricUpperTail(overlap: number, draw: Draw): number {
  const { universeSize, setSize, querySize } = draw;
  if (setSize > universeSize || querySize > universeSize) {
    throw new RangeError(`invalid draw: ${querySize} and ${setSize} of ${universeSize}`);
  }
  if (overlap <= leastOverlap(draw)) return 1;
  if (overlap > Math.min(setSize, querySize)) return 0;
  const isAboveMean = overlap * universeSize > setSize * querySize;
  return isAboveMean ? tailUpwards(overlap, draw) : 1 - tailDownwards(overlap - 1, draw);
}

function leastOverlap({ universeSize, setSize, querySize }: Draw): number {
  return Math.max(0, setSize + querySize - universeSize);
}

function tailUpwards(overlap: number, draw: Draw): number {
  const { universeSize, setSize, querySize } = draw;
  const most = Math.min(setSize, querySize);
  let ratio = 1;
  let sum = 1;
  for (let k = overlap; k < most && ratio > sum * Number.EPSILON; k += 1) {
    ratio *= ((setSize - k) * (querySize - k)) / ((k + 1) * (universeSize - setSize - querySize + k + 1));
    sum += ratio;
  }
  return Math.exp(logDensity(overlap, draw) + Math.log(sum));
}

function tailDownwards(overlap: number, draw: Draw): number {
  const { universeSize, setSize, querySize } = draw;
  const least = leastOverlap(draw);
  let ratio = 1;
  let sum = 1;
  for (let k = overlap; k > least && ratio > sum * Number.EPSILON; k -= 1) {
    ratio *= (k * (universeSize - setSize - querySize + k)) / ((setSize - k + 1) * (querySize - k + 1));
    sum += ratio;
  }
  return Math.exp(logDensity(overlap, draw) + Math.log(sum));
}

/**
 * Logarithm of the hypergeometric probability, as three binomial ones whose large parts cancel (C. Loader, Fast and
 * Accurate Computation of Binomial Probabilities, 2000).
 */
function logDensity(overlap: number, { universeSize, setSize, querySize }: Draw): number {
  if (querySize === 0 || querySize === universeSize) return 0;
  const share = querySize / universeSize;
  return (
    logBinomial(overlap, setSize, share) +
    logBinomial(querySize - overlap, universeSize - setSize, share) -
    logBinomial(querySize, universeSize, share)
  );
}

/** Logarithm of the probability of `successes` in `trials`, by its saddle point. */
function logBinomial(successes: number, trials: number, share: number): number {
  const failures = trials - successes;
  if (successes === 0) return trials * Math.log1p(-share);
  if (failures === 0) return trials * Math.log(share);
  return (
    stirlingError(trials) -
    stirlingError(successes) -
    stirlingError(failures) -
    deviance(successes, trials * share) -
    deviance(failures, trials * (1 - share)) -
    0.5 * Math.log((2 * Math.PI * successes * failures) / trials)
  );
}

/** x log(x / mean) + mean - x, without cancellation where x is near its mean. */
function deviance(x: number, mean: number): number {
  const difference = x - mean;
  if (Math.abs(difference) >= 0.1 * (x + mean)) return x * Math.log(x / mean) - difference;
  const v = difference / (x + mean);
  const square = v * v;
  let power = 2 * x * v;
  let sum = difference * v;
  for (let odd = 3; ; odd += 2) {
    power *= square;
    const next = sum + power / odd;
    if (next === sum) return sum;
    sum = next;
  }
}

const exactErrors = Float64Array.from({ length: 16 }, (_, n) => exactStirlingError(n));

/** log n! less Stirling's approximation of it: exact for small n, else his series. */
function stirlingError(n: number): number {
  if (n < exactErrors.length) return exactErrors[n];
  const square = n * n;
  return (
    (1 / 12 -
      (1 / 360 - (1 / 1260 - (1 / 1680 - (1 / 1188 - 691 / 360360 / square) / square) / square) / square) /
        square) /
    n
  );
}

function exactStirlingError(n: number): number {
  if (n === 0) return 0;
  let factorial = 1;
  for (let k = 2; k <= n; k += 1) factorial *= k;
  return Math.log(factorial) - 0.5 * Math.log(2 * Math.PI * n) - n * Math.log(n) + n;
}
