import { column, matrix, type Matrix } from '#shared/numerics/linalg/matrix.ts';

/** The kernels' twins: what they compute, written as it is defined. */

function at({ rows, values }: Matrix, i: number, j: number): number {
  return values[j * rows + i];
}

export function plainTranspose(source: Matrix): Matrix {
  const result = matrix(source.columns, source.rows);
  for (let j = 0; j < source.columns; j++) {
    for (let i = 0; i < source.rows; i++) result.values[i * source.columns + j] = at(source, i, j);
  }
  return result;
}

export function plainProduct(left: Matrix, right: Matrix): Matrix {
  const result = matrix(left.rows, right.columns);
  for (let j = 0; j < right.columns; j++) {
    for (let i = 0; i < left.rows; i++) {
      let sum = 0;
      for (let k = 0; k < left.columns; k++) sum += at(left, i, k) * at(right, k, j);
      result.values[j * left.rows + i] = sum;
    }
  }
  return result;
}

export function plainDot(left: ArrayLike<number>, right: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < left.length; i++) sum += left[i] * right[i];
  return sum;
}

/** Residuals of each task about their mean, 0 where responses are NaN. */
export function plainResiduals(responses: Matrix, fitted: Matrix): Matrix {
  const result = matrix(responses.rows, responses.columns);
  for (let t = 0; t < responses.columns; t++) {
    const differences = column(responses, t).map((value, i) => value - column(fitted, t)[i]);
    const known = differences.filter((value) => !Number.isNaN(value));
    const centre = known.reduce((sum, value) => sum + value, 0) / Math.max(1, known.length);
    column(result, t).set(differences.map((value) => (Number.isNaN(value) ? 0 : value - centre)));
  }
  return result;
}
