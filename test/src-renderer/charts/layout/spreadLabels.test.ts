import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { spreadLabels } from '#renderer/charts/layout/spreadLabels.ts';

const span = { top: 0, bottom: 100 };

describe('spreadLabels', () => {
  it('leaves labels with room where they want to be', () => {
    expect(spreadLabels([80, 10, 40], 13, span)).toEqual([80, 10, 40]);
  });

  it('moves labels up from the bottom when they would run out of it', () => {
    expect(spreadLabels([100, 100], 13, span)).toEqual([87, 100]);
  });

  it('keeps them a gap apart, inside and in their order, whenever they fit', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { maxLength: 8 }), (wanted) => {
        const placed = spreadLabels(wanted, 13, span);
        const order = wanted.map((_, index) => index).sort((a, b) => wanted[a] - wanted[b]);
        order.forEach((index, rank) => {
          expect(placed[index]).toBeGreaterThanOrEqual(-1e-9);
          expect(placed[index]).toBeLessThanOrEqual(100 + 1e-9);
          if (rank > 0) expect(placed[index] - placed[order[rank - 1]]).toBeGreaterThanOrEqual(13 - 1e-9);
        });
      }),
    );
  });

  it('runs on below the span when there are too many', () => {
    const placed = spreadLabels([50, 50, 50], 60, span);
    expect(placed.toSorted((a, b) => a - b)).toEqual([0, 60, 120]);
  });
});
