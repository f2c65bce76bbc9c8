import { expect, test } from 'vitest';
import {
  fillOfP,
  layOutGrid,
  nextCell,
  pClasses,
  shortened,
} from '#renderer/charts/layout/enrichmentHeatmap.ts';

test('P above 0.01 are blank or yellow, from there on orange and ever redder', () => {
  const fills = pClasses.map(({ fill }) => fill);
  expect(new Set(fills).size).toBe(fills.length);
  expect([1, 0.1001].map(fillOfP)).toEqual([fills[0], fills[0]]);
  expect([0.0101, 0.05].map(fillOfP)).toEqual([fills[2], fills[2]]);
  expect(fillOfP(0.01)).toBe(fills[3]);
  expect([1e-8, 1e-300, 0].map(fillOfP)).toEqual([fills[6], fills[6], fills[6]]);
});

test('cells fill the frame, and where there are too many they stay wide enough to be hit', () => {
  const frame = { width: 900, rowNames: 300, columnNames: 80, overhang: 40 };
  const few = layOutGrid(frame, 10, 24);
  expect(few.cellWidth).toBe(23);
  expect(few.width).toBeLessThanOrEqual(900);
  const many = layOutGrid(frame, 10, 354);
  expect(many.cellWidth).toBe(13);
  expect(many.width).toBe(300 + 354 * 13 + 40);
});

test('arrow keys go from cell to cell and stop at the edges', () => {
  const at = (key: string, row: number, column: number) => nextCell(key, { row, column }, 2, 3);
  expect(at('ArrowDown', 0, 1)).toEqual({ row: 1, column: 1 });
  expect(at('ArrowDown', 1, 1)).toEqual({ row: 1, column: 1 });
  expect(at('ArrowRight', 0, -1)).toEqual({ row: 0, column: 0 });
  expect(at('End', 1, 0)).toEqual({ row: 1, column: 2 });
  expect(at('Home', 1, 2)).toEqual({ row: 1, column: 0 });
  expect(at('a', 1, 2)).toBeUndefined();
});

test('long names end in dots', () => {
  expect(shortened('abc', 3)).toBe('abc');
  expect(shortened('regulation of it', 12)).toBe('regulation…');
});
