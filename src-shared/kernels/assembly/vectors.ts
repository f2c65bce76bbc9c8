/** Inner product of `length` values from each of two places. */
export function dot(left: usize, right: usize, length: i32): f64 {
  let sum0 = f64x2.splat(0);
  let sum1 = f64x2.splat(0);
  let sum2 = f64x2.splat(0);
  let sum3 = f64x2.splat(0);
  const end = left + ((<usize>length) << 3);
  const blockedEnd = left + ((<usize>(length & ~7)) << 3);
  while (left < blockedEnd) {
    sum0 = f64x2.add(sum0, f64x2.mul(v128.load(left), v128.load(right)));
    sum1 = f64x2.add(sum1, f64x2.mul(v128.load(left, 16), v128.load(right, 16)));
    sum2 = f64x2.add(sum2, f64x2.mul(v128.load(left, 32), v128.load(right, 32)));
    sum3 = f64x2.add(sum3, f64x2.mul(v128.load(left, 48), v128.load(right, 48)));
    left += 64;
    right += 64;
  }
  const sums = f64x2.add(f64x2.add(sum0, sum1), f64x2.add(sum2, sum3));
  let sum = f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1);
  while (left < end) {
    sum += load<f64>(left) * load<f64>(right);
    left += 8;
    right += 8;
  }
  return sum;
}

/** target += factor * source, over `length` values. */
export function addScaled(target: usize, factor: f64, source: usize, length: i32): void {
  const factors = f64x2.splat(factor);
  const end = target + ((<usize>length) << 3);
  const blockedEnd = target + ((<usize>(length & ~3)) << 3);
  while (target < blockedEnd) {
    v128.store(target, f64x2.add(v128.load(target), f64x2.mul(factors, v128.load(source))));
    v128.store(target, f64x2.add(v128.load(target, 16), f64x2.mul(factors, v128.load(source, 16))), 16);
    target += 32;
    source += 32;
  }
  while (target < end) {
    store<f64>(target, load<f64>(target) + factor * load<f64>(source));
    target += 8;
    source += 8;
  }
}
