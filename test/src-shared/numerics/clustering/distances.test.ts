import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { itemCountOf, pairCount, rowOffset } from '#shared/numerics/clustering/condensed.ts';
import { correlationDistances, euclideanDistances } from '#shared/numerics/clustering/distances.ts';
import { column } from '#shared/numerics/linalg/matrix.ts';
import { pearson } from '#shared/numerics/statistics/moments.ts';

/** Up to 30 items of up to 12 values. */
const items = fc
  .record({ rows: fc.integer({ min: 1, max: 12 }), columns: fc.integer({ min: 2, max: 30 }) })
  .chain(({ rows, columns }) =>
    fc
      .array(fc.integer({ min: -1e6, max: 1e6 }), { minLength: rows * columns, maxLength: rows * columns })
      .map((values) => ({ rows, columns, values: Float64Array.from(values, (value) => value / 997) })),
  );

function plainEuclidean(first: Float64Array, second: Float64Array): number {
  let sum = 0;
  for (let row = 0; row < first.length; row++) {
    const difference = first[row] - second[row];
    sum += difference * difference;
  }
  return Math.sqrt(sum);
}

describe('distances of all pairs', () => {
  test('stand in the order of R, first items first', () => {
    const places = [0, 1, 2, 3].flatMap((i) =>
      [1, 2, 3].filter((j) => j > i).map((j) => rowOffset(4, i) + j),
    );
    expect(places).toEqual([0, 1, 2, 3, 4, 5]);
    expect(itemCountOf(new Float64Array(pairCount(4)))).toBe(4);
    expect(() => itemCountOf(new Float64Array(7))).toThrow('7 are not those of all pairs');
  });

  test('are Euclidean to the last bit as a plain sum in the order of the rows gives them', () => {
    fc.assert(
      fc.property(items, (matrix) => {
        const distances = euclideanDistances(matrix);
        for (let i = 0; i < matrix.columns; i++) {
          for (let j = i + 1; j < matrix.columns; j++) {
            const expected = plainEuclidean(column(matrix, i), column(matrix, j));
            expect(distances[rowOffset(matrix.columns, i) + j]).toBe(expected);
          }
        }
      }),
    );
  });

  test('are the same for more values than are compared at a time', () => {
    const rows = 20_000;
    const values = Float64Array.from({ length: 7 * rows }, (_, index) => Math.sin(index * 1.7));
    const matrix = { rows, columns: 7, values };
    const steps: number[] = [];
    const distances = euclideanDistances(matrix, (fraction) => steps.push(fraction));
    expect(distances[rowOffset(7, 2) + 6]).toBe(plainEuclidean(column(matrix, 2), column(matrix, 6)));
    expect(distances[rowOffset(7, 0) + 1]).toBe(plainEuclidean(column(matrix, 0), column(matrix, 1)));
    expect(steps.length).toBeGreaterThan(1);
    expect(steps).toEqual(steps.toSorted((a, b) => a - b));
    expect(steps.at(-1)).toBeCloseTo(1, 12);
  });

  test('are 1 less the correlation', () => {
    fc.assert(
      fc.property(items, (matrix) => {
        const distances = correlationDistances(matrix);
        for (let i = 0; i < matrix.columns; i++) {
          for (let j = i + 1; j < matrix.columns; j++) {
            const correlation = pearson(column(matrix, i), column(matrix, j));
            if (Number.isNaN(correlation)) continue;
            expect(distances[rowOffset(matrix.columns, i) + j]).toBeCloseTo(1 - correlation, 8);
          }
        }
      }),
    );
  });

  test('of items that are alike are 0, and of nearly alike ones not lost to rounding', () => {
    const base = [1, 2, 4, 8];
    const near = base.map((value, row) => value + (row === 0 ? 1e-6 : 0));
    const values = Float64Array.from([...base, ...base, ...base.map((value) => 3 * value + 5), ...near]);
    const matrix = { rows: 4, columns: 4, values };
    expect(euclideanDistances(matrix)[0]).toBe(0);
    expect(euclideanDistances(matrix)[2]).toBeCloseTo(1e-6, 12);
    const [same, scaled, nearly] = correlationDistances(matrix);
    expect(same).toBe(0);
    expect(scaled).toBeLessThan(1e-30);
    expect(nearly).toBeGreaterThan(1e-15);
    expect(nearly).toBeLessThan(1e-13);
  });

  test('of a constant item by correlation are 1, but 0 to another constant one', () => {
    const values = Float64Array.of(1, 2, 3, 5, 5, 5, 0, 0, 0);
    expect([...correlationDistances({ rows: 3, columns: 3, values })]).toEqual([1, 1, 0]);
  });
});
