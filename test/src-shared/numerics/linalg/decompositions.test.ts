import { describe, expect, it } from 'vitest';
import {
  appendColumn,
  growingCholesky,
  removeColumn,
  solveCholesky,
} from '#shared/numerics/linalg/growingCholesky.ts';
import type { Matrix } from '#shared/numerics/linalg/matrix.ts';
import {
  columnGram,
  multiply,
  multiplyByTranspose,
  multiplyTransposed,
  rowGram,
  transposed,
} from '#shared/numerics/linalg/products.ts';
import { normalMatrix } from '../../../support/arbitraries.ts';
import { plainProduct } from '../../../support/plainKernels.ts';

const randomMatrix = (rows: number, columns: number): Matrix => normalMatrix(rows, columns, 7);

function expectClose(actual: Matrix, expected: Matrix, allowed = 1e-10): void {
  expect([actual.rows, actual.columns]).toEqual([expected.rows, expected.columns]);
  expected.values.forEach((value, k) => {
    expect(Math.abs(actual.values[k] - value)).toBeLessThan(allowed);
  });
}

describe('matrix products', () => {
  it.each([
    [1, 1],
    [3, 5],
    [8, 8],
    [7, 600],
    [13, 258],
    [800, 3],
  ])('agree with the definition for %i x %i', (rows, columns) => {
    const a = randomMatrix(rows, columns);
    expectClose(columnGram(a), plainProduct(transposed(a), a));
    expectClose(rowGram(a), plainProduct(a, transposed(a)));
    const b = randomMatrix(rows, 6);
    expectClose(multiplyTransposed(a, b), plainProduct(transposed(a), b));
    const c = randomMatrix(columns, 5);
    expectClose(multiply(a, c), plainProduct(a, c));
    const d = randomMatrix(9, columns);
    expectClose(multiplyByTranspose(d, a), plainProduct(d, transposed(a)));
  });
});

describe('growing Cholesky factors', () => {
  it('follow columns that come and go', () => {
    const a = columnGram(randomMatrix(120, 100));
    const factor = growingCholesky(4);
    const members: number[] = [];
    const append = (j: number): void => {
      const products = Float64Array.from(members, (other) => a.values[j * 100 + other]);
      expect(appendColumn(factor, products, a.values[j * 100 + j])).toBe(true);
      members.push(j);
    };
    for (let j = 0; j < 80; j++) append(j);
    for (const index of [79, 0, 40, 13]) {
      removeColumn(factor, index);
      members.splice(index, 1);
    }
    append(95);
    const right = Float64Array.from(members, (_, k) => k - 20);
    const solution = right.slice();
    solveCholesky(factor, solution);
    members.forEach((row, i) => {
      const product = members.reduce((sum, other, k) => sum + a.values[other * 100 + row] * solution[k], 0);
      expect(product).toBeCloseTo(right[i], 8);
    });
  });

  it('refuse a column that depends on the others, and stay as they were', () => {
    const factor = growingCholesky(4);
    appendColumn(factor, new Float64Array(0), 4);
    expect(appendColumn(factor, Float64Array.of(2), 1)).toBe(false);
    expect(factor.size).toBe(1);
  });
});
