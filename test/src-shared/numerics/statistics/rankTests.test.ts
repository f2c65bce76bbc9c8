import { describe, expect, it } from 'vitest';
import { normalCdf } from '../../../../src-shared/numerics/statistics/normal.ts';
import { rankSumTest } from '../../../../src-shared/numerics/statistics/rankSum.ts';
import { signedRankTest } from '../../../../src-shared/numerics/statistics/signedRank.ts';
import { readRows } from '../../../support/table.ts';

const relativeTolerance = 1e-8;

function expectClose(actual: number, expected: number): void {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(relativeTolerance * expected);
}

describe.each(['panel-a', 'panel-b'])('rank tests agree with R on %s', (panel) => {
  const rows = readRows(`goldens/${panel}/rank_tests.tsv`);

  it.each(rows.map((row) => [row['case'], row] as const))('case %s', (_, row) => {
    const x = row['x'].split(',').map(Number);
    const y = row['y'].split(',').map(Number);
    const pairs = Math.min(x.length, y.length);
    const sum = rankSumTest(x, y);
    const signed = signedRankTest(x.slice(0, pairs), y.slice(0, pairs));
    expect(sum.statistic).toBe(Number(row['rank_sum_W']));
    expectClose(sum.pLess, Number(row['rank_sum_p_less']));
    expect(signed.statistic).toBe(Number(row['signed_rank_V']));
    expectClose(signed.pLess, Number(row['signed_rank_p_less']));
  });
});

describe('the signed-rank test', () => {
  it('gives 2^-24 when all of 24 pairs fall on one side', () => {
    const x = Array.from({ length: 24 }, (_, index) => index);
    const y = x.map((value, index) => value + 1 + index / 100);
    expect(signedRankTest(x, y).pLess).toBe(2 ** -24);
  });

  it('has no answer when no pair differs', () => {
    expect(signedRankTest([1, 2], [1, 2]).pLess).toBeNaN();
  });
});

describe('the normal distribution', () => {
  // Reference: R 4.2, pnorm(z), 17 digits.
  it.each([
    [-30, 4.906713927148187e-198],
    [-10, 7.619853024160527e-24],
    [-3, 0.001349898031630095],
    [-2.5, 0.0062096653257761331],
    [-1, 0.15865525393145705],
    [0, 0.5],
    [1.959963984540054, 0.975],
  ])('is right at %s', (z, expected) => {
    expect(Math.abs(normalCdf(z) / expected - 1)).toBeLessThan(1e-13);
  });
});
