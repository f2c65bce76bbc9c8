import { describe, expect, it } from 'vitest';
import { layOutErrorDistributions } from '#renderer/charts/layout/errorDistributions.ts';

const frame = { width: 600, height: 300, margins: { top: 20, right: 16, bottom: 44, left: 60 } };
const bottom = frame.height - frame.margins.bottom;
const trueErrors = Array.from({ length: 50 }, (_, index) => 0.4 + 0.002 * ((index * 17) % 50));
const permutedErrors = Array.from({ length: 200 }, (_, index) => 0.6 + 0.001 * ((index * 37) % 200));

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

describe('layOutErrorDistributions', () => {
  const layout = layOutErrorDistributions({ trueErrors, permutedErrors }, false, frame);

  it('puts every error into one bin, the largest too', () => {
    expect(sum(layout.bins.map(({ trueCount }) => trueCount))).toBe(50);
    expect(sum(layout.bins.map(({ permutedCount }) => permutedCount))).toBe(200);
    expect(layout).toMatchObject({ shownTrueCount: 50, permutedCount: 200 });
  });

  it('counts errors where they lie', () => {
    for (const { from, to, trueCount } of layout.bins) {
      const inside = trueErrors.filter((error) => error >= from + 1e-9 && error < to - 1e-9).length;
      expect(trueCount).toBeGreaterThanOrEqual(inside);
    }
  });

  it('lets true errors stand up from the zero line and permuted ones hang down, inside the frame', () => {
    for (const { trueY, permutedY } of layout.bins) {
      expect(trueY).toBeLessThanOrEqual(layout.zero);
      expect(trueY).toBeGreaterThanOrEqual(frame.margins.top);
      expect(permutedY).toBeGreaterThanOrEqual(layout.zero);
      expect(permutedY).toBeLessThanOrEqual(bottom);
    }
  });

  it('draws bars as high as their counts', () => {
    const [first, second] = layout.bins.filter(({ trueCount }) => trueCount > 0);
    const ratio = (layout.zero - first.trueY) / (layout.zero - second.trueY);
    expect(ratio).toBeCloseTo(first.trueCount / second.trueCount, 9);
  });

  it('marks the medians on the common axis', () => {
    expect(layout.medians.true).toBeCloseTo(0.449, 12);
    expect(layout.medians.permuted).toBeCloseTo(0.6995, 12);
    expect(layout.medianX.true).toBeLessThan(layout.medianX.permuted);
    expect(layout.statistic).toBeUndefined();
  });

  it('takes the first true error as the test statistic when there is one, and the others as the distribution', () => {
    const strict = layOutErrorDistributions({ trueErrors, permutedErrors }, true, frame);
    expect(strict.statistic?.value).toBe(trueErrors[0]);
    expect(strict.shownTrueCount).toBe(49);
    expect(sum(strict.bins.map(({ trueCount }) => trueCount))).toBe(49);
    expect(strict.medians).toEqual(layout.medians);
  });

  it('shows a statistic that stands alone', () => {
    const strict = layOutErrorDistributions({ trueErrors: [0.5], permutedErrors }, true, frame);
    expect(strict.statistic?.x).toBeGreaterThanOrEqual(frame.margins.left);
    expect(strict.bins.every(({ trueY }) => trueY === strict.zero)).toBe(true);
  });

  it('draws equal errors as one bar', () => {
    const equal = layOutErrorDistributions({ trueErrors: [1, 1], permutedErrors: [1, 1, 1] }, false, frame);
    expect(equal.bins.filter(({ trueCount }) => trueCount > 0)).toHaveLength(1);
    expect(equal.medianX.true).toBe(equal.medianX.permuted);
  });

  it('needs no more than a few dozen bins, however far the distributions are apart', () => {
    const tight = trueErrors.map((error) => error / 1000);
    const far = layOutErrorDistributions({ trueErrors: tight, permutedErrors }, false, frame);
    expect(far.bins.length).toBeLessThanOrEqual(40);
  });
});
