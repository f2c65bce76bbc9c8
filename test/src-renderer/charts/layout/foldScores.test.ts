import { describe, expect, it } from 'vitest';
import { scoreFolds } from '#renderer/charts/layout/foldScores.ts';

const entry = (fold: number, observed: number, predicted: number) => ({
  sample: `${fold}/${observed}`,
  fold,
  observed,
  predicted,
});

describe('scoreFolds', () => {
  it('scores every fold on its own entries', () => {
    const scores = scoreFolds([
      entry(2, 1, 2),
      entry(1, 1, 1),
      entry(1, 2, 2),
      entry(1, 3, 6),
      entry(2, 3, 2),
    ]);
    expect(scores.map(({ fold, entryCount }) => [fold, entryCount])).toEqual([
      [1, 3],
      [2, 2],
    ]);
    expect(scores[0].mse).toBeCloseTo(3, 12);
    expect(scores[1].mse).toBeCloseTo(1, 12);
  });

  it('gives the correlation of a known example', () => {
    const [{ pearson }] = scoreFolds([entry(1, 1, 1), entry(1, 2, 2), entry(1, 3, 6)]);
    expect(pearson).toBeCloseTo(5 / Math.sqrt(28), 12);
  });

  it('has no correlation for a constant prediction', () => {
    const [{ pearson }] = scoreFolds([entry(1, 1, 2), entry(1, 2, 2)]);
    expect(pearson).toBeNaN();
  });
});
