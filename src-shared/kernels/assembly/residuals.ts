/**
 * target = observed (measured - fitted - b_t) for each task, b_t being the mean of what it is subtracted from; all are
 * `rows` x `tasks`, observed holds 1 and 0, measured 0 where it does. Returns the sum of squares.
 */
export function centredResiduals(
  measured: usize,
  observed: usize,
  fitted: usize,
  target: usize,
  rows: i32,
  tasks: i32,
): f64 {
  const bytes = (<usize>rows) << 3;
  let squares: f64 = 0;
  for (let t = 0; t < tasks; t++) {
    const mean = maskedDifferences(measured, observed, fitted, target, rows);
    squares += centre(observed, target, mean, rows);
    measured += bytes;
    observed += bytes;
    fitted += bytes;
    target += bytes;
  }
  return squares;
}

/** Writes observed (measured - fitted) and returns its mean over the observed. */
function maskedDifferences(measured: usize, observed: usize, fitted: usize, target: usize, rows: i32): f64 {
  let sums = f64x2.splat(0);
  let counts = f64x2.splat(0);
  let i = 0;
  let place: usize = 0;
  for (; i < rows - 1; i += 2) {
    const mask = v128.load(observed + place);
    const difference = f64x2.mul(mask, f64x2.sub(v128.load(measured + place), v128.load(fitted + place)));
    sums = f64x2.add(sums, difference);
    counts = f64x2.add(counts, mask);
    v128.store(target + place, difference);
    place += 16;
  }
  let sum = f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1);
  let count = f64x2.extract_lane(counts, 0) + f64x2.extract_lane(counts, 1);
  if (i < rows) {
    const mask = load<f64>(observed + place);
    const difference = mask * (load<f64>(measured + place) - load<f64>(fitted + place));
    sum += difference;
    count += mask;
    store<f64>(target + place, difference);
  }
  return count > 0 ? sum / count : 0;
}

/** Subtracts the mean where observed, and returns the sum of squares. */
function centre(observed: usize, target: usize, mean: f64, rows: i32): f64 {
  const means = f64x2.splat(mean);
  let sums = f64x2.splat(0);
  let i = 0;
  let place: usize = 0;
  for (; i < rows - 1; i += 2) {
    const centred = f64x2.sub(v128.load(target + place), f64x2.mul(means, v128.load(observed + place)));
    sums = f64x2.add(sums, f64x2.mul(centred, centred));
    v128.store(target + place, centred);
    place += 16;
  }
  let sum = f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1);
  if (i < rows) {
    const centred = load<f64>(target + place) - mean * load<f64>(observed + place);
    sum += centred * centred;
    store<f64>(target + place, centred);
  }
  return sum;
}
