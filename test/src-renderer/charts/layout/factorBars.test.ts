import { describe, expect, it } from 'vitest';
import { layOutLoadings, layOutSpectrum, shareOfFirst } from '#renderer/charts/layout/factorBars.ts';

const frame = { width: 300, height: 140, margins: { top: 0, right: 10, bottom: 40, left: 90 } };

describe('layOutSpectrum', () => {
  it('draws singular values from the left, larger ones higher', () => {
    const { marks, base } = layOutSpectrum([4, 2, 0], frame);
    expect(marks.map(({ number }) => number)).toEqual([1, 2, 3]);
    expect(marks[0].y).toBeLessThan(marks[1].y);
    expect(marks[2].y).toBe(base);
  });
});

describe('shareOfFirst', () => {
  it('is of the squares', () => {
    expect(shareOfFirst([3, 4], 1)).toBeCloseTo(9 / 25, 12);
    expect(shareOfFirst([0, 0], 1)).toBeNaN();
  });
});

describe('layOutLoadings', () => {
  it('draws bars to both sides of 0 in the order given', () => {
    const { bars, zero } = layOutLoadings(
      [
        { name: 'a', loading: -0.5 },
        { name: 'b', loading: 0.25 },
      ],
      frame,
    );
    expect(bars[0].x + bars[0].width).toBeCloseTo(zero, 9);
    expect(bars[1].x).toBe(zero);
    expect(bars[0].width).toBeCloseTo(2 * bars[1].width, 9);
    expect(bars[1].y).toBeGreaterThan(bars[0].y);
  });
});
