import { matrix } from '../linalg/matrix.ts';
import type { Matrix } from '../linalg/matrix.ts';
import { multiplyByTranspose } from '../linalg/products.ts';

/** Euclidean distances between the rows of two matrices of as many columns: rows of `left` x rows of `right`. */
export function rowDistances(left: Matrix, right: Matrix): Matrix {
  const distances = multiplyByTranspose(left, right);
  const leftSquares = squaredLengths(left);
  const rightSquares = left === right ? leftSquares : squaredLengths(right);
  for (let j = 0; j < right.rows; j++) {
    for (let i = 0; i < left.rows; i++) {
      const entry = j * left.rows + i;
      const squared = leftSquares[i] + rightSquares[j] - 2 * distances.values[entry];
      distances.values[entry] = left === right && i === j ? 0 : Math.sqrt(Math.max(0, squared));
    }
  }
  return distances;
}

/** The mean of all entries, the zeros between a row and itself included (methods 6). */
export function meanDistance({ values }: Matrix): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** exp(-d^2 / (2 width^2)) of distances. */
export function gaussianKernel({ rows, columns, values }: Matrix, width: number): Matrix {
  return matrix(
    rows,
    columns,
    values.map((distance) => Math.exp(-(distance * distance) / (2 * width * width))),
  );
}

function squaredLengths({ rows, columns, values }: Matrix): Float64Array {
  const squares = new Float64Array(rows);
  for (let j = 0; j < columns; j++) {
    for (let i = 0; i < rows; i++) squares[i] += values[j * rows + i] ** 2;
  }
  return squares;
}
