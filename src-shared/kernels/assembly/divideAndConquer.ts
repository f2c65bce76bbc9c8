import { countOfKind, couple, deflate, gatherKept } from './deflate';
import { gemm } from './gemm';
import { implicitQl } from './implicitQl';
import { copyValues, indexAt, mergeSorted, setIndex, setValue, sortByValue, valueAt } from './lists';
import { combinations, revisedWeights } from './rankOneVectors';
import { secularRoot } from './secular';

/** Orders up to this are left to QL. */
const leafSize = 24;

/** Lists and square matrices of the work space, each list with room for n + 4 values. */
const listCount = 10;
const matrixCount = 3;

/** Bytes from list to list and from column to column of the work space. */
function listBytes(n: i32): usize {
  return (<usize>((n + 11) & ~7)) << 3;
}

export function divideAndConquerBytes(n: i32): usize {
  return listBytes(n) * <usize>(listCount + matrixCount * n);
}

/**
 * Eigenvalues and eigenvectors of a tridiagonal matrix of order n, whose size is about 1: values in place of the
 * diagonal; vectors, unset on entry, in columns `stride` apart; `order` (n x i32) lists the values in ascending order.
 * `offDiagonal` (n elements) is lost. Vectors are formed for the values at or above `atLeast` and `beyond` more, `limit` at most; others are undefined.
 * Cuppen's divide and conquer with the weights of Gu & Eisenstat (1995, SIAM J. Matrix Anal. Appl. 16(1)). False when a
 * value does not settle.
 */
export function divideAndConquer(
  n: i32,
  limit: i32,
  atLeast: f64,
  beyond: i32,
  diagonal: usize,
  offDiagonal: usize,
  vectors: usize,
  stride: i32,
  order: usize,
  work: usize,
  packing: usize,
): bool {
  if (n <= leafSize) return leaf(n, diagonal, offDiagonal, vectors, stride, order);
  const half = n >> 1;
  const rest = n - half;
  const middle = (<usize>half) << 3;
  const coupling = load<f64>(offDiagonal + middle - 8);
  const size = abs<f64>(coupling);
  setValue(diagonal, half - 1, valueAt(diagonal, half - 1) - size);
  setValue(diagonal, half, valueAt(diagonal, half) - size);
  const d = diagonal + middle;
  const e = offDiagonal + middle;
  const block = vectors + ((<usize>half * <usize>(stride + 1)) << 3);
  const places = order + ((<usize>half) << 2);
  return (
    divideAndConquer(
      half,
      half,
      -Infinity,
      0,
      diagonal,
      offDiagonal,
      vectors,
      stride,
      order,
      work,
      packing,
    ) &&
    divideAndConquer(rest, rest, -Infinity, 0, d, e, block, stride, places, work, packing) &&
    merge(n, half, coupling, limit, atLeast, beyond, diagonal, vectors, stride, order, work, packing)
  );
}

function leaf(n: i32, diagonal: usize, offDiagonal: usize, vectors: usize, stride: i32, order: usize): bool {
  for (let j = 0; j < n; j++) {
    const column = vectors + ((<usize>j * <usize>stride) << 3);
    memory.fill(column, 0, (<usize>n) << 3);
    setValue(column, j, 1);
    setIndex(order, j, j);
  }
  if (!implicitQl(n, diagonal, offDiagonal, vectors, n, stride)) return false;
  sortByValue(n, order, diagonal);
  return true;
}

/**
 * The eigensystem of the whole from those of its halves: D + rho zz' in their vectors. Columns kept give its roots and
 * come first; deflated ones follow as they are.
 */
function merge(
  n: i32,
  half: i32,
  coupling: f64,
  limit: i32,
  atLeast: f64,
  beyond: i32,
  values: usize,
  vectors: usize,
  stride: i32,
  order: usize,
  work: usize,
  packing: usize,
): bool {
  const step = listBytes(n);
  const columnBytes = (<usize>stride) << 3;
  const z = work;
  const poles = z + step;
  const weights = poles + step;
  const others = weights + step;
  const sums = others + step;
  const merged = sums + step;
  const kinds = merged + step;
  const kept = kinds + step;
  const deflated = kept + step;
  const places = deflated + step;
  const gathered = places + step;
  const deltas = gathered + <usize>n * step;
  const combined = deltas + <usize>n * step;

  const rho = 2 * abs<f64>(coupling);
  couple(n, half, coupling < 0, vectors, columnBytes, z);
  const count = deflate(n, half, rho, values, vectors, columnBytes, order, z, merged, kinds, kept, deflated);
  const upperCount = count - countOfKind(count, kept, kinds, false);
  const firstPlace = countOfKind(count, kept, kinds, true);
  const lowerCount = count - firstPlace;
  const upper = gathered;
  const lower = upper + ((<usize>upperCount * <usize>half) << 3);
  const apart = lower + ((<usize>lowerCount * <usize>(n - half)) << 3);
  gatherKept(count, n, half, kept, kinds, vectors, columnBytes, places, upper, lower);
  for (let k = 0; k < count; k++) {
    const j = indexAt(kept, k);
    setValue(poles, k, valueAt(values, j));
    setValue(weights, k, valueAt(z, j));
  }
  for (let k = 0; k < n - count; k++) {
    const j = indexAt(deflated, k);
    setValue(others, k, valueAt(values, j));
    copyValues(apart + ((<usize>k * <usize>n) << 3), vectors + <usize>j * columnBytes, n);
  }
  for (let k = 0; k < n - count; k++) {
    setValue(values, count + k, valueAt(others, k));
    const column = vectors + <usize>(count + k) * columnBytes;
    copyValues(column, apart + ((<usize>k * <usize>n) << 3), n);
  }
  for (let k = 0; k < count; k++) {
    const root = secularRoot(k, count, rho, poles, weights, deltas + <usize>k * step, sums);
    if (isNaN(root)) return false;
    setValue(values, k, root);
  }
  for (let k = 0; k < n; k++) setIndex(merged, k, k < count ? k : k - count);
  mergeSorted(count, merged, n - count, merged + ((<usize>count) << 2), count, values, order);

  const first = firstWanted(n, count, countWanted(n, limit, atLeast, beyond, values, order), order);
  const chosen = count - first;
  if (chosen == 0) return true;
  revisedWeights(count, poles, weights, deltas, step, z);
  combinations(first, count, z, deltas, step, places, combined);
  const target = vectors + <usize>first * columnBytes;
  product(half, chosen, upperCount, upper, combined, step, target, stride, packing);
  product(
    n - half,
    chosen,
    lowerCount,
    lower,
    combined + ((<usize>firstPlace) << 3),
    step,
    target + ((<usize>half) << 3),
    stride,
    packing,
  );
  return true;
}

/** How many values are at or above `atLeast`, and `beyond` more, but `limit` at most. */
export function countWanted(n: i32, limit: i32, atLeast: f64, beyond: i32, values: usize, order: usize): i32 {
  let above = 0;
  while (above < n && valueAt(values, indexAt(order, n - 1 - above)) >= atLeast) above++;
  return min(limit, min(n, above + beyond));
}

/** The first of the `count` roots that is among the `wanted` largest values; `count` where none is. */
function firstWanted(n: i32, count: i32, wanted: i32, order: usize): i32 {
  let first = count;
  for (let k = n - wanted; k < n; k++) first = min(first, indexAt(order, k));
  return first;
}

/** The gathered columns (rows x depth) times the combinations (depth x columns, `step` bytes apart). */
function product(
  rows: i32,
  columns: i32,
  depth: i32,
  gathered: usize,
  combined: usize,
  step: usize,
  target: usize,
  stride: i32,
  packing: usize,
): void {
  if (depth == 0) {
    for (let j = 0; j < columns; j++) {
      memory.fill(target + ((<usize>j * <usize>stride) << 3), 0, (<usize>rows) << 3);
    }
    return;
  }
  const combinedStride = <i32>(step >> 3);
  gemm(
    rows,
    columns,
    depth,
    1,
    gathered,
    1,
    rows,
    combined,
    1,
    combinedStride,
    target,
    stride,
    false,
    packing,
  );
}
