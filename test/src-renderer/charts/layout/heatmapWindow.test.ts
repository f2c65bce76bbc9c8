import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  cellAt,
  panWindow,
  revealCell,
  wholeWindow,
  windowOfRows,
  zoomWindow,
} from '#renderer/charts/layout/heatmapWindow.ts';

const shape = { rowCount: 5000, columnCount: 354 };
const size = { width: 900, height: 520 };
const middle = { x: 0.5, y: 0.5 };
const share = fc.double({ min: 0, max: 1, noNaN: true });

describe('zoomWindow', () => {
  it('keeps what lies under the pointer where it is', () => {
    const near = zoomWindow(wholeWindow(shape), 4, { x: 0.25, y: 0.75 }, shape, size);
    expect(near.rows).toBe(1250);
    expect(near.top + 0.75 * near.rows).toBeCloseTo(3750, 6);
    expect(near.left + 0.25 * near.columns).toBeCloseTo(88.5, 6);
  });

  it('stops at cells of a readable size, rows and columns on their own', () => {
    const nearest = zoomWindow(wholeWindow(shape), 1e6, middle, shape, size);
    expect(size.width / nearest.columns).toBeCloseTo(40, 6);
    expect(size.height / nearest.rows).toBeCloseTo(24, 6);
  });

  it('shows small matrices whole, however near', () => {
    const few = { rowCount: 6, columnCount: 4 };
    expect(zoomWindow(wholeWindow(few), 10, middle, few, size)).toEqual(wholeWindow(few));
  });

  it('never leaves the matrix, whatever is done', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ factor: fc.double({ min: 0.1, max: 10, noNaN: true }), x: share, y: share })),
        (steps) => {
          let window = wholeWindow(shape);
          for (const { factor, x, y } of steps) {
            window = zoomWindow(window, factor, { x, y }, shape, size);
            window = panWindow(window, (x - 0.5) * 9000, (y - 0.5) * 900, shape);
            expect(window.top).toBeGreaterThanOrEqual(0);
            expect(window.top + window.rows).toBeLessThanOrEqual(shape.rowCount + 1e-6);
            expect(window.left).toBeGreaterThanOrEqual(0);
            expect(window.left + window.columns).toBeLessThanOrEqual(shape.columnCount + 1e-6);
          }
        },
      ),
    );
  });
});

describe('revealCell', () => {
  const window = { top: 100, rows: 20, left: 10, columns: 30 };

  it('stays where the cell is seen already', () => {
    expect(revealCell(window, { row: 119, column: 10 }, shape)).toEqual(window);
  });

  it('moves as little as it takes', () => {
    expect(revealCell(window, { row: 120, column: 9 }, shape)).toEqual({ ...window, top: 101, left: 9 });
  });
});

describe('windowOfRows', () => {
  it('shows the rows from the first to the last with all columns', () => {
    expect(windowOfRows(1000, 1999, shape, size)).toEqual({ top: 1000, rows: 1000, left: 0, columns: 354 });
  });

  it('shows a single row in the middle of its neighbours', () => {
    const { top, rows } = windowOfRows(2500, 2500, shape, size);
    expect(top + rows / 2).toBeCloseTo(2500.5, 9);
    expect(size.height / rows).toBeCloseTo(24, 9);
  });
});

describe('cellAt', () => {
  it('finds the cell under a place, and the nearest outside', () => {
    const window = { top: 10, rows: 10, left: 0, columns: 4 };
    expect(cellAt(window, 0.99, 0.25, shape)).toEqual({ row: 12, column: 3 });
    expect(cellAt(window, -5, -5, shape)).toEqual({ row: 0, column: 0 });
    expect(cellAt(wholeWindow(shape), 1, 1, shape)).toEqual({ row: 4999, column: 353 });
  });
});
