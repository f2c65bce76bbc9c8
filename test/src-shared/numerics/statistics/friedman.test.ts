import { describe, expect, it } from 'vitest';
import { chiSquareUpperTail } from '../../../../src-shared/numerics/statistics/chiSquare.ts';
import { friedmanTest, groupsWithin } from '../../../../src-shared/numerics/statistics/friedman.ts';
import { normalRangeQuantile } from '../../../../src-shared/numerics/statistics/studentizedRange.ts';

describe('the upper tail of chi-square', () => {
  it.each([
    [3.841458820694124, 1, 0.05],
    [5.991464547107979, 2, 0.05],
    [11.07049769351635, 5, 0.05],
    [18.30703805327515, 10, 0.05],
    [2, 2, Math.exp(-1)],
    [300, 2, Math.exp(-150)],
  ])('at %d with %d degrees of freedom is %d', (x, degrees, tail) => {
    expect(chiSquareUpperTail(x, degrees) / tail).toBeCloseTo(1, 12);
  });

  it('is 1 at and below 0, and falls', () => {
    expect(chiSquareUpperTail(0, 3)).toBe(1);
    expect(chiSquareUpperTail(-1, 3)).toBe(1);
    expect(chiSquareUpperTail(1e-9, 3)).toBeCloseTo(1, 12);
    expect(chiSquareUpperTail(2, 3)).toBeGreaterThan(chiSquareUpperTail(2.1, 3));
    expect(() => chiSquareUpperTail(1, 0)).toThrow(/degrees of freedom/);
  });
});

describe('the range of normal variables', () => {
  // Demšar (2006), table 5a: the quantiles over the square root of 2.
  it.each([
    [2, 1.96],
    [3, 2.343],
    [4, 2.569],
    [5, 2.728],
    [6, 2.85],
    [7, 2.949],
    [8, 3.031],
    [9, 3.102],
    [10, 3.164],
  ])('of %d stays within the tabled limit', (count, tabled) => {
    expect(Math.abs(normalRangeQuantile(0.95, count) / Math.SQRT2 - tabled)).toBeLessThanOrEqual(1.0e-3);
  });

  it('of two is that of their difference', () => {
    expect(normalRangeQuantile(0.95, 2) / Math.SQRT2).toBeCloseTo(1.959963984540054, 8);
  });
});

describe("Friedman's test", () => {
  // Hollander & Wolfe (1973), p. 140: three ways of rounding first base, 22 players; R's help of friedman.test.
  const roundingTimes = [
    [5.4, 5.5, 5.55],
    [5.85, 5.7, 5.75],
    [5.2, 5.6, 5.5],
    [5.55, 5.5, 5.4],
    [5.9, 5.85, 5.7],
    [5.45, 5.55, 5.6],
    [5.4, 5.4, 5.35],
    [5.45, 5.5, 5.35],
    [5.25, 5.15, 5.0],
    [5.85, 5.8, 5.7],
    [5.25, 5.2, 5.1],
    [5.65, 5.55, 5.45],
    [5.6, 5.35, 5.45],
    [5.05, 5.0, 4.95],
    [5.5, 5.5, 5.4],
    [5.45, 5.55, 5.5],
    [5.55, 5.55, 5.35],
    [5.45, 5.5, 5.55],
    [5.5, 5.45, 5.25],
    [5.65, 5.6, 5.4],
    [5.7, 5.65, 5.55],
    [6.3, 6.3, 6.25],
  ];

  it('gives the published statistic, ties corrected', () => {
    const { statistic, pValue, meanRanks } = friedmanTest(roundingTimes);
    expect(statistic).toBeCloseTo(11.1429, 4);
    expect(pValue).toBeCloseTo(0.003805, 6);
    expect([...meanRanks]).toEqual([53 / 22, 47 / 22, 32 / 22]);
  });

  it('gives the critical difference of the published example: 14 data sets, 4 classifiers', () => {
    const blocks = Array.from({ length: 14 }, () => [1, 2, 3, 4]);
    expect(friedmanTest(blocks).criticalDifference).toBeCloseTo(1.25, 2);
  });

  it('has nothing to say where all is tied, and refuses a single treatment', () => {
    expect(friedmanTest([[1, 1, 1]]).statistic).toBeNaN();
    expect(() => friedmanTest([[1]])).toThrow(RangeError);
  });
});

describe('treatments that do not differ', () => {
  // Demšar (2006), section 3.2.4: mean ranks of four variants of C4.5 on 14 data sets.
  const meanRanks = [3.143, 2, 2.893, 1.964];

  it('are all four at 5 %, and two overlapping groups at 10 %, as published', () => {
    const blocks = Array.from({ length: 14 }, () => [1, 2, 3, 4]);
    const at = (level: number) => groupsWithin(meanRanks, friedmanTest(blocks, level).criticalDifference);
    expect(at(0.05)).toEqual([[3, 1, 2, 0]]);
    expect(at(0.1)).toEqual([
      [3, 1, 2],
      [2, 0],
    ]);
  });

  it('leave out who differs from everybody, and runs within larger ones', () => {
    expect(groupsWithin([1, 5, 2, 9], 1.5)).toEqual([[0, 2]]);
    expect(groupsWithin([1, 2, 3], 1)).toEqual([]);
    expect(groupsWithin([1, 1.2, 1.4], 5)).toEqual([[0, 1, 2]]);
  });
});
