import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Workspace } from '#shared/kernels/memory.ts';
import { divideByFactor, factorInPlace, positiveDefiniteInverse } from '#shared/numerics/linalg/cholesky.ts';
import { matrix, type Matrix } from '#shared/numerics/linalg/matrix.ts';
import { columnGram, multiply, multiplyByTranspose, transposed } from '#shared/numerics/linalg/products.ts';
import { randomNormal, randomStream } from '#shared/numerics/random/stream.ts';
import { choleskyFactor } from '../../../support/plainCholesky.ts';

function randomMatrix(rows: number, columns: number, name = ''): Matrix {
  const stream = randomStream(3, `${name} ${rows} x ${columns}`);
  return matrix(
    rows,
    columns,
    Float64Array.from({ length: rows * columns }, () => randomNormal(stream)),
  );
}

/** Gram matrix of a random design with twice as many rows: well conditioned. */
function positiveDefinite(size: number): Matrix {
  return columnGram(randomMatrix(2 * size + 4, size));
}

function copyOf({ rows, columns, values }: Matrix): Matrix {
  return matrix(rows, columns, values.slice());
}

function lowerOf({ rows, columns, values }: Matrix): Matrix {
  return matrix(
    rows,
    columns,
    values.map((value, k) => (k % rows >= Math.floor(k / rows) ? value : 0)),
  );
}

function expectClose(actual: Matrix, expected: Matrix, allowed = 1e-9): void {
  expect([actual.rows, actual.columns]).toEqual([expected.rows, expected.columns]);
  const size = expected.values.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
  const error = expected.values.reduce(
    (most, value, k) => Math.max(most, Math.abs(actual.values[k] - value)),
    0,
  );
  expect(error).toBeLessThan(allowed * size);
}

const sizes = [1, 2, 5, 31, 32, 33, 64, 97];

describe('the Cholesky factor', () => {
  it.each(sizes)('agrees with the plain twin, of order %i', (size) => {
    const source = positiveDefinite(size);
    const factor = copyOf(source);
    expect(factorInPlace(factor)).toBe(true);
    expectClose(lowerOf(factor), transposed(choleskyFactor(source) ?? matrix(0, 0)), 1e-13);
  });

  it('reads the lower triangle alone', () => {
    const source = positiveDefinite(40);
    const factor = copyOf(source);
    const bare = lowerOf(source);
    for (let j = 0; j < 40; j++) bare.values.fill(NaN, 40 * j, 40 * j + j);
    factorInPlace(factor);
    expect(factorInPlace(bare)).toBe(true);
    expect(lowerOf(bare)).toEqual(lowerOf(factor));
  });

  it('refuses what is not positive definite, wherever that shows, and what is not square', () => {
    for (const place of [0, 1, 31, 32, 60]) {
      const source = positiveDefinite(61);
      source.values[place * 62] = -1;
      expect(factorInPlace(source)).toBe(false);
    }
    expect(factorInPlace(matrix(2, 2, Float64Array.of(NaN, 0, 0, 1)))).toBe(false);
    expect(factorInPlace(matrix(0, 0))).toBe(true);
    expect(() => factorInPlace(matrix(2, 3))).toThrow(RangeError);
  });
});

describe('divideByFactor', () => {
  it('undoes the product with the factor, on random shapes and in either memory', () => {
    const shape = fc.record({
      size: fc.integer({ min: 1, max: 90 }),
      other: fc.integer({ min: 1, max: 70 }),
      isResident: fc.boolean(),
    });
    fc.assert(
      fc.property(shape, ({ size, other, isResident }) => {
        const workspace = new Workspace();
        const placed = ({ rows, columns, values }: Matrix): Matrix =>
          matrix(rows, columns, isResident ? workspace.copyOf(values) : values.slice());
        const source = positiveDefinite(size);
        const factor = placed(source);
        factorInPlace(factor);
        const lower = lowerOf(factor);
        const wide = randomMatrix(other, size);
        const divided = placed(multiplyByTranspose(wide, lower));
        divideByFactor(divided, factor);
        expectClose(divided, wide);
        workspace.release();
      }),
      { numRuns: 60 },
    );
  });

  it('refuses a factor of another order', () => {
    expect(() => divideByFactor(matrix(3, 2), matrix(3, 3))).toThrow(/3 x 3, not 2 x 2/);
  });
});

describe('positiveDefiniteInverse', () => {
  it.each(sizes)('gives the identity with the matrix, of order %i', (size) => {
    const source = positiveDefinite(size);
    const identity = matrix(size, size);
    for (let i = 0; i < size; i++) identity.values[i * size + i] = 1;
    expectClose(multiply(source, positiveDefiniteInverse(source) ?? matrix(0, 0)), identity);
  });

  it('is undefined where the matrix is indefinite', () => {
    expect(positiveDefiniteInverse(matrix(2, 2, Float64Array.of(1, 2, 2, 1)))).toBeUndefined();
  });
});
