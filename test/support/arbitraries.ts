import fc from 'fast-check';
import { matrix, type Matrix } from '#shared/numerics/linalg/matrix.ts';
import { randomNormal, randomStream } from '#shared/numerics/random/stream.ts';

/** A matrix of standard normals, the same for the same seed. */
export function normalMatrix(rows: number, columns: number, seed: number): Matrix {
  const stream = randomStream(seed, 'matrix');
  return matrix(
    rows,
    columns,
    Float64Array.from({ length: rows * columns }, () => randomNormal(stream)),
  );
}

/** One of the shapes that edges of blocks and tiles fall on, or any small one. */
export const dimension = fc.oneof(
  fc.integer({ min: 0, max: 40 }),
  fc.constantFrom(1, 3, 4, 5, 63, 127, 128, 129, 255, 256, 257),
);

export const seed = fc.integer({ min: 1, max: 1_000_000 });
