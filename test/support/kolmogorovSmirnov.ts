/**
 * P that as many values from the uniform distribution on 0 to 1 lie as far from it in Kolmogorov and Smirnov's distance, by
 * the limiting distribution with Stephens' correction (J. R. Stat. Soc. B 32:115, 1970).
 */
export function uniformityP(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const count = sorted.length;
  const distance = Math.max(
    ...sorted.map((value, k) => Math.max((k + 1) / count - value, value - k / count)),
  );
  const root = Math.sqrt(count);
  const scaled = (root + 0.12 + 0.11 / root) * distance;
  let sum = 0;
  for (let k = 1; k <= 100; k++) sum += (k % 2 === 1 ? 2 : -2) * Math.exp(-2 * (k * scaled) ** 2);
  return Math.min(1, Math.max(0, sum));
}
