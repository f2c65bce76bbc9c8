import { describe, expect, it } from 'vitest';
import { layOutPassingCurves, nearestThreshold } from '#renderer/charts/layout/passingCurves.ts';
import type { PassingSeries } from '#renderer/charts/layout/passingCurves.ts';

const frame = { width: 600, height: 300, margins: { top: 20, right: 80, bottom: 44, left: 54 } };
const bottom = frame.height - frame.margins.bottom;
const right = frame.width - frame.margins.right;

function seriesOf(values: number[], changes: Partial<PassingSeries> = {}): PassingSeries {
  return { name: 'activity area', values, total: values.length, noisyFrom: 0.01, ...changes };
}

/** Corners of a path that consists of straight lines. */
function corners(path: string): [number, number][] {
  return [...path.matchAll(/([\d.]+),([\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)]);
}

describe('layOutPassingCurves', () => {
  it('counts the drugs below where they become noisy, and not a drug that is just there', () => {
    const { curves, lines } = layOutPassingCurves([seriesOf([0.5, 0.01, 0.004, 1e-6])], false, frame);
    expect(curves[0].crossing.passing).toBe(2);
    expect(lines).toEqual([{ value: 0.01, cx: curves[0].crossing.cx }]);
  });

  it('climbs by one drug behind each value and ends at the right edge', () => {
    const { curves } = layOutPassingCurves([seriesOf([0.1, 0.001])], false, frame);
    const points = corners(curves[0].path);
    const heights = [...new Set(points.map(([, y]) => y))];
    expect(heights).toHaveLength(3);
    expect(heights[0]).toBe(bottom);
    expect(heights[0] - heights[1]).toBeCloseTo(heights[1] - heights[2], 6);
    expect(points.every(([x], index) => index === 0 || x >= points[index - 1][0])).toBe(true);
    expect(points.at(-1)?.[0]).toBe(right);
  });

  it('ends the axis at a cap when a value is tiny, and says how many lie beyond', () => {
    const layout = layOutPassingCurves([seriesOf([1e-300, 0, 1e-5, 0.2])], false, frame);
    expect(layout.least).toBe(1e-20);
    expect(layout.curves[0].beforeAxis).toBe(2);
    expect(layout.curves[0].start).toBeLessThan(bottom);
    const [[left]] = corners(layout.curves[0].path);
    expect(left).toBe(frame.margins.left);
  });

  it('has an axis no longer than its values need, with a decade before the threshold', () => {
    expect(layOutPassingCurves([seriesOf([3e-7, 0.2])], false, frame).least).toBe(1e-7);
    expect(layOutPassingCurves([seriesOf([0.6, 0.7])], false, frame).least).toBe(0.001);
  });

  it('shows series of different sizes on one scale as shares', () => {
    const small = seriesOf([0.001, 0.5]);
    const large = seriesOf(
      Array.from({ length: 100 }, (_, index) => (index < 50 ? 0.001 : 0.5)),
      { name: 'CTRP' },
    );
    const counted = layOutPassingCurves([small, large], false, frame).curves;
    const shared = layOutPassingCurves([small, large], true, frame).curves;
    expect(counted[0].crossing.cy).toBeGreaterThan(counted[1].crossing.cy);
    expect(shared[0].crossing.cy).toBeCloseTo(shared[1].crossing.cy, 9);
  });

  it('takes shares of all drugs, also of those that are not in yet', () => {
    const [curve] = layOutPassingCurves([seriesOf([0.001, 0.002], { total: 4 })], true, frame).curves;
    expect(curve).toMatchObject({ known: 2, total: 4 });
    expect(curve.end).toBeCloseTo((frame.margins.top + bottom) / 2, 9);
  });

  it('keeps labels of curves that end at one height apart', () => {
    const same = ['a', 'b', 'c'].map((name) => seriesOf([0.001, 0.3], { name }));
    const ends = layOutPassingCurves(same, false, frame).curves.map(({ labels }) => labels.end);
    ends.sort((a, b) => a - b);
    expect(ends[1] - ends[0]).toBeGreaterThan(11);
    expect(ends[2] - ends[1]).toBeGreaterThan(11);
  });

  it('has a line for each threshold, once', () => {
    const series = [0.01, 0.05, 0.01].map((noisyFrom, index) =>
      seriesOf([0.02], { name: String(index), noisyFrom }),
    );
    expect(layOutPassingCurves(series, false, frame).lines.map(({ value }) => value)).toEqual([0.01, 0.05]);
  });

  it('lets a reader step through thresholds in ascending order, those of noise among them', () => {
    const { thresholds } = layOutPassingCurves([seriesOf([0.02, 0.5], { noisyFrom: 0.03 })], false, frame);
    const values = thresholds.map(({ value }) => value);
    expect(values).toEqual(values.toSorted((a, b) => a - b));
    expect(values).toContain(0.03);
    expect(values.at(-1)).toBe(1);
    expect(thresholds.find(({ value }) => value === 0.03)?.passing).toEqual([1]);
    expect(nearestThreshold(thresholds, 0)).toBe(0);
    expect(nearestThreshold(thresholds, 10_000)).toBe(thresholds.length - 1);
  });

  it('labels whole counts alone', () => {
    const { ticks } = layOutPassingCurves([seriesOf([0.02, 0.5])], false, frame);
    expect(ticks.y.map(({ label }) => label)).toEqual(['0', '1', '2']);
  });

  it('sets as many powers of ten as there is room for, up to 1', () => {
    const { ticks } = layOutPassingCurves([seriesOf([1e-19])], false, { ...frame, width: 300 });
    const gaps = ticks.x.slice(1).map(({ position }, index) => position - ticks.x[index].position);
    expect(Math.min(...gaps)).toBeGreaterThan(40);
    expect(ticks.x.at(-1)?.label).toBe('1');
    expect(ticks.x[0]).toMatchObject({ label: '10' });
    expect(ticks.x[0].exponent).toMatch(/^−\d+$/);
  });

  it('draws an axis before the first drug is in', () => {
    const [curve] = layOutPassingCurves([seriesOf([], { total: 24 })], false, frame).curves;
    expect(curve.crossing.passing).toBe(0);
    expect(corners(curve.path).every(([, y]) => y === bottom)).toBe(true);
  });
});
