import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { Workspace } from '#shared/kernels/memory.ts';
import {
  appendColumn,
  factorAnew,
  growingCholesky,
  releaseCholesky,
  removeColumn,
  solveCholesky,
  solveShifted,
  type GrowingCholesky,
} from '#shared/numerics/linalg/growingCholesky.ts';
import { randomInteger, randomNormal, randomStream } from '#shared/numerics/random/stream.ts';

/** A random positive definite matrix, as rows. */
function positiveDefinite(size: number, seed: number): number[][] {
  const stream = randomStream(seed, 'factor');
  const rows = Array.from({ length: size }, () =>
    Array.from({ length: size + 3 }, () => randomNormal(stream)),
  );
  return rows.map((left) => rows.map((right) => left.reduce((sum, value, i) => sum + value * right[i], 0)));
}

function factorPlaces(factor: GrowingCholesky, a: number[][], places: readonly number[]): number {
  const workspace = new Workspace();
  const source = workspace.copyOf(Float64Array.from(a.flat()));
  const size = factorAnew(factor, source, a.length, places, 0);
  workspace.release();
  return size;
}

function expectSolves(factor: GrowingCholesky, a: number[][], kept: number[], shift = 0): void {
  const right = Float64Array.from(kept, (k) => Math.sin(k + 1));
  const solution = shift === 0 ? right.slice() : solveShifted(factor, shift, right, 1e-24, 500)?.slice();
  if (solution === undefined) throw new Error('the conjugate gradients did not end');
  if (shift === 0) solveCholesky(factor, solution);
  kept.forEach((row, i) => {
    const product = kept.reduce((sum, other, j) => sum + a[row][other] * solution[j], shift * solution[i]);
    expect(Math.abs(product - right[i])).toBeLessThan(1e-6);
  });
}

describe('a growing Cholesky factor', () => {
  it('solves after any appends and removals, from an empty and from a whole factor', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 75 }),
        fc.integer({ min: 0, max: 60 }),
        fc.integer({ min: 1, max: 1000 }),
        (size, removals, seed) => {
          const a = positiveDefinite(size, seed);
          const stream = randomStream(seed, 'removals');
          const factor = growingCholesky(4);
          const kept: number[] = [];
          for (let k = 0; k < size; k++) {
            const products = Float64Array.from(kept, (other) => a[k][other]);
            expect(appendColumn(factor, products, a[k][k])).toBe(true);
            kept.push(k);
            if (k < removals && stream.next() < 0.5) {
              const index = randomInteger(stream, kept.length);
              removeColumn(factor, index);
              kept.splice(index, 1);
            }
          }
          expectSolves(factor, a, kept);
          expectSolves(factor, a, kept, 0.3);
          expect(factorPlaces(factor, a, kept)).toBe(kept.length);
          expectSolves(factor, a, kept);
          releaseCholesky(factor);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('refuses a column that depends on the others, and stays as it was', () => {
    const a = positiveDefinite(9, 1);
    const kept = [...a.keys()];
    const factor = growingCholesky();
    for (const k of kept) appendColumn(factor, Float64Array.from(a[k].slice(0, k)), a[k][k]);
    expect(appendColumn(factor, Float64Array.from(a[4]), a[4][4])).toBe(false);
    expectSolves(factor, a, kept);
    releaseCholesky(factor);
  });

  it('factors anew up to the first column that depends on those before', () => {
    const a = positiveDefinite(13, 2);
    const order = [...Array(10).keys(), 3, 11, 12];
    const factor = growingCholesky();
    const size = factorPlaces(factor, a, order);
    expect(size).toBe(10);
    expectSolves(factor, a, order.slice(0, 10));
    releaseCholesky(factor);
  });

  it('says when conjugate gradients do not get there', () => {
    const a = positiveDefinite(30, 3);
    const factor = growingCholesky();
    a.forEach((row, k) => appendColumn(factor, Float64Array.from(row.slice(0, k)), row[k]));
    expect(solveShifted(factor, 1e3, new Float64Array(30).fill(1), 1e-30, 2)).toBeUndefined();
    releaseCholesky(factor);
  });
});
