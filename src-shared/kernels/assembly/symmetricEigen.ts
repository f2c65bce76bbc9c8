import { countWanted, divideAndConquer, divideAndConquerBytes } from './divideAndConquer';
import { implicitQl } from './implicitQl';
import { copyValues, indexAt, setIndex, setValue, sortByValue, valueAt } from './lists';
import { applyReflectors, reflectorsBytes } from './reflectors';
import { tridiagonalise } from './tridiagonalise';

const exponentBits: u64 = 0x7ff0000000000000;
const smallestPower: f64 = f64.MIN_NORMAL_VALUE;
const largestPower: f64 = 1 / f64.MIN_NORMAL_VALUE;

const notFinite = -1;
const notSettled = -2;

function strideOf(n: i32): i32 {
  return (n + 7) & ~7;
}

/** Bytes of the work space of `symmetricEigen` for order n. */
export function symmetricEigenBytes(n: i32): usize {
  const matrixBytes = (<usize>strideOf(n) * <usize>n) << 3;
  const listsBytes = ((<usize>strideOf(n)) << 3) * 6;
  return listsBytes + 2 * matrixBytes + max(divideAndConquerBytes(n), reflectorsBytes(n));
}

/**
 * Eigenvalues of a symmetric matrix of order n > 0 in descending order, and eigenvectors of the leading ones: of those
 * at or above `atLeast` and `beyond` more, but `limit` at most; columns n elements apart. The lower triangle is read, columns
 * `sourceStride` apart. Returns the count of vectors, -1 when a value is not finite, -2 when an eigenvalue does not settle.
 */
export function symmetricEigen(
  n: i32,
  source: usize,
  sourceStride: i32,
  limit: i32,
  atLeast: f64,
  beyond: i32,
  values: usize,
  vectors: usize,
  work: usize,
  packing: usize,
): i32 {
  const stride = strideOf(n);
  const listBytes = (<usize>stride) << 3;
  const matrixBytes = listBytes * <usize>n;
  const diagonal = work;
  const offDiagonal = diagonal + listBytes;
  const order = offDiagonal + listBytes;
  const reflectors = order + 4 * listBytes;
  const inner = reflectors + matrixBytes;
  const rest = inner + matrixBytes;

  const scale = scaleOf(n, source, sourceStride);
  if (isNaN(scale)) return notFinite;
  copyUpper(n, source, sourceStride, 1 / scale, reflectors, stride);
  tridiagonalise(n, reflectors, stride, diagonal, offDiagonal, order + listBytes);
  setValue(offDiagonal, n - 1, 0);
  if (limit == 0) {
    if (!implicitQl(n, diagonal, offDiagonal, 0, 0, 0)) return notSettled;
    sortIndices(n, order, diagonal);
    writeDescending(n, order, diagonal, scale, values);
    return 0;
  }
  const threshold = atLeast / scale;
  const isSettled = divideAndConquer(
    n,
    limit,
    threshold,
    beyond,
    diagonal,
    offDiagonal,
    inner,
    stride,
    order,
    rest,
    packing,
  );
  if (!isSettled) return notSettled;
  writeDescending(n, order, diagonal, scale, values);
  const count = countWanted(n, limit, threshold, beyond, diagonal, order);
  for (let k = 0; k < count; k++) {
    const column = inner + <usize>indexAt(order, n - 1 - k) * listBytes;
    copyValues(vectors + ((<usize>k * <usize>n) << 3), column, n);
  }
  applyReflectors(n, reflectors, stride, count, vectors, n, rest, packing);
  return count;
}

/** A power of 2 about the largest size in the lower triangle; 1 for zeros; NaN where a value is not finite. */
function scaleOf(n: i32, source: usize, stride: i32): f64 {
  let largest: f64 = 0;
  let isFinite = true;
  for (let j = 0; j < n; j++) {
    const column = source + ((<usize>j * <usize>stride) << 3);
    for (let i = j; i < n; i++) {
      const value = valueAt(column, i);
      if (!(abs<f64>(value) < Infinity)) isFinite = false;
      largest = max(largest, abs<f64>(value));
    }
  }
  if (!isFinite) return NaN;
  return powerOfTwoAbout(largest);
}

/** The value's own power of 2, within the range whose inverse is a normal number. */
function powerOfTwoAbout(value: f64): f64 {
  if (value == 0) return 1;
  const power = reinterpret<f64>(reinterpret<u64>(value) & exponentBits);
  return min(max(power, smallestPower), largestPower);
}

/** The upper triangle of factor A, from the lower one, with zeros below. */
function copyUpper(n: i32, source: usize, sourceStride: i32, factor: f64, target: usize, stride: i32): void {
  const rowBytes = (<usize>sourceStride) << 3;
  for (let j = 0; j < n; j++) {
    const column = target + ((<usize>j * <usize>stride) << 3);
    let place = source + ((<usize>j) << 3);
    for (let i = 0; i <= j; i++) {
      setValue(column, i, factor * load<f64>(place));
      place += rowBytes;
    }
    memory.fill(column + ((<usize>(j + 1)) << 3), 0, (<usize>(stride - j - 1)) << 3);
  }
}

function sortIndices(n: i32, order: usize, values: usize): void {
  for (let k = 0; k < n; k++) setIndex(order, k, k);
  sortByValue(n, order, values);
}

function writeDescending(n: i32, order: usize, source: usize, scale: f64, target: usize): void {
  for (let k = 0; k < n; k++) setValue(target, k, scale * valueAt(source, indexAt(order, n - 1 - k)));
}
