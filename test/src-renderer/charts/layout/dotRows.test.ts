import { describe, expect, it } from 'vitest';
import { dotRadius, layOutDotRows } from '#renderer/charts/layout/dotRows.ts';

const frame = { width: 500, height: 144, margins: { top: 0, right: 20, bottom: 44, left: 80 } };
const row = (label: string, values: number[], centre: number | null = null) => ({
  label,
  dots: values.map((value) => ({ value })),
  centre,
});

describe('layOutDotRows', () => {
  const layout = layOutDotRows([row('first', [0.4, 0.2], 0.3), row('second', [0.9])], [1], frame);

  it('stacks rows of one height from the top', () => {
    expect(layout.rows.map(({ y }) => y)).toEqual([25, 75]);
  });

  it('orders the marks row after row, each from left to right', () => {
    expect(layout.marks.map(({ row: place, dot }) => [place, dot.value])).toEqual([
      [0, 0.2],
      [0, 0.4],
      [1, 0.9],
    ]);
  });

  it('draws a range from the smallest to the largest value, and none of a single one', () => {
    const [low, high] = layout.marks;
    expect(layout.rows[0].range).toEqual({ x1: low.cx, x2: high.cx });
    expect(layout.rows[0].centre).toBeCloseTo((low.cx + high.cx) / 2, 9);
    expect(layout.rows[1]).toEqual({ y: 75 });
  });

  it('holds on its axis what is asked for', () => {
    expect(layout.held).toHaveLength(1);
    expect(layout.held[0]).toBeLessThanOrEqual(480);
    expect(layout.held[0]).toBeGreaterThan(layout.marks[2].cx);
  });

  it('sets equal values apart within their row', () => {
    const { marks } = layOutDotRows([row('all alike', [1, 1, 1, 1, 1])], [], frame);
    expect(new Set(marks.map(({ cx }) => cx)).size).toBe(1);
    expect(new Set(marks.map(({ cy }) => cy)).size).toBe(5);
    for (const { cy } of marks) {
      expect(cy).toBeGreaterThanOrEqual(dotRadius);
      expect(cy).toBeLessThanOrEqual(100 - dotRadius);
    }
  });

  it('leaves values that do not touch on the middle of their row', () => {
    const { marks } = layOutDotRows([row('apart', [0, 0.5, 1])], [], frame);
    expect(marks.map(({ cy }) => cy)).toEqual([50, 50, 50]);
  });

  it('draws an axis without a value', () => {
    const empty = layOutDotRows([row('none', [])], [], frame);
    expect(empty.marks).toEqual([]);
    expect(empty.ticks.length).toBeGreaterThan(1);
  });
});
