import { dot } from './vectors';

/** Columns that are worked on with all right sides before the next: 24 KiB at 190 rows. */
const blockColumns = 32;

/**
 * targets[t][j] = <column j, right side t> in single precision, for `rightCount` right sides. Columns and right sides are
 * `stride` values apart, a multiple of 4 and filled with zeros; the count of columns is a multiple of 4; `targets` holds
 * an address for each right side.
 */
export function scanSingle(
  columns: usize,
  columnCount: i32,
  stride: i32,
  rights: usize,
  rightCount: i32,
  targets: usize,
): void {
  const strideBytes = (<usize>stride) << 2;
  for (let block = 0; block < columnCount; block += blockColumns) {
    const end = min(columnCount, block + blockColumns);
    let t = 0;
    for (; t + 2 <= rightCount; t += 2) {
      const right = rights + <usize>t * strideBytes;
      const target0 = <usize>load<u32>(targets + ((<usize>t) << 2));
      const target1 = <usize>load<u32>(targets + ((<usize>t) << 2), 4);
      for (let j = block; j < end; j += 4) {
        const place = (<usize>j) << 2;
        dotsFourByTwo(columns + <usize>j * strideBytes, strideBytes, right, target0 + place, target1 + place);
      }
    }
    if (t == rightCount) continue;
    const right = rights + <usize>t * strideBytes;
    const target = <usize>load<u32>(targets + ((<usize>t) << 2));
    for (let j = block; j < end; j += 4) {
      dotsFour(columns + <usize>j * strideBytes, strideBytes, right, target + ((<usize>j) << 2));
    }
  }
}

function dotsFourByTwo(
  column: usize,
  strideBytes: usize,
  right: usize,
  target0: usize,
  target1: usize,
): void {
  let sum00 = f32x4.splat(0);
  let sum10 = f32x4.splat(0);
  let sum20 = f32x4.splat(0);
  let sum30 = f32x4.splat(0);
  let sum01 = f32x4.splat(0);
  let sum11 = f32x4.splat(0);
  let sum21 = f32x4.splat(0);
  let sum31 = f32x4.splat(0);
  const end = right + strideBytes;
  let column1 = column + strideBytes;
  let column2 = column1 + strideBytes;
  let column3 = column2 + strideBytes;
  let right1 = end;
  while (right < end) {
    const value0 = v128.load(right);
    const value1 = v128.load(right1);
    let values = v128.load(column);
    sum00 = f32x4.add(sum00, f32x4.mul(values, value0));
    sum01 = f32x4.add(sum01, f32x4.mul(values, value1));
    values = v128.load(column1);
    sum10 = f32x4.add(sum10, f32x4.mul(values, value0));
    sum11 = f32x4.add(sum11, f32x4.mul(values, value1));
    values = v128.load(column2);
    sum20 = f32x4.add(sum20, f32x4.mul(values, value0));
    sum21 = f32x4.add(sum21, f32x4.mul(values, value1));
    values = v128.load(column3);
    sum30 = f32x4.add(sum30, f32x4.mul(values, value0));
    sum31 = f32x4.add(sum31, f32x4.mul(values, value1));
    right += 16;
    right1 += 16;
    column += 16;
    column1 += 16;
    column2 += 16;
    column3 += 16;
  }
  v128.store(target0, sumsOfFour(sum00, sum10, sum20, sum30));
  v128.store(target1, sumsOfFour(sum01, sum11, sum21, sum31));
}

function dotsFour(column: usize, strideBytes: usize, right: usize, target: usize): void {
  let sum0 = f32x4.splat(0);
  let sum1 = f32x4.splat(0);
  let sum2 = f32x4.splat(0);
  let sum3 = f32x4.splat(0);
  const end = right + strideBytes;
  let column1 = column + strideBytes;
  let column2 = column1 + strideBytes;
  let column3 = column2 + strideBytes;
  while (right < end) {
    const value = v128.load(right);
    sum0 = f32x4.add(sum0, f32x4.mul(v128.load(column), value));
    sum1 = f32x4.add(sum1, f32x4.mul(v128.load(column1), value));
    sum2 = f32x4.add(sum2, f32x4.mul(v128.load(column2), value));
    sum3 = f32x4.add(sum3, f32x4.mul(v128.load(column3), value));
    right += 16;
    column += 16;
    column1 += 16;
    column2 += 16;
    column3 += 16;
  }
  v128.store(target, sumsOfFour(sum0, sum1, sum2, sum3));
}

/** The sum of each of four vectors, side by side. */
function sumsOfFour(first: v128, second: v128, third: v128, fourth: v128): v128 {
  const firstPair = f32x4.add(
    v128.shuffle<f32>(first, second, 0, 4, 1, 5),
    v128.shuffle<f32>(first, second, 2, 6, 3, 7),
  );
  const secondPair = f32x4.add(
    v128.shuffle<f32>(third, fourth, 0, 4, 1, 5),
    v128.shuffle<f32>(third, fourth, 2, 6, 3, 7),
  );
  return f32x4.add(
    v128.shuffle<f32>(firstPair, secondPair, 0, 1, 4, 5),
    v128.shuffle<f32>(firstPair, secondPair, 2, 3, 6, 7),
  );
}

/** target[k] = <column chosen[k], right> in single precision; the length is `stride`, a multiple of 4. */
export function chosenDotsSingle(
  columns: usize,
  stride: i32,
  chosen: usize,
  count: i32,
  right: usize,
  target: usize,
): void {
  const strideBytes = (<usize>stride) << 2;
  const end = right + strideBytes;
  for (let k = 0; k < count; k++) {
    let column = columns + <usize>load<i32>(chosen + ((<usize>k) << 2)) * strideBytes;
    let value = right;
    let sum0 = f32x4.splat(0);
    let sum1 = f32x4.splat(0);
    let sum2 = f32x4.splat(0);
    let sum3 = f32x4.splat(0);
    while (value + 64 <= end) {
      sum0 = f32x4.add(sum0, f32x4.mul(v128.load(column), v128.load(value)));
      sum1 = f32x4.add(sum1, f32x4.mul(v128.load(column, 16), v128.load(value, 16)));
      sum2 = f32x4.add(sum2, f32x4.mul(v128.load(column, 32), v128.load(value, 32)));
      sum3 = f32x4.add(sum3, f32x4.mul(v128.load(column, 48), v128.load(value, 48)));
      column += 64;
      value += 64;
    }
    for (; value < end; value += 16) {
      sum0 = f32x4.add(sum0, f32x4.mul(v128.load(column), v128.load(value)));
      column += 16;
    }
    const sums = f32x4.add(f32x4.add(sum0, sum1), f32x4.add(sum2, sum3));
    const sum =
      f32x4.extract_lane(sums, 0) +
      f32x4.extract_lane(sums, 1) +
      (f32x4.extract_lane(sums, 2) + f32x4.extract_lane(sums, 3));
    store<f32>(target + ((<usize>k) << 2), sum);
  }
}

/**
 * Writes to target each j with |a first[j] + b second[j]| + slack > threshold limits[j], ascending, and returns how many.
 * In single precision; the count is a multiple of 4.
 */
export function boundsExceeding(
  first: usize,
  second: usize,
  limits: usize,
  count: i32,
  a: f32,
  b: f32,
  slack: f32,
  threshold: f32,
  target: usize,
): i32 {
  const factor0 = f32x4.splat(a);
  const factor1 = f32x4.splat(b);
  const slacks = f32x4.splat(slack);
  const thresholds = f32x4.splat(threshold);
  const start = target;
  for (let j = 0; j < count; j += 4) {
    const place = (<usize>j) << 2;
    const known = f32x4.add(
      f32x4.mul(factor0, v128.load(first + place)),
      f32x4.mul(factor1, v128.load(second + place)),
    );
    const bounds = f32x4.add(f32x4.abs(known), slacks);
    let exceeds = i32x4.bitmask(f32x4.gt(bounds, f32x4.mul(thresholds, v128.load(limits + place))));
    while (exceeds != 0) {
      store<i32>(target, j + ctz(exceeds));
      target += 4;
      exceeds &= exceeds - 1;
    }
  }
  return <i32>((target - start) >> 2);
}

/**
 * Divides `count` columns of `rows` values, side by side, by their lengths, which go to `norms`; the quotients, in single
 * precision, to columns `targetStride` apart, with zeros up to the next. A column of zeros stays one.
 */
export function unitColumns(
  source: usize,
  rows: i32,
  count: i32,
  target: usize,
  targetStride: i32,
  norms: usize,
): void {
  const bytes = (<usize>rows) << 3;
  for (let j = 0; j < count; j++) {
    const column = source + <usize>j * bytes;
    const norm = sqrt(dot(column, column, rows));
    store<f64>(norms + ((<usize>j) << 3), norm);
    const place = target + ((<usize>j * <usize>targetStride) << 2);
    scaleToSingle(column, norm > 0 ? 1 / norm : 0, rows, place);
    memory.fill(place + ((<usize>rows) << 2), 0, (<usize>(targetStride - rows)) << 2);
  }
}

function scaleToSingle(source: usize, factor: f64, length: i32, target: usize): void {
  const factors = f64x2.splat(factor);
  const end = source + ((<usize>length) << 3);
  const blockedEnd = source + ((<usize>(length & ~3)) << 3);
  while (source < blockedEnd) {
    const first = f32x4.demote_f64x2_zero(f64x2.mul(factors, v128.load(source)));
    const second = f32x4.demote_f64x2_zero(f64x2.mul(factors, v128.load(source, 16)));
    v128.store(target, v128.shuffle<f64>(first, second, 0, 2));
    source += 32;
    target += 16;
  }
  while (source < end) {
    store<f32>(target, <f32>(factor * load<f64>(source)));
    source += 8;
    target += 4;
  }
}
