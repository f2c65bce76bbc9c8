import { column, matrix, type Matrix } from '../linalg/matrix.ts';
import { columnGram, multiply, rowGram, transposed } from '../linalg/products.ts';
import { symmetricEigen } from '../linalg/symmetricEigen.ts';

export interface ShrunkMatrix {
  matrix: Matrix;
  /** The positive singular values that are left, descending. */
  singularValues: Float64Array;
}

/**
 * The proximal step of the trace norm: every singular value less `threshold`, those below it gone.
 * Works through the Gram matrix of the smaller side, which is exact enough for thresholds above 1e-7 of the
 * largest singular value.
 */
export function shrinkSingularValues(source: Matrix, threshold: number): ShrunkMatrix {
  if (source.rows >= source.columns) return shrinkTall(source, threshold);
  const { matrix: shrunk, singularValues } = shrinkTall(transposed(source), threshold);
  return { matrix: transposed(shrunk), singularValues };
}

function shrinkTall(source: Matrix, threshold: number): ShrunkMatrix {
  const { values, vectors } = symmetricEigen(columnGram(source));
  const all = values.map((value) => Math.sqrt(Math.max(0, value)));
  const rank = all.filter((value) => value > threshold).length;
  const singularValues = all.slice(0, rank).map((value) => value - threshold);
  const kept = matrix(vectors.rows, rank, vectors.values.subarray(0, vectors.rows * rank));
  const scaled = multiply(source, kept);
  for (let k = 0; k < rank; k++) {
    const target = column(scaled, k);
    const factor = singularValues[k] / all[k];
    for (let i = 0; i < target.length; i++) target[i] *= factor;
  }
  return { matrix: multiply(scaled, transposed(kept)), singularValues };
}

/** The largest singular value. */
export function spectralNorm(source: Matrix): number {
  const gram = source.rows < source.columns ? rowGram(source) : columnGram(source);
  return gram.rows === 0 ? 0 : Math.sqrt(Math.max(0, symmetricEigen(gram, { limit: 0 }).values[0]));
}
