import { rotate } from './implicitQl';
import { copyValues, indexAt, mergeSorted, setIndex, setValue, sortByValue, valueAt } from './lists';

/** Multiple of the rounding unit below which a change of the matrix counts as nothing, as in LAPACK's dlaed2. */
const deflationFactor: f64 = 8;

/** Columns by the rows in which they have elements: the first half's, all, the second half's. */
const firstHalf = 0;
const bothHalves = 1;
const secondHalf = 2;

/**
 * z of D + rho zz' for the halves of a tridiagonal matrix: the last row of the first half's vectors and the first of the
 * second's, over sqrt 2. Fills the blocks of the vectors off the diagonal with zeros.
 */
export function couple(
  n: i32,
  half: i32,
  isNegative: bool,
  vectors: usize,
  columnBytes: usize,
  z: usize,
): void {
  const middle = (<usize>half) << 3;
  const end = (<usize>n) << 3;
  for (let j = 0; j < n; j++) {
    const column = vectors + <usize>j * columnBytes;
    if (j < half) {
      memory.fill(column + middle, 0, end - middle);
      setValue(z, j, load<f64>(column + middle - 8) * Math.SQRT1_2);
    } else {
      memory.fill(column, 0, middle);
      setValue(z, j, load<f64>(column + middle) * (isNegative ? -Math.SQRT1_2 : Math.SQRT1_2));
    }
  }
}

/**
 * Splits the columns into those kept, ascending by value, and those deflated, also ascending: with a negligible element
 * of z, or made so by a rotation with a column of almost the same value. Returns how many are kept.
 */
export function deflate(
  n: i32,
  half: i32,
  rho: f64,
  values: usize,
  vectors: usize,
  columnBytes: usize,
  order: usize,
  z: usize,
  merged: usize,
  kinds: usize,
  kept: usize,
  deflated: usize,
): i32 {
  mergeSorted(half, order, n - half, order + ((<usize>half) << 2), half, values, merged);
  let size: f64 = 0;
  for (let j = 0; j < n; j++) {
    size = max(size, max(abs<f64>(valueAt(values, j)), abs<f64>(valueAt(z, j))));
    setIndex(kinds, j, j < half ? firstHalf : secondHalf);
  }
  const negligible = deflationFactor * f64.EPSILON * size;
  let keptCount = 0;
  let deflatedCount = 0;
  let pending = -1;
  for (let k = 0; k < n; k++) {
    const j = indexAt(merged, k);
    if (rho * abs<f64>(valueAt(z, j)) <= negligible) {
      setIndex(deflated, deflatedCount++, j);
    } else {
      if (pending >= 0) {
        if (isRotatedAway(n, pending, j, negligible, values, vectors, columnBytes, z, kinds)) {
          setIndex(deflated, deflatedCount++, pending);
        } else {
          setIndex(kept, keptCount++, pending);
        }
      }
      pending = j;
    }
  }
  if (pending >= 0) setIndex(kept, keptCount++, pending);
  sortByValue(deflatedCount, deflated, values);
  return keptCount;
}

/** Whether columns i and j, of values almost the same, could be rotated so that i has no part in z. */
function isRotatedAway(
  n: i32,
  i: i32,
  j: i32,
  negligible: f64,
  values: usize,
  vectors: usize,
  columnBytes: usize,
  z: usize,
  kinds: usize,
): bool {
  const zi = valueAt(z, i);
  const zj = valueAt(z, j);
  const length = sqrt<f64>(zi * zi + zj * zj);
  const c = zj / length;
  const s = -zi / length;
  const di = valueAt(values, i);
  const dj = valueAt(values, j);
  if (abs<f64>((dj - di) * c * s) > negligible) return false;
  setValue(z, j, length);
  setValue(z, i, 0);
  if (indexAt(kinds, i) != indexAt(kinds, j)) setIndex(kinds, j, bothHalves);
  rotate(vectors + <usize>i * columnBytes, vectors + <usize>j * columnBytes, c, s, n);
  setValue(values, i, di * c * c + dj * s * s);
  setValue(values, j, di * s * s + dj * c * c);
  return true;
}

/**
 * Gives each kept column a place, by kind, and copies its rows: those of the first half column by column to `upper`, as
 * far as it has any, of the second to `lower`.
 */
export function gatherKept(
  count: i32,
  n: i32,
  half: i32,
  kept: usize,
  kinds: usize,
  vectors: usize,
  columnBytes: usize,
  places: usize,
  upper: usize,
  lower: usize,
): void {
  const middle = (<usize>half) << 3;
  let place = 0;
  for (let kind = firstHalf; kind <= secondHalf; kind++) {
    for (let k = 0; k < count; k++) {
      const j = indexAt(kept, k);
      if (indexAt(kinds, j) != kind) continue;
      const column = vectors + <usize>j * columnBytes;
      if (kind != secondHalf) {
        copyValues(upper, column, half);
        upper += middle;
      }
      if (kind != firstHalf) {
        copyValues(lower, column + middle, n - half);
        lower += (<usize>(n - half)) << 3;
      }
      setIndex(places, k, place++);
    }
  }
}

/** How many of the kept columns have elements in the first half's rows alone; or in the second's. */
export function countOfKind(count: i32, kept: usize, kinds: usize, ofFirst: bool): i32 {
  const kind = ofFirst ? firstHalf : secondHalf;
  let found = 0;
  for (let k = 0; k < count; k++) {
    if (indexAt(kinds, indexAt(kept, k)) == kind) found++;
  }
  return found;
}
