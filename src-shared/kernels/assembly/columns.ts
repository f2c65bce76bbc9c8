import { addScaled } from './vectors';

/** target[k] = <column k, right>; columns are `stride` values apart and as long, a multiple of 4. */
export function columnDots(columns: usize, stride: i32, count: i32, right: usize, target: usize): void {
  const strideBytes = (<usize>stride) << 3;
  let k = 0;
  for (; k + 4 <= count; k += 4) {
    dotsFour(columns + <usize>k * strideBytes, strideBytes, right, target + ((<usize>k) << 3));
  }
  for (; k < count; k++) {
    let column = columns + <usize>k * strideBytes;
    let sum0 = f64x2.splat(0);
    let sum1 = f64x2.splat(0);
    for (let value = right; value < right + strideBytes; value += 32) {
      sum0 = f64x2.add(sum0, f64x2.mul(v128.load(column), v128.load(value)));
      sum1 = f64x2.add(sum1, f64x2.mul(v128.load(column, 16), v128.load(value, 16)));
      column += 32;
    }
    const sums = f64x2.add(sum0, sum1);
    store<f64>(target + ((<usize>k) << 3), f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1));
  }
}

/** Two sums for each column: additions to one alone would wait for each other. */
function dotsFour(column: usize, strideBytes: usize, right: usize, target: usize): void {
  let upper0 = f64x2.splat(0);
  let upper1 = f64x2.splat(0);
  let upper2 = f64x2.splat(0);
  let upper3 = f64x2.splat(0);
  let lower0 = f64x2.splat(0);
  let lower1 = f64x2.splat(0);
  let lower2 = f64x2.splat(0);
  let lower3 = f64x2.splat(0);
  let column1 = column + strideBytes;
  let column2 = column1 + strideBytes;
  let column3 = column2 + strideBytes;
  const end = right + strideBytes;
  while (right < end) {
    const upper = v128.load(right);
    upper0 = f64x2.add(upper0, f64x2.mul(v128.load(column), upper));
    upper1 = f64x2.add(upper1, f64x2.mul(v128.load(column1), upper));
    upper2 = f64x2.add(upper2, f64x2.mul(v128.load(column2), upper));
    upper3 = f64x2.add(upper3, f64x2.mul(v128.load(column3), upper));
    const lower = v128.load(right, 16);
    lower0 = f64x2.add(lower0, f64x2.mul(v128.load(column, 16), lower));
    lower1 = f64x2.add(lower1, f64x2.mul(v128.load(column1, 16), lower));
    lower2 = f64x2.add(lower2, f64x2.mul(v128.load(column2, 16), lower));
    lower3 = f64x2.add(lower3, f64x2.mul(v128.load(column3, 16), lower));
    right += 32;
    column += 32;
    column1 += 32;
    column2 += 32;
    column3 += 32;
  }
  v128.store(target, pairSums(f64x2.add(upper0, lower0), f64x2.add(upper1, lower1)));
  v128.store(target, pairSums(f64x2.add(upper2, lower2), f64x2.add(upper3, lower3)), 16);
}

function pairSums(first: v128, second: v128): v128 {
  return f64x2.add(v128.shuffle<f64>(first, second, 0, 2), v128.shuffle<f64>(first, second, 1, 3));
}

/** target += the sum of factors[k] x column chosen[k] for k below count; the layout is that of `columnDots`. */
export function addChosenColumns(
  target: usize,
  columns: usize,
  stride: i32,
  chosen: usize,
  factors: usize,
  count: i32,
): void {
  const strideBytes = (<usize>stride) << 3;
  let k = 0;
  for (; k + 4 <= count; k += 4) {
    const place = chosen + ((<usize>k) << 2);
    const factor = factors + ((<usize>k) << 3);
    subtractFour(
      target,
      strideBytes,
      columns + <usize>load<i32>(place) * strideBytes,
      columns + <usize>load<i32>(place, 4) * strideBytes,
      columns + <usize>load<i32>(place, 8) * strideBytes,
      columns + <usize>load<i32>(place, 12) * strideBytes,
      f64x2.neg(v128.load64_splat(factor)),
      f64x2.neg(v128.load64_splat(factor, 8)),
      f64x2.neg(v128.load64_splat(factor, 16)),
      f64x2.neg(v128.load64_splat(factor, 24)),
    );
  }
  for (; k < count; k++) {
    const column = columns + <usize>load<i32>(chosen + ((<usize>k) << 2)) * strideBytes;
    addScaled(target, load<f64>(factors + ((<usize>k) << 3)), column, stride);
  }
}

/** target -= the sum of weights[k] x column k over the non-zero weights; the layout is that of `columnDots`. */
export function subtractColumns(
  target: usize,
  columns: usize,
  stride: i32,
  weights: usize,
  count: i32,
): void {
  const strideBytes = (<usize>stride) << 3;
  let k = 0;
  while (true) {
    k = nextNonzero(weights, k, count);
    const first = k;
    const second = nextNonzero(weights, first + 1, count);
    const third = nextNonzero(weights, second + 1, count);
    const fourth = nextNonzero(weights, third + 1, count);
    if (fourth >= count) {
      subtractOne(target, columns, strideBytes, weights, first, count);
      subtractOne(target, columns, strideBytes, weights, second, count);
      subtractOne(target, columns, strideBytes, weights, third, count);
      return;
    }
    subtractFour(
      target,
      strideBytes,
      columns + <usize>first * strideBytes,
      columns + <usize>second * strideBytes,
      columns + <usize>third * strideBytes,
      columns + <usize>fourth * strideBytes,
      v128.load64_splat(weights + ((<usize>first) << 3)),
      v128.load64_splat(weights + ((<usize>second) << 3)),
      v128.load64_splat(weights + ((<usize>third) << 3)),
      v128.load64_splat(weights + ((<usize>fourth) << 3)),
    );
    k = fourth + 1;
  }
}

/** The first place from k on with a weight other than 0; `count` or more when there is none. */
function nextNonzero(weights: usize, k: i32, count: i32): i32 {
  while (k < count && load<f64>(weights + ((<usize>k) << 3)) == 0) k++;
  return k;
}

function subtractOne(
  target: usize,
  columns: usize,
  strideBytes: usize,
  weights: usize,
  k: i32,
  count: i32,
): void {
  if (k >= count) return;
  let column = columns + <usize>k * strideBytes;
  const factor = v128.load64_splat(weights + ((<usize>k) << 3));
  for (const end = target + strideBytes; target < end; target += 16) {
    v128.store(target, f64x2.sub(v128.load(target), f64x2.mul(factor, v128.load(column))));
    column += 16;
  }
}

function subtractFour(
  target: usize,
  strideBytes: usize,
  column0: usize,
  column1: usize,
  column2: usize,
  column3: usize,
  factor0: v128,
  factor1: v128,
  factor2: v128,
  factor3: v128,
): void {
  for (const end = target + strideBytes; target < end; target += 16) {
    const first = f64x2.add(f64x2.mul(factor0, v128.load(column0)), f64x2.mul(factor1, v128.load(column1)));
    const second = f64x2.add(f64x2.mul(factor2, v128.load(column2)), f64x2.mul(factor3, v128.load(column3)));
    v128.store(target, f64x2.sub(v128.load(target), f64x2.add(first, second)));
    column0 += 16;
    column1 += 16;
    column2 += 16;
    column3 += 16;
  }
}
