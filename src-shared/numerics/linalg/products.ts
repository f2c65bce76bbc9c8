import { addCombination, dotFour } from './chosenColumns.ts';
import { column, matrix, type Matrix } from './matrix.ts';
import { addScaled, dot, dotOfParts } from './vector.ts';

/** Columns of a wide matrix that are transposed at a time: a panel stays within the second-level cache. */
const panelColumns = 256;

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
  for (let j = 0; j < right.columns; j++) transposedTimesVector(left, column(right, j), column(result, j));
  return result;
}

/** AB; A is m x k, B is k x n, the result m x n. */
export function multiply(left: Matrix, right: Matrix): Matrix {
  const result = matrix(left.rows, right.columns);
  for (let j = 0; j < right.columns; j++) timesVector(left, column(right, j), column(result, j));
  return result;
}

/** AB'; A is m x k, B is n x k, the result m x n; wide ones are transposed panel by panel. */
export function multiplyByTranspose(left: Matrix, right: Matrix): Matrix {
  const result = matrix(left.rows, right.rows);
  const part = new Float64Array(left.rows);
  for (let start = 0; start < left.columns; start += panelColumns) {
    const leftPanel = transposed(columnPanel(left, start));
    const rightPanel = transposed(columnPanel(right, start));
    for (let j = 0; j < right.rows; j++) {
      transposedTimesVector(leftPanel, column(rightPanel, j), part);
      addScaled(column(result, j), 1, part);
    }
  }
  return result;
}

/** Up to `panelColumns` columns, sharing memory with the matrix. */
function columnPanel({ rows, columns, values }: Matrix, start: number): Matrix {
  const count = Math.min(panelColumns, columns - start);
  return matrix(rows, count, values.subarray(start * rows, (start + count) * rows));
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

/** The Gram matrix A'A of the columns, both triangles filled. */
export function columnGram(source: Matrix): Matrix {
  const result = matrix(source.columns, source.columns);
  addColumnGram(source, result);
  mirrorLower(result);
  return result;
}

/** The Gram matrix AA' of the rows; a wide A is transposed panel by panel, never as a whole. */
export function rowGram(source: Matrix): Matrix {
  const result = matrix(source.rows, source.rows);
  for (let start = 0; start < source.columns; start += panelColumns) {
    addColumnGram(transposed(columnPanel(source, start)), result);
  }
  mirrorLower(result);
  return result;
}

/** Adds the lower triangle of A'A, in tiles of 4 x 2. */
function addColumnGram(source: Matrix, target: Matrix): void {
  const { columns } = source;
  for (let j = 0; j < columns; j += 2) {
    for (let i = j; i < columns; i += 4) {
      if (i + 4 <= columns && j + 2 <= columns) addTile(source, i, j, target);
      else addTileEdge(source, i, j, target);
    }
  }
}

function addTile(source: Matrix, i: number, j: number, target: Matrix): void {
  const { rows, values } = source;
  const right0 = j * rows;
  const right1 = right0 + rows;
  const left0 = i * rows;
  const left1 = left0 + rows;
  const left2 = left1 + rows;
  const left3 = left2 + rows;
  let s00 = 0;
  let s10 = 0;
  let s20 = 0;
  let s30 = 0;
  let s01 = 0;
  let s11 = 0;
  let s21 = 0;
  let s31 = 0;
  for (let k = 0; k < rows; k++) {
    const b0 = values[right0 + k];
    const b1 = values[right1 + k];
    const a0 = values[left0 + k];
    const a1 = values[left1 + k];
    const a2 = values[left2 + k];
    const a3 = values[left3 + k];
    s00 += a0 * b0;
    s10 += a1 * b0;
    s20 += a2 * b0;
    s30 += a3 * b0;
    s01 += a0 * b1;
    s11 += a1 * b1;
    s21 += a2 * b1;
    s31 += a3 * b1;
  }
  const out = target.values;
  const first = j * target.rows + i;
  const second = first + target.rows;
  out[first] += s00;
  out[first + 1] += s10;
  out[first + 2] += s20;
  out[first + 3] += s30;
  out[second] += s01;
  out[second + 1] += s11;
  out[second + 2] += s21;
  out[second + 3] += s31;
}

function addTileEdge(source: Matrix, i: number, j: number, target: Matrix): void {
  const { columns } = source;
  for (let b = j; b < Math.min(j + 2, columns); b++) {
    for (let a = i; a < Math.min(i + 4, columns); a++) {
      target.values[b * target.rows + a] += dot(column(source, a), column(source, b));
    }
  }
}

/** Copies the lower triangle of a square matrix onto its upper one. */
function mirrorLower(square: Matrix): void {
  const { rows, values } = square;
  for (let j = 0; j < rows; j++) {
    for (let i = j + 1; i < rows; i++) values[i * rows + j] = values[j * rows + i];
  }
}
