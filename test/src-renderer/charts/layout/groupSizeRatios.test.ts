import { describe, expect, it } from 'vitest';
import { boxOf, layOutGroupSizeRatios, nearestDot } from '#renderer/charts/layout/groupSizeRatios.ts';

const frame = { width: 460, height: 300, margins: { top: 20, right: 10, bottom: 40, left: 50 } };
const series = [
  { size: 8, ratios: [0.5, 0.6, 0.7, 0.8, 0.9] },
  { size: 4, ratios: [0.8, 0.9, 1, 1.1, 1.2] },
  { size: 2, ratios: [1, 1.1, 1.2, 1.3, 1.4] },
];

describe('layOutGroupSizeRatios', () => {
  const layout = layOutGroupSizeRatios(series, frame);

  it('has a column for every size, smallest groups first and evenly spaced', () => {
    expect(layout.columns.map(({ size }) => size)).toEqual([2, 4, 8]);
    const [first, second, third] = layout.columns.map(({ x }) => x);
    expect(second - first).toBeCloseTo(third - second, 9);
    expect(first).toBeGreaterThan(50);
    expect(third).toBeLessThan(450);
    expect(layout.ticks.x.map(({ label }) => label)).toEqual(['2', '4', '8']);
  });

  it('draws lower errors further down, on one scale with the line of the elastic net', () => {
    const [pairs, fours, eights] = layout.columns;
    expect(pairs.box.median).toBeLessThan(layout.one);
    expect(fours.box.median).toBeCloseTo(layout.one, 9);
    expect(eights.box.median).toBeGreaterThan(layout.one);
    expect(eights.box.lower).toBeGreaterThan(eights.box.upper);
  });

  it('has the line of the elastic net in the frame when all drugs lie on one side of it', () => {
    const { one } = layOutGroupSizeRatios([{ size: 2, ratios: [0.2, 0.3] }], frame);
    expect(one).toBeGreaterThanOrEqual(20);
    expect(one).toBeLessThan(260);
  });

  it('keeps the order of the drugs, and every dot in its column at its height', () => {
    const [pairs] = layout.columns;
    const heights = pairs.dots.map(({ cy }) => cy);
    expect(heights).toEqual(heights.toSorted((a, b) => b - a));
    expect(pairs.dots.every(({ cx }) => Math.abs(cx - pairs.x) < 70)).toBe(true);
  });

  it('spreads equal drugs side by side within the column, however many', () => {
    const ratios = Array.from({ length: 400 }, () => 1);
    const many = [
      { size: 4, ratios },
      { size: 2, ratios },
    ];
    const [{ dots, x }] = layOutGroupSizeRatios(many, frame).columns;
    expect(new Set(dots.map(({ cx }) => cx)).size).toBe(400);
    expect(Math.max(...dots.map(({ cx }) => Math.abs(cx - x)))).toBeLessThan(100);
  });
});

it('whiskers reach the furthest drug within one and a half boxes, and a drug beyond is not in them', () => {
  const { lower, median, upper, whiskers } = boxOf([1, 2, 3, 4, 5, 6, 7, 8, 9, 40]);
  expect([lower, median, upper]).toEqual([3.25, 5.5, 7.75]);
  expect(whiskers).toEqual({ low: 1, high: 9 });
});

it('the pointer finds the drug that it is on, and none where there is none near', () => {
  const { columns } = layOutGroupSizeRatios(series, frame);
  const { cx, cy } = columns[1].dots[3];
  expect(nearestDot(columns, cx + 3, cy - 2)).toEqual({ column: 1, drug: 3 });
  expect(nearestDot(columns, 52, 22)).toBeUndefined();
});
