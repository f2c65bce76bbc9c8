import { kernels } from '../../kernels/instance.ts';
import { residentAddress, Workspace } from '../../kernels/memory.ts';

/**
 * The upper triangular R of A = R'R while rows and columns of A come and go. Release it in a `finally`.
 */
export interface GrowingCholesky {
  size: number;
  capacity: number;
  /** Values from one row of R to the next: no power of 2, whose multiples would crowd a few lines of the caches. */
  stride: number;
  /** Row by row; what lies below the diagonal means nothing. */
  values: Float64Array;
  /** Five vectors of `capacity` values. */
  work: Float64Array;
  workspace: Workspace;
}

/** Share of its diagonal element below which a new pivot is rounding: the column depends on the others. */
const pivotShare = 1e-10;

const startingCapacity = 56;
const cacheLineValues = 8;

export function growingCholesky(capacity = startingCapacity): GrowingCholesky {
  const workspace = new Workspace();
  const stride = capacity + cacheLineValues;
  return {
    size: 0,
    capacity,
    stride,
    values: workspace.float64Unset(capacity * stride),
    work: workspace.float64Unset(5 * capacity),
    workspace,
  };
}

export function releaseCholesky({ workspace }: GrowingCholesky): void {
  workspace.release();
}

/**
 * Factors A = the rows and columns of a symmetric matrix at some places, plus a ridge on its diagonal. Returns how many
 * of them the factor takes: fewer than asked where the next depends on those before.
 * @param source in the kernels' memory, its rows `sourceStride` apart
 */
export function factorAnew(
  factor: GrowingCholesky,
  source: Float64Array,
  sourceStride: number,
  places: readonly number[],
  ridge: number,
): number {
  factor.size = 0;
  const size = places.length;
  while (size > factor.capacity) widen(factor);
  const { values, stride, work } = factor;
  new Int32Array(work.buffer, work.byteOffset, size).set(places);
  kernels.gatherUpper(
    residentAddress(source),
    sourceStride,
    work.byteOffset,
    size,
    ridge,
    values.byteOffset,
    stride,
  );
  factor.size = kernels.factorUpper(values.byteOffset, size, stride, pivotShare);
  return factor.size;
}

/**
 * Appends a row and column to A: its products with those before (the first `size` values) and its diagonal element.
 * Returns false, changing nothing, when A would not be positive definite to working precision.
 */
export function appendColumn(factor: GrowingCholesky, products: Float64Array, diagonal: number): boolean {
  if (factor.size === factor.capacity) widen(factor);
  const { size, stride, values, work } = factor;
  work.set(products.subarray(0, size));
  const least = pivotShare * diagonal;
  if (kernels.appendToUpper(values.byteOffset, size, stride, work.byteOffset, diagonal, least) === 0)
    return false;
  factor.size += 1;
  return true;
}

function widen(factor: GrowingCholesky): void {
  const { size, stride, values, workspace } = factor;
  Object.assign(factor, growingCholesky(2 * factor.capacity), { size });
  for (let k = 0; k < size; k++) {
    const row = values.subarray(k * stride + k, k * stride + size);
    factor.values.set(row, k * factor.stride + k);
  }
  workspace.release();
}

/** Removes row and column `index` of A. */
export function removeColumn(factor: GrowingCholesky, index: number): void {
  const { values, size, stride, work } = factor;
  kernels.removeFromUpper(values.byteOffset, size, stride, index, work.byteOffset);
  factor.size -= 1;
}

/** Replaces b by A^-1 b, in place. */
export function solveCholesky({ size, stride, values, work }: GrowingCholesky, right: Float64Array): void {
  work.set(right);
  kernels.solveUpper(values.byteOffset, size, stride, work.byteOffset);
  right.set(work.subarray(0, size));
}

/**
 * (A + shift I)^-1 b by conjugate gradients, preconditioned by A, until the squared residual is at most `limit`;
 * `undefined` when that takes more than `iterationLimit` steps. The result is overwritten by the next operation.
 */
export function solveShifted(
  { size, capacity, stride, values, work }: GrowingCholesky,
  shift: number,
  right: Float64Array,
  limit: number,
  iterationLimit: number,
): Float64Array | undefined {
  work.set(right);
  const solution = work.subarray(capacity, capacity + size);
  const isSolved = kernels.solveShifted(
    values.byteOffset,
    size,
    stride,
    shift,
    work.byteOffset,
    solution.byteOffset,
    limit,
    iterationLimit,
    work.byteOffset + 16 * capacity,
  );
  return isSolved === 0 ? undefined : solution;
}
