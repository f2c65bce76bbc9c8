import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Workspace } from '#shared/kernels/memory.ts';
import { column, matrix, type Matrix } from '#shared/numerics/linalg/matrix.ts';
import { columnGram, multiply, multiplyByTranspose } from '#shared/numerics/linalg/products.ts';
import {
  eigenSolver,
  symmetricEigen,
  type EigenOptions,
  type SymmetricEigen,
} from '#shared/numerics/linalg/symmetricEigen.ts';
import { randomNormal, randomStream } from '#shared/numerics/random/stream.ts';
import { plainSymmetricEigen } from '../../../support/plainSymmetricEigen.ts';

/** Errors in multiples of the rounding unit and the order; seen are 0.3 at most from order 24 on, 3 below. */
const allowed = 8;

function diagonal(values: readonly number[]): Matrix {
  const result = matrix(values.length, values.length);
  values.forEach((value, i) => (result.values[i * values.length + i] = value));
  return result;
}

/** QDQ' with a random orthogonal Q, both triangles equal. */
function withSpectrum(values: readonly number[], seed = 1): Matrix {
  const size = values.length;
  const stream = randomStream(seed, `spectrum of ${size}`);
  const normal = matrix(
    size,
    size,
    Float64Array.from({ length: size * size }, () => randomNormal(stream)),
  );
  const { vectors } = plainSymmetricEigen(columnGram(normal));
  const result = multiplyByTranspose(multiply(vectors, diagonal(values)), vectors);
  return symmetrised(size, (i, j) => result.values[j * size + i]);
}

/** From its lower triangle. */
function symmetrised(size: number, at: (i: number, j: number) => number): Matrix {
  const result = matrix(size, size);
  for (let j = 0; j < size; j++) {
    for (let i = j; i < size; i++) {
      const value = at(i, j);
      result.values[j * size + i] = value;
      result.values[i * size + j] = value;
    }
  }
  return result;
}

function tridiagonal(main: readonly number[], next: (i: number) => number): Matrix {
  return symmetrised(main.length, (i, j) => (i === j ? main[i] : i === j + 1 ? next(j) : 0));
}

function largestSize(values: Float64Array): number {
  return values.reduce((size, value) => Math.max(size, Math.abs(value)), 0);
}

/** The values, and as many vectors as are there, hold against the definition and the plain twin. */
function expectEigen(source: Matrix, { values, vectors }: SymmetricEigen, count = source.rows): void {
  const size = source.rows;
  const plain = plainSymmetricEigen(source);
  const norm = largestSize(plain.values);
  const unit = allowed * Math.max(3, size) * Number.EPSILON;
  expect([values.length, vectors.rows, vectors.columns]).toEqual([size, size, count]);
  expect([...values]).toEqual([...values].sort((a, b) => b - a));
  expect(largestSize(values.map((value, k) => value - plain.values[k]))).toBeLessThanOrEqual(unit * norm);
  const image = multiply(source, vectors);
  for (let k = 0; k < count; k++) {
    const part = column(vectors, k);
    column(image, k).forEach((value, i, target) => (target[i] = value - values[k] * part[i]));
  }
  expect(largestSize(image.values)).toBeLessThanOrEqual(unit * norm);
  const products = columnGram(vectors);
  for (let k = 0; k < count; k++) products.values[k * count + k] -= 1;
  expect(largestSize(products.values)).toBeLessThanOrEqual(unit);
}

const series = (size: number, value: (i: number) => number): number[] =>
  Array.from({ length: size }, (_, i) => value(i));

describe('symmetricEigen', () => {
  const spectra: Record<string, (i: number, size: number) => number> = {
    'one value': () => 1,
    'rank 1': (i) => (i === 3 ? 5 : 0),
    'clusters within rounding': (i) => 1 + (i % 4) + 1e-15 * i,
    'clusters of neighbours': (i) => 1 + (i % 4) + 1e-8 * i,
    '16 orders of size': (i, size) => 10 ** ((-16 * i) / size),
    'opposite signs': (i) => (i % 2 === 0 ? 1 : -1),
    'large values': (i) => 1e300 * (i - 20),
    'small values': (i) => 1e-300 * (i - 20),
    'a single large value': (i) => (i === 0 ? 1 : 1e-10),
  };
  for (const [name, value] of Object.entries(spectra)) {
    it(`holds for ${name}`, () => {
      for (const size of [5, 30, 75]) {
        const values = series(size, (i) => value(i, size));
        const unit = 2 ** Math.floor(Math.log2(largestSize(Float64Array.from(values))));
        const scaled = withSpectrum(values.map((own) => own / unit));
        const source = matrix(
          size,
          size,
          scaled.values.map((own) => own * unit),
        );
        const found = symmetricEigen(source);
        expectEigen(scaled, { values: found.values.map((own) => own / unit), vectors: found.vectors });
      }
    });
  }

  it.each([30, 75])('holds for matrices known to be hard, of order %i', (size) => {
    const graded = withSpectrum(series(size, (i) => 1 + i));
    const sources = [
      matrix(size, size),
      matrix(size, size, new Float64Array(size * size).fill(1)),
      diagonal(series(size, (i) => ((7 * i) % 11) - 3)),
      tridiagonal(
        series(size, (i) => Math.abs(i - (size - 1) / 2)),
        () => 1,
      ),
      tridiagonal(
        series(size, (i) => Math.abs((i % 21) - 10)),
        (i) => (i % 21 === 20 ? 1e-9 : 1),
      ),
      tridiagonal(
        series(size, () => 2),
        () => -1,
      ),
      tridiagonal(
        series(size, () => 0),
        (i) => 10 ** -i,
      ),
      symmetrised(size, (i, j) => graded.values[j * size + i] * 10 ** ((-8 * (i + j)) / size)),
      symmetrised(size, (i, j) => graded.values[j * size + i] * 10 ** ((8 * (i + j)) / size - 16)),
    ];
    for (const source of sources) expectEigen(source, symmetricEigen(source));
  });

  it('settles a few values amid noise, where a test relative to neighbours did not', () => {
    const values = series(61, () => 0);
    for (const [place, value] of [
      [16, 0.5],
      [22, 1e-17],
      [28, 1e-17],
      [33, 1],
      [38, -1],
      [39, 1],
      [45, -9.283480639319171e-14],
      [48, 0.5],
      [49, -0.00011827622544507002],
      [53, 1e-9],
      [54, 1e-9],
      [55, 0.5],
      [58, -1],
    ]) {
      values[place] = value;
    }
    for (const seed of [1, 2147483631]) {
      const source = withSpectrum(values, seed);
      expectEigen(source, symmetricEigen(source));
    }
  });

  it('reads the lower triangle alone', () => {
    const source = withSpectrum(series(40, (i) => i));
    const lower = matrix(40, 40, source.values.slice());
    for (let j = 0; j < 40; j++) lower.values.fill(NaN, j * 40, j * 40 + j);
    expect(symmetricEigen(lower)).toEqual(symmetricEigen(source));
  });

  it('agrees with the plain twin on random orders and spectra', () => {
    const value = fc.oneof(
      fc.double({ min: -1, max: 1, noNaN: true }).map((x) => (Math.abs(x) < 1e-40 ? 0 : x)),
      fc.constantFrom(0, 1, -1, 0.5, 1e-9, 1e-17),
    );
    const spectrum = fc.array(value, { minLength: 1, maxLength: 90, size: 'max' });
    fc.assert(
      fc.property(spectrum, fc.integer(), (values, seed) => {
        const source = withSpectrum(values, seed);
        expectEigen(source, symmetricEigen(source));
      }),
      { numRuns: 60 },
    );
  });

  it('forms the vectors that are asked for', () => {
    const source = withSpectrum(series(60, (i) => 60 - i));
    const cases: [EigenOptions, number][] = [
      [{ limit: 0 }, 0],
      [{ limit: 7 }, 7],
      [{ limit: 100 }, 60],
      [{ atLeast: 40.5 }, 20],
      [{ atLeast: 40.5, beyond: 3 }, 23],
      [{ atLeast: 40.5, beyond: 3, limit: 5 }, 5],
      [{ atLeast: 100 }, 0],
    ];
    for (const [options, count] of cases) expectEigen(source, symmetricEigen(source, options), count);
  });

  it('refuses a value that is not finite, and a matrix that is not square', () => {
    for (const value of [NaN, Infinity, -Infinity]) {
      expect(() => symmetricEigen(diagonal([1, value, 3]))).toThrow(/not finite/);
    }
    expect(() => symmetricEigen(matrix(2, 3))).toThrow(RangeError);
  });

  it('has nothing to say of a matrix without rows', () => {
    expect(symmetricEigen(matrix(0, 0))).toEqual({ values: new Float64Array(0), vectors: matrix(0, 0) });
  });
});

describe('eigenSolver', () => {
  it('solves matrices of changing order in one memory, wherever they lie', () => {
    const workspace = new Workspace();
    const solve = eigenSolver(70, workspace);
    for (const size of [70, 1, 33, 2, 70]) {
      const source = withSpectrum(series(size, (i) => Math.sin(i)));
      expectEigen(source, solve(source));
      expectEigen(source, solve(matrix(size, size, workspace.copyOf(source.values)), { limit: 1 }), 1);
    }
    expect(() => solve(matrix(71, 71))).toThrow(/at most 70/);
    workspace.release();
  });
});
