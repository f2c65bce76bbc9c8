import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Workspace } from '#shared/kernels/memory.ts';
import { gramInto, multiplyInto } from '#shared/kernels/products.ts';
import { matrix, type Matrix } from '#shared/numerics/linalg/matrix.ts';
import { dimension, normalMatrix, seed } from '../../support/arbitraries.ts';
import { plainProduct, plainTranspose } from '../../support/plainKernels.ts';

/** Of sums of up to 1,300 products of standard normals. */
const rounding = 1e-11;

function largestDifference(left: Matrix, right: Matrix): number {
  expect([left.rows, left.columns]).toEqual([right.rows, right.columns]);
  return left.values.reduce((most, value, i) => {
    const difference = Math.abs(value - right.values[i]);
    return Number.isNaN(difference) ? Infinity : Math.max(most, difference);
  }, 0);
}

function moved(source: Matrix, isResident: boolean, workspace: Workspace): Matrix {
  return isResident ? matrix(source.rows, source.columns, workspace.copyOf(source.values)) : source;
}

describe('the product kernel', () => {
  it('agrees with its plain twin on any shapes, transposes, factors and places', () => {
    const flags = fc.record({
      transposeLeft: fc.boolean(),
      transposeRight: fc.boolean(),
      accumulate: fc.boolean(),
    });
    const places = fc.tuple(fc.boolean(), fc.boolean(), fc.boolean());
    const shape = fc.tuple(dimension, dimension, dimension);
    const check = fc.property(
      shape,
      flags,
      places,
      fc.constantFrom(1, -1, 0.25),
      seed,
      ([m, n, k], { transposeLeft, transposeRight, accumulate }, inMemory, alpha, start) => {
        const workspace = new Workspace();
        const left = normalMatrix(m, k, start);
        const right = normalMatrix(k, n, start + 1);
        const before = normalMatrix(m, n, start + 2);
        const target = moved(matrix(m, n, before.values.slice()), inMemory[0], workspace);
        multiplyInto(
          target,
          moved(transposeLeft ? plainTranspose(left) : left, inMemory[1], workspace),
          moved(transposeRight ? plainTranspose(right) : right, inMemory[2], workspace),
          { transposeLeft, transposeRight, alpha, accumulate },
        );
        const expected = plainProduct(left, right);
        expected.values.forEach((value, i) => {
          expected.values[i] = alpha * value + (accumulate ? before.values[i] : 0);
        });
        const difference = largestDifference(target, expected);
        workspace.release();
        expect(difference).toBeLessThan(rounding);
      },
    );
    fc.assert(check, { numRuns: 150 });
  });

  it.each([
    [3, 5, 1300],
    [1100, 2, 7],
    [2, 1030, 1025],
  ])('agrees with its twin beyond one block: %i x %i over %i', (m, n, k) => {
    const left = normalMatrix(m, k, 1);
    const right = normalMatrix(k, n, 2);
    const target = matrix(m, n);
    multiplyInto(target, left, right);
    expect(largestDifference(target, plainProduct(left, right))).toBeLessThan(rounding);
  });

  it('refuses shapes that do not fit', () => {
    const square = matrix(2, 2);
    expect(() => multiplyInto(square, matrix(2, 3), matrix(2, 2))).toThrow(
      'invalid product: 2 x 3 times 2 x 2 into 2 x 2',
    );
    expect(() => gramInto(square, matrix(3, 4), false)).toThrow('invalid product');
  });
});

describe('the Gram kernel', () => {
  it('agrees with its plain twin on any shape, of rows and of columns', () => {
    const check = fc.property(
      dimension,
      dimension,
      fc.boolean(),
      fc.boolean(),
      seed,
      (rows, columns, ofColumns, isResident, start) => {
        const workspace = new Workspace();
        const source = normalMatrix(rows, columns, start);
        const size = ofColumns ? columns : rows;
        const target = matrix(size, size);
        gramInto(target, moved(source, isResident, workspace), ofColumns);
        workspace.release();
        const expected = ofColumns
          ? plainProduct(plainTranspose(source), source)
          : plainProduct(source, plainTranspose(source));
        expect(largestDifference(target, expected)).toBeLessThan(rounding);
        expect(target.values).toEqual(plainTranspose(target).values);
      },
    );
    fc.assert(check, { numRuns: 60 });
  });
});
