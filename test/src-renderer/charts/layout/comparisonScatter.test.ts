import { describe, expect, it } from 'vitest';
import { layOutComparisonScatter } from '#renderer/charts/layout/comparisonScatter.ts';

const frame = { width: 500, height: 480, margins: { top: 8, right: 14, bottom: 44, left: 54 } };

describe('layOutComparisonScatter', () => {
  const drugs = [
    { drug: 'far', label: 'far *', x: 0.9, y: 0.2 },
    { drug: 'equal', label: 'equal', x: 0.5, y: 0.5 },
    { drug: 'near', label: 'near', x: 0.1, y: 0.3 },
  ];
  const layout = layOutComparisonScatter(drugs, frame);
  const find = (name: string) => layout.marks.find(({ drug }) => drug === name);

  it('orders the marks from left to right', () => {
    expect(layout.marks.map(({ drug }) => drug)).toEqual(['near', 'equal', 'far']);
  });

  it('says which model has the lower error', () => {
    expect(layout.marks.map(({ lower }) => lower)).toEqual(['x', 'neither', 'y']);
  });

  it('puts equal errors on the diagonal', () => {
    const { x1, y1, x2, y2 } = layout.diagonal;
    const mark = find('equal');
    const share = ((mark?.cx ?? 0) - x1) / (x2 - x1);
    expect(y1 + share * (y2 - y1)).toBeCloseTo(mark?.cy ?? 0, 9);
  });

  it('puts a drug that the model along x predicts better above the diagonal', () => {
    const { x1, y1, x2, y2 } = layout.diagonal;
    const mark = find('near');
    const share = ((mark?.cx ?? 0) - x1) / (x2 - x1);
    expect(mark?.cy).toBeLessThan(y1 + share * (y2 - y1));
  });

  it('names drugs in the drawing by their labels', () => {
    expect(layout.labels.map(({ text }) => text)).toContain('far *');
  });

  it('shows the same tick labels on both axes, from zero', () => {
    const xLabels = layout.ticks.x.map(({ label }) => label);
    expect(layout.ticks.y.map(({ label }) => label)).toEqual(xLabels);
    expect(Number(xLabels[0])).toBe(0);
  });

  it('keeps every mark inside the frame', () => {
    for (const { cx, cy } of layout.marks) {
      expect(cx).toBeGreaterThanOrEqual(frame.margins.left);
      expect(cx).toBeLessThanOrEqual(frame.width - frame.margins.right);
      expect(cy).toBeGreaterThanOrEqual(frame.margins.top);
      expect(cy).toBeLessThanOrEqual(frame.height - frame.margins.bottom);
    }
  });

  it('draws axes without a drug', () => {
    expect(layOutComparisonScatter([], frame).marks).toEqual([]);
  });
});
