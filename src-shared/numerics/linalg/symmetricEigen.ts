import { kernels } from '../../kernels/instance.ts';
import { addressOf, Workspace } from '../../kernels/memory.ts';
import { packing } from '../../kernels/products.ts';
import { matrix, type Matrix } from './matrix.ts';

export interface SymmetricEigen {
  /** Descending. */
  values: Float64Array;
  /** Orthonormal columns, in the order of the values. */
  vectors: Matrix;
}

export interface EigenOptions {
  /** No more vectors than this; 0 for values alone. All. */
  limit?: number;
  /** Vectors of values at or above this alone. */
  atLeast?: number;
  /** With `atLeast`: the vectors of this many more values. */
  beyond?: number;
}

/** Overwrites the arrays that it returned before. @throws RangeError as `symmetricEigen` */
export type EigenSolver = (source: Matrix, options?: EigenOptions) => SymmetricEigen;

/**
 * All eigenvalues of a symmetric matrix, of which the lower triangle is read, and the eigenvectors asked for:
 * Householder tridiagonalisation, then divide and conquer. Error within a small multiple of the rounding unit times the
 * largest size of an eigenvalue.
 * @throws RangeError when a value is not finite or an eigenvalue does not settle
 */
export function symmetricEigen(source: Matrix, options?: EigenOptions): SymmetricEigen {
  const workspace = new Workspace();
  try {
    const { values, vectors } = eigenSolver(source.rows, workspace)(source, options);
    return { values: values.slice(), vectors: { ...vectors, values: vectors.values.slice() } };
  } finally {
    workspace.release();
  }
}

/** `symmetricEigen` for matrices of up to `capacity` rows, again and again, in the memory of one workspace. */
export function eigenSolver(capacity: number, workspace: Workspace): EigenSolver {
  const squares = capacity * capacity;
  const values = workspace.float64Unset(capacity);
  const vectors = workspace.float64Unset(squares);
  const work = workspace.float64Unset(Math.ceil(kernels.symmetricEigenBytes(capacity) / 8)).byteOffset;
  let staging: Float64Array | undefined;
  const staged = (source: Matrix): number => {
    staging ??= workspace.float64Unset(squares);
    staging.set(source.values);
    return staging.byteOffset;
  };
  return (source, { limit = Infinity, atLeast = -Infinity, beyond = 0 } = {}) => {
    const size = source.rows;
    if (source.columns !== size || size > capacity) {
      throw new RangeError(
        `invalid matrix: ${size} x ${source.columns}, at most ${capacity} squared expected`,
      );
    }
    if (size === 0) return { values: values.subarray(0, 0), vectors: matrix(0, 0) };
    const count = kernels.symmetricEigen(
      size,
      addressOf(source.values) ?? staged(source),
      size,
      Math.min(limit, size),
      atLeast,
      Math.min(beyond, size),
      values.byteOffset,
      vectors.byteOffset,
      work,
      packing.byteOffset,
    );
    if (count === notFinite) throw new RangeError('invalid matrix: a value is not finite');
    if (count < 0) throw new RangeError('invalid matrix: an eigenvalue did not settle');
    return {
      values: values.subarray(0, size),
      vectors: matrix(size, count, vectors.subarray(0, size * count)),
    };
  };
}

/** What the kernel returns for a matrix with an infinite value or NaN. */
const notFinite = -1;
