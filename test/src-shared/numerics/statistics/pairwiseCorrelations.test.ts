import { expect, test } from 'vitest';
import { column, matrix } from '#shared/numerics/linalg/matrix.ts';
import { randomNormal, randomStream } from '#shared/numerics/random/stream.ts';
import { pearson } from '#shared/numerics/statistics/moments.ts';
import { visitPairCorrelations } from '#shared/numerics/statistics/pairwiseCorrelations.ts';
import type { PairCorrelation } from '#shared/numerics/statistics/pairwiseCorrelations.ts';
import { fisherZ, usualSpread } from '#shared/numerics/statistics/usualSpread.ts';

const rows = 30;
const columns = 300;

function withGaps() {
  const stream = randomStream(3, 'pairs');
  const values = matrix(rows, columns);
  values.values.forEach((_, entry) => {
    values.values[entry] = stream.next() < 0.2 ? NaN : 50 + randomNormal(stream);
  });
  column(values, 7).fill(4);
  return values;
}

function visited(values: ReturnType<typeof withGaps>): PairCorrelation[] {
  const pairs: PairCorrelation[] = [];
  visitPairCorrelations(values, (pair) => pairs.push(pair));
  return pairs;
}

test('every pair of columns is visited once, with the correlation over the rows that both have', () => {
  const values = withGaps();
  const pairs = visited(values);
  expect(pairs).toHaveLength((columns * (columns - 1)) / 2);
  expect(new Set(pairs.map(({ first, second }) => first * columns + second)).size).toBe(pairs.length);
  for (const { first, second, correlation, sharedCount } of pairs) {
    const [x, y] = [column(values, first), column(values, second)];
    const shared = [...x.keys()].filter((row) => !Number.isNaN(x[row] + y[row]));
    const plain = pearson(
      shared.map((row) => x[row]),
      shared.map((row) => y[row]),
    );
    expect(first).toBeLessThan(second);
    expect(sharedCount).toBe(shared.length);
    if (first === 7 || second === 7) expect(correlation).toBeNaN();
    else expect(Math.abs(correlation - plain)).toBeLessThan(1e-10);
  }
});

test('the usual spread of normal values is their deviation, whatever a few far values are', () => {
  const stream = randomStream(1, 'spread');
  const values = Float64Array.from({ length: 20_000 }, () => 5 + 2 * randomNormal(stream));
  values.fill(1e6, 0, 100);
  const { median, deviation } = usualSpread(values);
  expect(median).toBeCloseTo(5, 1);
  expect(deviation).toBeCloseTo(2, 1);
  expect(usualSpread([])).toEqual({ median: NaN, deviation: NaN });
});

test("Fisher's scale is finite at a correlation of 1 and beyond by rounding", () => {
  expect(fisherZ(0.5)).toBeCloseTo(0.5493, 4);
  expect(fisherZ(1 + 1e-15)).toBeLessThan(20);
  expect(fisherZ(-1)).toBe(-fisherZ(1));
});
