import { blockedProduct, gemm } from './gemm';
import { setValue, valueAt } from './lists';
import { addScaled } from './vectors';

/** Columns that are worked on by themselves; what they leave to do is matrix products. */
const blockSize = 32;

function address(matrix: usize, stride: i32, row: i32, column: i32): usize {
  return matrix + ((<usize>column * <usize>stride + <usize>row) << 3);
}

/**
 * L of A = LL' in place of the lower triangle of A, of order n, columns `stride` apart; the upper one is undefined.
 * False when A is not positive definite to working precision (Golub & Van Loan, 4.2.6).
 */
export function cholesky(n: i32, matrix: usize, stride: i32, packing: usize): bool {
  for (let start = 0; start < n; start += blockSize) {
    const size = min(blockSize, n - start);
    if (!factorPanel(n - start, size, address(matrix, stride, start, start), stride)) return false;
    const next = start + size;
    if (next == n) break;
    const below = address(matrix, stride, next, start);
    const rest = address(matrix, stride, next, next);
    subtractSquare(n - next, size, below, rest, stride, packing);
  }
  return true;
}

/** The lower triangle of C -= AA'; A is n x k, C n x n. */
function subtractSquare(n: i32, k: i32, source: usize, target: usize, stride: i32, packing: usize): void {
  blockedProduct(n, n, k, -1, source, 1, stride, source, stride, 1, target, stride, true, true, packing);
}

function factorPanel(rows: i32, columns: i32, panel: usize, stride: i32): bool {
  for (let j = 0; j < columns; j++) {
    const first = address(panel, stride, j, 0);
    const target = address(panel, stride, j, j);
    subtractCombination(rows - j, j, first, stride, first, stride, target);
    const pivot = load<f64>(target);
    if (!(pivot > 0)) return false;
    scaleValues(rows - j, 1 / sqrt<f64>(pivot), target);
  }
  return true;
}

/** B := B L'^-1; B is m x n, L lower triangular of order n. */
export function divideByTransposed(
  m: i32,
  n: i32,
  factor: usize,
  factorStride: i32,
  target: usize,
  targetStride: i32,
  packing: usize,
): void {
  for (let start = 0; start < n; start += blockSize) {
    const size = min(blockSize, n - start);
    const block = address(target, targetStride, 0, start);
    if (start > 0) {
      const row = address(factor, factorStride, start, 0);
      gemm(
        m,
        size,
        start,
        -1,
        target,
        1,
        targetStride,
        row,
        factorStride,
        1,
        block,
        targetStride,
        true,
        packing,
      );
    }
    for (let j = 0; j < size; j++) {
      const column = address(block, targetStride, 0, j);
      const row = address(factor, factorStride, start + j, start);
      subtractCombination(m, j, block, targetStride, row, factorStride, column);
      scaleValues(m, 1 / load<f64>(address(row, factorStride, 0, j)), column);
    }
  }
}

/** The inverse of a lower triangular L of order n, which replaces B, the identity, on and below its diagonal. */
export function invertLower(
  n: i32,
  factor: usize,
  factorStride: i32,
  target: usize,
  targetStride: i32,
  packing: usize,
): void {
  for (let start = 0; start < n; start += blockSize) {
    const next = min(start + blockSize, n);
    const size = next - start;
    const corner = address(factor, factorStride, start, start);
    const block = address(target, targetStride, start, 0);
    for (let c = 0; c < next; c++) substitute(size, corner, factorStride, address(block, targetStride, 0, c));
    if (next == n) break;
    const below = address(factor, factorStride, next, start);
    const rest = address(target, targetStride, next, 0);
    gemm(
      n - next,
      next,
      size,
      -1,
      below,
      1,
      factorStride,
      block,
      1,
      targetStride,
      rest,
      targetStride,
      true,
      packing,
    );
  }
}

/** x := L^-1 x, of a corner of L. */
function substitute(size: i32, corner: usize, stride: i32, values: usize): void {
  for (let k = 0; k < size; k++) {
    const pivot = address(corner, stride, k, k);
    const place = values + ((<usize>k) << 3);
    const value = load<f64>(place) / load<f64>(pivot);
    store<f64>(place, value);
    addScaled(place + 8, -value, pivot + 8, size - k - 1);
  }
}

/** target -= the sum of factor_k x column k over `count` columns and factors, each `stride` apart; 4 at a time. */
function subtractCombination(
  length: i32,
  count: i32,
  columns: usize,
  columnStride: i32,
  factors: usize,
  factorStride: i32,
  target: usize,
): void {
  const columnBytes = (<usize>columnStride) << 3;
  const factorBytes = (<usize>factorStride) << 3;
  let k = 0;
  for (; k + 4 <= count; k += 4) {
    subtractFour(length, columns, columnBytes, factors, factorBytes, target);
    columns += 4 * columnBytes;
    factors += 4 * factorBytes;
  }
  for (; k < count; k++) {
    addScaled(target, -load<f64>(factors), columns, length);
    columns += columnBytes;
    factors += factorBytes;
  }
}

function subtractFour(
  length: i32,
  first: usize,
  columnBytes: usize,
  factors: usize,
  factorBytes: usize,
  target: usize,
): void {
  const second = first + columnBytes;
  const third = second + columnBytes;
  const fourth = third + columnBytes;
  const factor0 = v128.load64_splat(factors);
  const factor1 = v128.load64_splat(factors + factorBytes);
  const factor2 = v128.load64_splat(factors + 2 * factorBytes);
  const factor3 = v128.load64_splat(factors + 3 * factorBytes);
  const end = (<usize>length) << 3;
  let i: usize = 0;
  for (; i + 16 <= end; i += 16) {
    const left = f64x2.add(
      f64x2.mul(factor0, v128.load(first + i)),
      f64x2.mul(factor1, v128.load(second + i)),
    );
    const right = f64x2.add(
      f64x2.mul(factor2, v128.load(third + i)),
      f64x2.mul(factor3, v128.load(fourth + i)),
    );
    v128.store(target + i, f64x2.sub(v128.load(target + i), f64x2.add(left, right)));
  }
  if (i < end) {
    const left =
      f64x2.extract_lane(factor0, 0) * load<f64>(first + i) +
      f64x2.extract_lane(factor1, 0) * load<f64>(second + i);
    const right =
      f64x2.extract_lane(factor2, 0) * load<f64>(third + i) +
      f64x2.extract_lane(factor3, 0) * load<f64>(fourth + i);
    store<f64>(target + i, load<f64>(target + i) - (left + right));
  }
}

function scaleValues(length: i32, factor: f64, values: usize): void {
  for (let i = 0; i < length; i++) setValue(values, i, factor * valueAt(values, i));
}
