import { expect, it } from 'vitest';
import fc from 'fast-check';
import { randomNormal, randomStream } from '#shared/numerics/random/stream.ts';
import { falseDiscoveryRates } from '#shared/numerics/statistics/falseDiscovery.ts';
import { normalCdf, normalQuantile } from '#shared/numerics/statistics/normal.ts';
import { interquartileRange, quantile } from '#shared/numerics/statistics/quantile.ts';
import { rankSumTest } from '#shared/numerics/statistics/rankSum.ts';
import { settledSide } from '#shared/numerics/statistics/settledRankSum.ts';

/** R 4.2.2: p.adjust(p, "BH"). */
it('false discovery rates are those of R', () => {
  const pValues = [0.01, 0.02, 0.03, 0.04, 0.05, 0.5, 0.001, 0.03, 0.9, 1];
  const expected = [0.05, 0.06, 0.06, 0.2 / 3, 0.5 / 7, 0.625, 0.01, 0.06, 1, 1];
  falseDiscoveryRates(pValues).forEach((rate, k) => expect(rate).toBeCloseTo(expected[k], 14));
  expect([...falseDiscoveryRates([])]).toEqual([]);
});

it('the rates called at a level are those of the step-up rule', () => {
  const pValues = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(pValues, fc.constantFrom(0.05, 0.2, 0.5), (values, level) => {
      const sorted = values.toSorted((a, b) => a - b);
      const last = sorted.findLastIndex((value, k) => (value * values.length) / (k + 1) <= level);
      const rates = falseDiscoveryRates(values);
      values.forEach((value, k) => expect(rates[k] <= level).toBe(last >= 0 && value <= sorted[last]));
    }),
  );
});

/** R 4.2.2: quantile(x, p), IQR(x), qnorm(p). */
it('quantiles are those of R', () => {
  const values = [3.1, -2, 7.5, 0.25, 0.25, 11, 4];
  const expected = [-2, -0.65, 0.25, 3.1, 5.75, 11];
  [0, 0.1, 0.25, 0.5, 0.75, 1].forEach((probability, k) => {
    expect(quantile(values, probability)).toBeCloseTo(expected[k], 13);
  });
  expect(interquartileRange(values)).toBeCloseTo(5.5, 13);
  expect(quantile([], 0.5)).toBeNaN();
  const probabilities = [1e-10, 0.001, 0.01, 0.05, 0.5, 0.975, 0.9999];
  const z = [-6.3613409024040557, -3.0902323061678132, -2.3263478740408408, -1.6448536269514726];
  [...z, 0, 1.9599639845400536, 3.7190164854557084].forEach((value, k) => {
    expect(normalQuantile(probabilities[k])).toBeCloseTo(value, 11);
    expect(normalCdf(normalQuantile(probabilities[k])) / probabilities[k]).toBeCloseTo(1, 11);
  });
});

const draws = (count: number, shift: number, stream: ReturnType<typeof randomStream>) =>
  Float64Array.from({ length: count }, () => shift + randomNormal(stream));

it('a settled side is the one that all draws end on, and clear cases are settled soon', () => {
  const looks = [100, 200, 400, 800];
  const first: number[] = [];
  let settled = 0;
  for (let seed = 1; seed <= 400; seed++) {
    const stream = randomStream(seed, 'settled side');
    const shift = -1 + (seed % 20) / 10;
    const x = draws(100, shift, stream);
    const y = draws(1000, 0, stream);
    const end = rankSumTest(x, y).pLess < 0.01 ? 'below' : 'above';
    const look = looks.find((count) => settledSide(x, y.subarray(0, count), 1000, 0.01) !== undefined);
    if (Math.abs(shift) > 0.85) first.push(look ?? 1000);
    if (look === undefined) continue;
    settled += 1;
    expect(settledSide(x, y.subarray(0, look), 1000, 0.01), `seed ${seed}, ${look} draws`).toBe(end);
  }
  expect(settled).toBeGreaterThan(200);
  expect(first.filter((look) => look > 200).length).toBeLessThan(0.05 * first.length);
});

it('too few draws settle nothing, and all of them settle everything', () => {
  const stream = randomStream(1, 'settled side of few');
  const [x, y] = [draws(100, -3, stream), draws(60, 0, stream)];
  expect(settledSide(x, y.subarray(0, 40), 60, 0.01)).toBeUndefined();
  expect(settledSide(x, y, 60, 0.01)).toBe('below');
  expect(settledSide(y, x, 100, 0.01)).toBe('above');
  expect(settledSide(x, y.subarray(0, 3), 3, 0.01)).toBe('below');
});
