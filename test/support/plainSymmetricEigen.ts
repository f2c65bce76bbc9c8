import { column, matrix, type Matrix } from '../../src-shared/numerics/linalg/matrix.ts';
import { addScaled, dot } from '../../src-shared/numerics/linalg/vector.ts';
import { tridiagonalised } from './plainTridiagonalise.ts';

/** QL sweeps that one eigenvalue may take; two or three are usual. */
const sweepLimit = 60;

interface SymmetricEigen {
  /** Descending. */
  values: Float64Array;
  /** Orthonormal columns, in the order of the values. */
  vectors: Matrix;
}

/**
 * All eigenvalues and eigenvectors of a symmetric matrix, of which the lower triangle is read: Householder
 * tridiagonalisation, then implicit QL (Golub & Van Loan, Matrix Computations, 8.3).
 * @throws RangeError when a value is not finite or an eigenvalue does not settle
 */
export function plainSymmetricEigen(source: Matrix): SymmetricEigen {
  const { diagonal, offDiagonal, reflectors, scales } = tridiagonalised(source);
  const vectors = accumulatedReflectors(reflectors, scales);
  implicitQl(diagonal, offDiagonal, vectors);
  return sortedDescending(diagonal, vectors);
}

/** Q of A = QTQ', from the reflectors below the diagonal. */
function accumulatedReflectors(reflectors: Matrix, scales: Float64Array): Matrix {
  const size = reflectors.rows;
  const vectors = matrix(size, size);
  for (let i = 0; i < size; i++) vectors.values[i * size + i] = 1;
  for (let k = size - 3; k >= 0; k--) {
    if (scales[k] === 0) continue;
    const reflector = column(reflectors, k).subarray(k + 1);
    for (let j = k + 1; j < size; j++) {
      const target = column(vectors, j).subarray(k + 1);
      addScaled(target, -scales[k] * dot(reflector, target), reflector);
    }
  }
  return vectors;
}

function implicitQl(diagonal: Float64Array, offDiagonal: Float64Array, vectors: Matrix): void {
  const size = diagonal.length;
  const sums = diagonal.map((value, i) => Math.abs(value) + Math.abs(offDiagonal[i]));
  const negligible = (Number.EPSILON / 2) * sums.reduce((most, sum) => Math.max(most, sum), 0);
  for (let l = 0; l < size; l++) {
    for (let sweep = 0; ; sweep++) {
      const m = splitAfter(offDiagonal, l, negligible);
      if (m === l) break;
      if (sweep === sweepLimit) throw new RangeError('invalid matrix: an eigenvalue did not settle');
      qlSweep(diagonal, offDiagonal, vectors, l, m);
    }
  }
}

/** The first m >= l whose off-diagonal element is negligible. */
function splitAfter(offDiagonal: Float64Array, l: number, negligible: number): number {
  let m = l;
  while (m < offDiagonal.length - 1 && Math.abs(offDiagonal[m]) > negligible) m++;
  return m;
}

/** One implicit QL sweep with Wilkinson's shift on rows l to m. */
function qlSweep(d: Float64Array, e: Float64Array, vectors: Matrix, l: number, m: number): void {
  let g = (d[l + 1] - d[l]) / (2 * e[l]);
  let r = Math.hypot(g, 1);
  g = d[m] - d[l] + e[l] / (g + (g >= 0 ? r : -r));
  let s = 1;
  let c = 1;
  let p = 0;
  for (let i = m - 1; i >= l; i--) {
    const f = s * e[i];
    const b = c * e[i];
    r = Math.sqrt(f * f + g * g);
    e[i + 1] = r;
    if (r === 0) {
      d[i + 1] -= p;
      e[m] = 0;
      return;
    }
    s = f / r;
    c = g / r;
    g = d[i + 1] - p;
    r = (d[i] - g) * s + 2 * c * b;
    p = s * r;
    d[i + 1] = g + p;
    g = c * r - b;
    rotateColumns(vectors, i, c, s);
  }
  d[l] -= p;
  e[l] = g;
  e[m] = 0;
}

function rotateColumns(vectors: Matrix, i: number, c: number, s: number): void {
  const { rows, values } = vectors;
  const left = i * rows;
  const right = left + rows;
  for (let k = 0; k < rows; k++) {
    const a = values[left + k];
    const b = values[right + k];
    values[right + k] = s * a + c * b;
    values[left + k] = c * a - s * b;
  }
}

function sortedDescending(diagonal: Float64Array, vectors: Matrix): SymmetricEigen {
  const order = Array.from(diagonal.keys()).sort((a, b) => diagonal[b] - diagonal[a] || a - b);
  const sorted = matrix(vectors.rows, vectors.columns);
  order.forEach((from, to) => column(sorted, to).set(column(vectors, from)));
  return { values: Float64Array.from(order, (index) => diagonal[index]), vectors: sorted };
}
