import { column, matrix, type Matrix } from '../../src-shared/numerics/linalg/matrix.ts';
import { dot } from '../../src-shared/numerics/linalg/vector.ts';

/** A = QTQ' with T tridiagonal and Q = H_0 H_1 ..., H_k = I - scale_k v_k v_k'. */
export interface Tridiagonalisation {
  diagonal: Float64Array;
  /** Element i couples i and i + 1; the last is 0. */
  offDiagonal: Float64Array;
  /** v_k stands in column k below the diagonal, its first element in row k + 1. */
  reflectors: Matrix;
  scales: Float64Array;
}

/** A sum of squares below this is nothing to reflect, or its inverse would overflow. */
const negligibleSquares = 1e-290;

/**
 * Householder tridiagonalisation of a symmetric matrix, of which the lower triangle is read
 * (Golub & Van Loan, Matrix Computations, 8.3.1).
 * @throws RangeError when a value is not finite
 */
export function tridiagonalised(source: Matrix): Tridiagonalisation {
  const size = source.rows;
  const reflectors = matrix(size, size, source.values.slice());
  const scales = new Float64Array(size);
  const offDiagonal = new Float64Array(size);
  const product = new Float64Array(size);
  for (let k = 0; k + 2 < size; k++) {
    const reflector = column(reflectors, k).subarray(k + 1);
    const { scale, head } = householder(reflector);
    scales[k] = scale;
    offDiagonal[k] = head;
    if (scale !== 0) reflectTrailing(reflectors, k + 1, reflector, scale, product.subarray(k + 1));
  }
  if (size > 1) offDiagonal[size - 2] = reflectors.values[(size - 2) * size + size - 1];
  const diagonal = Float64Array.from({ length: size }, (_, i) => reflectors.values[i * size + i]);
  if (!diagonal.every(Number.isFinite) || !offDiagonal.every(Number.isFinite)) {
    throw new RangeError('invalid matrix: a value is not finite');
  }
  return { diagonal, offDiagonal, reflectors, scales };
}

/** Turns x into the v of H = I - scale v v' with Hx = head e_1. */
function householder(x: Float64Array): { scale: number; head: number } {
  const tail = x.subarray(1);
  const tailSquares = dot(tail, tail);
  if (tailSquares < negligibleSquares) return { scale: 0, head: x[0] };
  const norm = Math.sqrt(x[0] * x[0] + tailSquares);
  const head = x[0] > 0 ? -norm : norm;
  x[0] -= head;
  return { scale: 2 / (x[0] * x[0] + tailSquares), head };
}

/** A := HAH on the trailing block from row `first`, lower triangle only. */
function reflectTrailing(
  target: Matrix,
  first: number,
  reflector: Float64Array,
  scale: number,
  product: Float64Array,
): void {
  symmetricTimesVector(target, first, reflector, product);
  const half = (scale * scale * dot(reflector, product)) / 2;
  for (let i = 0; i < product.length; i++) product[i] = scale * product[i] - half * reflector[i];
  const { rows, values } = target;
  for (let j = 0; j < product.length; j++) {
    const start = (first + j) * rows + first;
    subtractTwo(values, start, j, reflector, product[j], product, reflector[j]);
  }
}

/** values[start + i] -= x[i] a + y[i] b for i from `from`. */
function subtractTwo(
  values: Float64Array,
  start: number,
  from: number,
  x: Float64Array,
  a: number,
  y: Float64Array,
  b: number,
): void {
  for (let i = from; i < x.length; i++) values[start + i] -= x[i] * a + y[i] * b;
}

/** target = Av for the trailing symmetric block from row `first`, each lower element read once. */
function symmetricTimesVector(
  source: Matrix,
  first: number,
  vector: Float64Array,
  target: Float64Array,
): void {
  const { rows, values } = source;
  target.fill(0);
  for (let j = 0; j < vector.length; j++) {
    const start = (first + j) * rows + first;
    target[j] +=
      values[start + j] * vector[j] + belowDiagonal(values, start, j + 1, vector, vector[j], target);
  }
}

/** Adds a column below the diagonal times `factor` to target, and returns its inner product with the vector. */
function belowDiagonal(
  values: Float64Array,
  start: number,
  from: number,
  vector: Float64Array,
  factor: number,
  target: Float64Array,
): number {
  let sum = 0;
  for (let i = from; i < vector.length; i++) {
    const value = values[start + i];
    sum += value * vector[i];
    target[i] += value * factor;
  }
  return sum;
}
