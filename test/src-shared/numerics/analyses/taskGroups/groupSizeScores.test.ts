import { describe, expect, it } from 'vitest';
import {
  groupSizeScores,
  smallestWinningSize,
} from '#shared/numerics/analyses/taskGroups/groupSizeScores.ts';

const drugs = ['A', 'B', 'C', 'D', 'E'].map((drug) => ({ drug, entryCount: 10, mseElasticNet: 2 }));
const splits = [
  { size: 5, groups: [1, 1, 1, 1, 1], mse: [1, 1.2, 1.4, 1.6, 1.8] },
  { size: 3, groups: [1, 2, 1, 2, 1], mse: [1, 1.2, 2.2, 2, 2.6] },
  { size: 2, groups: [1, 2, 1, 2, 1], mse: [2.2, 2.4, 2.6, 1, 2] },
];
const scores = groupSizeScores({ drugs, splits });

describe('the scores of a group size', () => {
  it('have the quartiles over drugs of the ratio to the elastic net', () => {
    expect(scores[0].ratioQuartiles.map((ratio) => Number(ratio.toFixed(6)))).toEqual([0.6, 0.7, 0.8]);
    expect(scores[1].ratioQuartiles[1]).toBe(1);
  });

  it('count wins, losses and ties against the elastic nets', () => {
    expect(scores.map(({ wins, losses, ties }) => [wins, losses, ties])).toEqual([
      [5, 0, 0],
      [2, 2, 1],
      [1, 3, 1],
    ]);
  });

  it('have the one-sided signed-rank P that groups have the lower error', () => {
    // All five of five differences are below 0: one of 2^5 equally likely signs.
    expect(scores[0].pValue).toBeCloseTo(1 / 32, 12);
    expect(scores[2].pValue).toBeGreaterThan(0.3);
  });

  it('say how many groups there are and how many drugs are in them', () => {
    expect(scores.map(({ groupCount, fewest, most }) => [groupCount, fewest, most])).toEqual([
      [1, 5, 5],
      [2, 2, 3],
      [2, 2, 3],
    ]);
  });
});

it('the smallest size that pays is the smallest with a median below 1, a median of 1 not being below', () => {
  expect(smallestWinningSize(scores)).toBe(5);
  expect(smallestWinningSize(scores.slice(1))).toBeUndefined();
});
