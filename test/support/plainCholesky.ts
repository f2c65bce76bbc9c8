import { column, matrix, type Matrix } from '../../src-shared/numerics/linalg/matrix.ts';
import { dot } from '../../src-shared/numerics/linalg/vector.ts';

/**
 * The upper triangular R of A = R'R, reading the lower triangle of A; `undefined` when A is not positive
 * definite to working precision.
 */
export function choleskyFactor(source: Matrix): Matrix | undefined {
  const size = source.rows;
  const factor = matrix(size, size);
  for (let j = 0; j < size; j++) {
    const target = column(factor, j);
    for (let k = 0; k < j; k++) {
      const sum = dot(column(factor, k).subarray(0, k), target.subarray(0, k));
      target[k] = (source.values[k * size + j] - sum) / factor.values[k * size + k];
    }
    const above = target.subarray(0, j);
    const pivot = source.values[j * size + j] - dot(above, above);
    if (!(pivot > 0)) return undefined;
    target[j] = Math.sqrt(pivot);
  }
  return factor;
}
