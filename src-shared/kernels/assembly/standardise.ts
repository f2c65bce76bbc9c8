import { dot } from './vectors';

/**
 * Standardises some rows of each column: target column j = (source[rows[i], j] - mean) / deviation over the first
 * `ownCount` of the rows, divisor n, NaN left out of both and 0 in the target. A column whose deviation is no more than
 * `constantShare` of its largest absolute value becomes zeros, its deviation 0. Columns of the source are `sourceRows`
 * values apart, those of the target `rowCount`; `rows` holds 32-bit numbers.
 */
export function standardiseRows(
  source: usize,
  sourceRows: i32,
  columns: i32,
  rows: usize,
  rowCount: i32,
  ownCount: i32,
  constantShare: f64,
  target: usize,
  means: usize,
  deviations: usize,
): void {
  const sourceBytes = (<usize>sourceRows) << 3;
  const targetBytes = (<usize>rowCount) << 3;
  for (let j = 0; j < columns; j++) {
    gatherRows(source, rows, rowCount, target);
    const mean = means + ((<usize>j) << 3);
    const deviation = centre(target, ownCount, mean, constantShare);
    store<f64>(deviations + ((<usize>j) << 3), deviation);
    if (deviation > 0) {
      shift(target + ((<usize>ownCount) << 3), target + targetBytes, load<f64>(mean));
      scale(target, 1 / deviation, rowCount);
    } else memory.fill(target, 0, targetBytes);
    source += sourceBytes;
    target += targetBytes;
  }
}

function gatherRows(column: usize, rows: usize, rowCount: i32, target: usize): void {
  for (const end = rows + ((<usize>rowCount) << 2); rows < end; rows += 4) {
    store<f64>(target, load<f64>(column + ((<usize>load<i32>(rows)) << 3)));
    target += 8;
  }
}

/** Subtracts the mean, NaN becoming 0, and returns the deviation, or 0 where it is rounding. */
function centre(values: usize, length: i32, mean: usize, constantShare: f64): f64 {
  const end = values + ((<usize>length) << 3);
  let sum = sumOf(values, end);
  let count = length;
  if (sum != sum) {
    sum = 0;
    count = 0;
    for (let place = values; place < end; place += 8) {
      const value = load<f64>(place);
      if (value != value) continue;
      sum += value;
      count += 1;
    }
  }
  const average = count == 0 ? 0 : sum / <f64>count;
  store<f64>(mean, average);
  const size = largestAndCentred(values, end, average);
  if (count < length) {
    for (let place = values; place < end; place += 8) {
      if (load<f64>(place) != load<f64>(place)) store<f64>(place, 0);
    }
  }
  if (count == 0) return 0;
  const deviation = sqrt(dot(values, values, length) / <f64>count);
  return deviation > constantShare * size ? deviation : 0;
}

/** Subtracts the mean of other values, NaN becoming 0. */
function shift(values: usize, end: usize, mean: f64): void {
  for (; values < end; values += 8) {
    const value = load<f64>(values) - mean;
    store<f64>(values, value == value ? value : 0);
  }
}

function sumOf(values: usize, end: usize): f64 {
  let sum0 = f64x2.splat(0);
  let sum1 = f64x2.splat(0);
  const blockedEnd = values + ((end - values) & ~31);
  for (; values < blockedEnd; values += 32) {
    sum0 = f64x2.add(sum0, v128.load(values));
    sum1 = f64x2.add(sum1, v128.load(values, 16));
  }
  const sums = f64x2.add(sum0, sum1);
  let sum = f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1);
  for (; values < end; values += 8) sum += load<f64>(values);
  return sum;
}

/** Subtracts in place, and returns the largest absolute value that was there; NaN stays and does not count. */
function largestAndCentred(values: usize, end: usize, average: f64): f64 {
  let largest = f64x2.splat(0);
  const averages = f64x2.splat(average);
  const blockedEnd = values + ((end - values) & ~15);
  for (; values < blockedEnd; values += 16) {
    const pair = v128.load(values);
    largest = f64x2.pmax(largest, f64x2.abs(pair));
    v128.store(values, f64x2.sub(pair, averages));
  }
  let most = max(f64x2.extract_lane(largest, 0), f64x2.extract_lane(largest, 1));
  for (; values < end; values += 8) {
    const value = load<f64>(values);
    const size = abs(value);
    if (size > most) most = size;
    store<f64>(values, value - average);
  }
  return most;
}

function scale(values: usize, factor: f64, length: i32): void {
  const factors = f64x2.splat(factor);
  const end = values + ((<usize>length) << 3);
  const blockedEnd = values + ((<usize>(length & ~1)) << 3);
  for (; values < blockedEnd; values += 16) v128.store(values, f64x2.mul(factors, v128.load(values)));
  if (values < end) store<f64>(values, factor * load<f64>(values));
}

/**
 * target[i] += the sum over k of factors[k] (source[rows[i], chosen[k]] - means[chosen[k]]), a NaN of the source counting
 * as the mean: what weights, divided by deviations, predict for some rows of a source that is not standardised.
 */
export function addChosenRows(
  target: usize,
  source: usize,
  sourceRows: i32,
  rows: usize,
  rowCount: i32,
  chosen: usize,
  factors: usize,
  means: usize,
  count: i32,
): void {
  const rowsEnd = rows + ((<usize>rowCount) << 2);
  for (let k = 0; k < count; k++) {
    const feature = <usize>load<i32>(chosen + ((<usize>k) << 2));
    const column = source + ((feature * <usize>sourceRows) << 3);
    const factor = load<f64>(factors + ((<usize>k) << 3));
    const mean = load<f64>(means + (feature << 3));
    let place = target;
    for (let row = rows; row < rowsEnd; row += 4) {
      const value = load<f64>(column + ((<usize>load<i32>(row)) << 3));
      if (value == value) store<f64>(place, load<f64>(place) + factor * (value - mean));
      place += 8;
    }
  }
}
