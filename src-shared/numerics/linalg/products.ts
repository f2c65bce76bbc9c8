import { gramInto, multiplyInto } from '../../kernels/products.ts';
import { addCombination, dotFour } from './chosenColumns.ts';
import { matrix, type Matrix } from './matrix.ts';
import { dotOfParts } from './vector.ts';

/** The transpose, as a new matrix. */
export function transposed(source: Matrix): Matrix {
  const { rows, columns, values } = source;
  const result = matrix(columns, rows);
  for (let j = 0; j < columns; j++) {
    for (let i = 0; i < rows; i++) result.values[i * columns + j] = values[j * rows + i];
  }
  return result;
}

/** A'B; A is k x m, B is k x n, the result m x n. */
export function multiplyTransposed(left: Matrix, right: Matrix): Matrix {
  const result = matrix(left.columns, right.columns);
  multiplyInto(result, left, right, { transposeLeft: true });
  return result;
}

/** AB; A is m x k, B is k x n, the result m x n. */
export function multiply(left: Matrix, right: Matrix): Matrix {
  const result = matrix(left.rows, right.columns);
  multiplyInto(result, left, right);
  return result;
}

/** AB'; A is m x k, B is n x k, the result m x n. */
export function multiplyByTranspose(left: Matrix, right: Matrix): Matrix {
  const result = matrix(left.rows, right.rows);
  multiplyInto(result, left, right, { transposeRight: true });
  return result;
}

/** The Gram matrix A'A of the columns, both triangles filled. */
export function columnGram(source: Matrix): Matrix {
  const result = matrix(source.columns, source.columns);
  gramInto(result, source, true);
  return result;
}

/** The Gram matrix AA' of the rows, both triangles filled. */
export function rowGram(source: Matrix): Matrix {
  const result = matrix(source.rows, source.rows);
  gramInto(result, source, false);
  return result;
}

/** target = A'v. */
export function transposedTimesVector(source: Matrix, vector: Float64Array, target: Float64Array): void {
  const { rows, columns, values } = source;
  const blocked = columns - (columns % 4);
  for (let j = 0; j < blocked; j += 4) {
    const start = j * rows;
    dotFour(values, start, start + rows, start + 2 * rows, start + 3 * rows, vector, target, j);
  }
  for (let j = blocked; j < columns; j++) target[j] = dotOfParts(values, j * rows, vector, 0, rows);
}

/** target = Av; columns that meet a zero of v are skipped. */
export function timesVector(source: Matrix, vector: Float64Array, target: Float64Array): void {
  const chosen = new Int32Array(vector.length);
  const factors = new Float64Array(vector.length);
  let count = 0;
  for (let j = 0; j < vector.length; j++) {
    if (vector[j] === 0) continue;
    chosen[count] = j;
    factors[count] = vector[j];
    count += 1;
  }
  target.fill(0);
  addCombination(target, source, chosen, factors, count);
}
