import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matrix, type Matrix } from '#shared/numerics/linalg/matrix.ts';
import { multiplyByTranspose } from '#shared/numerics/linalg/products.ts';
import { shrinkSingularValues } from '#shared/numerics/penalties/traceNorm.ts';
import { WarmShrinkage } from '#shared/numerics/penalties/warmShrinkage.ts';
import { normalMatrix, seed } from '../../../support/arbitraries.ts';
import { inWorkspace } from '../../../support/inWorkspace.ts';
import { plainProduct, plainTranspose } from '../../../support/plainKernels.ts';

function largestDifference(left: Matrix, right: Matrix): number {
  return left.values.reduce((most, value, i) => Math.max(most, Math.abs(value - right.values[i])), 0);
}

/** Singular values that fall like those of a panel. */
function decaying(rows: number, columns: number, start: number): Matrix {
  const inner = Math.min(rows, columns);
  const left = normalMatrix(rows, inner, start);
  left.values.forEach((value, i) => {
    left.values[i] = value / (1 + Math.floor(i / rows));
  });
  return plainProduct(left, normalMatrix(inner, columns, start + 1));
}

describe('warm shrinkage', () => {
  it('gives the proximal step at once from a cold start, for any shape and threshold', () => {
    const size = fc.integer({ min: 1, max: 70 });
    const check = fc.property(
      size,
      size,
      fc.double({ min: 0.001, max: 2 }),
      seed,
      (rows, columns, share, start) => {
        inWorkspace((workspace) => {
          const source = decaying(rows, columns, start);
          const [largest] = shrinkSingularValues(source, 0).singularValues;
          const expected = shrinkSingularValues(source, share * largest);
          const target = matrix(rows, columns, workspace.float64(rows * columns));
          const warm = new WarmShrinkage(rows, columns, workspace);
          const factors = warm.shrink(source, share * largest, target);
          expect(largestDifference(target, expected.matrix)).toBeLessThan(1e-6 * largest);
          expect(factors.singularValues.length).toBe(expected.singularValues.length);
          expect(largestDifference(multiplyByTranspose(factors.left, factors.right), target)).toBeLessThan(
            1e-12 * largest,
          );
        });
      },
    );
    fc.assert(check, { numRuns: 60 });
  });

  it.each([
    [90, 140],
    [140, 90],
    [60, 60],
  ])(
    'follows a matrix of %i x %i that drifts and settles, while more values pass the threshold',
    (rows, columns) => {
      inWorkspace((workspace) => {
        const from = decaying(rows, columns, 3);
        const drift = decaying(rows, columns, 5);
        const target = matrix(rows, columns, workspace.float64(rows * columns));
        const warm = new WarmShrinkage(rows, columns, workspace);
        const ranks = new Set<number>();
        for (const share of [0.9, 0.5, 0.3, 0.2, 0.1, 0.05, 0.02]) {
          const source = matrix(
            rows,
            columns,
            from.values.map((value, i) => value + (1 - share) * drift.values[i]),
          );
          const threshold = 0.6 * share * shrinkSingularValues(source, 0).singularValues[0];
          const expected = shrinkSingularValues(source, threshold);
          let factors = warm.shrink(source, threshold, target);
          for (let step = 0; step < 40; step++) factors = warm.shrink(source, threshold, target);
          expect(factors.singularValues.length).toBe(expected.singularValues.length);
          expect(largestDifference(target, expected.matrix)).toBeLessThan(1e-6 * threshold);
          ranks.add(expected.singularValues.length);
        }
        expect(ranks.size).toBeGreaterThan(4);
      });
    },
  );

  it('takes a matrix of zeros, one of rank 1, and one that turns into another', () => {
    inWorkspace((workspace) => {
      const target = matrix(50, 40, workspace.float64(2000));
      const warm = new WarmShrinkage(50, 40, workspace);
      expect(warm.shrink(matrix(50, 40), 0.1, target).singularValues.length).toBe(0);
      expect(target.values.every((value) => value === 0)).toBe(true);
      const rankOne = plainProduct(normalMatrix(50, 1, 1), plainTranspose(normalMatrix(40, 1, 2)));
      for (const source of [rankOne, normalMatrix(50, 40, 3), matrix(50, 40), rankOne]) {
        const expected = shrinkSingularValues(source, 3);
        for (let step = 0; step < 60; step++) warm.shrink(source, 3, target);
        expect(largestDifference(target, expected.matrix)).toBeLessThan(1e-6);
      }
    });
  });
});
