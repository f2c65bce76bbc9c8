import { describe, expect, it } from 'vitest';
import { layOutValueHistogram } from '#renderer/charts/layout/valueHistogram.ts';

const frame = { width: 300, height: 200, margins: { top: 20, right: 10, bottom: 40, left: 50 } };
const quantiles = [0, 1, 2, 4, 5, 6, 8, 9, 10];

describe('layOutValueHistogram', () => {
  it('lays bins of equal width over the values that they count', () => {
    const { bars } = layOutValueHistogram({ quantiles, histogram: [1, 4, 0, 2] }, frame);
    expect(bars.map(({ from, to }) => [from, to])).toEqual([
      [0, 2.5],
      [2.5, 5],
      [5, 7.5],
      [7.5, 10],
    ]);
    expect(bars[1].x - bars[0].x).toBeCloseTo(60, 9);
    expect(bars[3].x + bars[3].width).toBeLessThanOrEqual(290);
    expect(bars[1].height).toBeCloseTo(4 * bars[0].height, 9);
    expect(bars[2].height).toBe(0);
    expect(bars.map(({ share }) => share)).toEqual([1 / 7, 4 / 7, 0, 2 / 7]);
  });

  it('puts the quantiles where their values are', () => {
    const { marks } = layOutValueHistogram({ quantiles, histogram: [1] }, frame);
    expect(marks[0]).toBeCloseTo(50, 9);
    expect(marks[4]).toBeCloseTo(170, 9);
    expect(marks[8]).toBeCloseTo(290, 9);
  });

  it('puts one value alone in the middle', () => {
    const { bars, marks } = layOutValueHistogram(
      { quantiles: Array<number>(9).fill(3), histogram: [7] },
      frame,
    );
    expect(marks[4]).toBeCloseTo(170, 9);
    expect(bars[0].x + bars[0].width / 2).toBeCloseTo(170, 9);
  });

  it('draws nothing where there are no values', () => {
    expect(layOutValueHistogram({ quantiles: [], histogram: [] }, frame).bars).toEqual([]);
  });
});
