import { describe, expect, it } from 'vitest';
import { legendHeight, legendRowHeight, placeLegend } from '#renderer/charts/layout/legend.ts';

const items = Array.from({ length: 5 }, (_, index) => ({
  label: `outer-${index + 1}`,
  colour: 'black',
  shape: 'line' as const,
}));

describe('placeLegend', () => {
  it('sets items side by side while there is room', () => {
    const placed = placeLegend(items, 1000);
    expect(placed.every(({ row }) => row === 0)).toBe(true);
    expect(placed.map(({ x }) => x)).toEqual(placed.map(({ x }) => x).toSorted((a, b) => a - b));
  });

  it('begins a new row at the left when the width is used up', () => {
    const placed = placeLegend(items, 130);
    expect(placed.filter(({ x }) => x === 0).length).toBe(Math.max(...placed.map(({ row }) => row)) + 1);
    expect(legendHeight(placed)).toBeGreaterThan(2 * legendRowHeight);
  });

  it('needs no height without items', () => {
    expect(legendHeight(placeLegend([], 100))).toBe(0);
  });
});
