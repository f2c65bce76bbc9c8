import { kernels } from '../../kernels/instance.ts';
import { addressOf, Workspace } from '../../kernels/memory.ts';
import { packing } from '../../kernels/products.ts';
import { matrix, type Matrix } from './matrix.ts';
import { columnGram } from './products.ts';

/**
 * Replaces the lower triangle of a symmetric matrix A by the L of A = LL', reading that triangle alone; what stands above
 * the diagonal is undefined afterwards. Returns false when A is not positive definite to working precision.
 */
export function factorInPlace(source: Matrix): boolean {
  const size = source.rows;
  requireShape(source, size, size);
  return inKernels([source], ([address]) => kernels.cholesky(size, address, size, packing.byteOffset) !== 0);
}

/** B := B L'^-1, so that B'B = LL' becomes the identity; B is m x n, L n x n, of which the lower triangle is read. */
export function divideByFactor(target: Matrix, factor: Matrix): void {
  const { rows, columns } = target;
  requireShape(factor, columns, columns);
  inKernels([target, factor], ([to, from]) => {
    kernels.divideByTransposed(rows, columns, from, columns, to, rows, packing.byteOffset);
  });
}

/**
 * L^-1 of the factor of a positive definite A = LL', lower triangular with zeros above; A is overwritten. The squares in a
 * column sum to the diagonal of A^-1. Returns false when A is not positive definite to working precision.
 */
export function invertFactorOf(source: Matrix, inverse: Matrix): boolean {
  const size = source.rows;
  requireShape(inverse, size, size);
  if (!factorInPlace(source)) return false;
  inverse.values.fill(0);
  for (let i = 0; i < size; i++) inverse.values[i * size + i] = 1;
  inKernels([inverse, source], ([to, from]) => {
    kernels.invertLower(size, from, size, to, size, packing.byteOffset);
  });
  return true;
}

/** The inverse of a positive definite matrix; `undefined` when it is not one to working precision. */
export function positiveDefiniteInverse(source: Matrix): Matrix | undefined {
  const size = source.rows;
  const workspace = new Workspace();
  try {
    const factor = matrix(size, size, workspace.copyOf(source.values));
    const inverse = matrix(size, size, workspace.float64(size * size));
    return invertFactorOf(factor, inverse) ? columnGram(inverse) : undefined;
  } finally {
    workspace.release();
  }
}

function requireShape(source: Matrix, rows: number, columns: number): void {
  if (source.rows === rows && source.columns === columns) return;
  throw new RangeError(`invalid matrix: ${source.rows} x ${source.columns}, not ${rows} x ${columns}`);
}

/** Calls back with the addresses of matrices, of copies where they lie elsewhere; the first one is written back. */
function inKernels<T>(sources: readonly Matrix[], work: (addresses: readonly number[]) => T): T {
  const workspace = new Workspace();
  try {
    const resident = sources.map(({ values }) =>
      addressOf(values) === undefined ? workspace.copyOf(values) : values,
    );
    const result = work(resident.map((values) => values.byteOffset));
    if (resident[0] !== sources[0].values) sources[0].values.set(resident[0]);
    return result;
  } finally {
    workspace.release();
  }
}
