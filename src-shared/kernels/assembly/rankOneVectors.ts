import { indexAt, setValue, valueAt } from './lists';

/**
 * The weights for which the computed roots are exact, with the signs of those given: revised_i^2 is
 * prod_j (root_j - pole_i) / prod_(j not i) (pole_j - pole_i). Deltas: pole_i - root_j in column j, `step` bytes apart.
 */
export function revisedWeights(
  count: i32,
  poles: usize,
  weights: usize,
  deltas: usize,
  step: usize,
  revised: usize,
): void {
  for (let i = 0; i < count; i++) setValue(revised, i, -1);
  for (let j = 0; j < count; j++) {
    const column = deltas + <usize>j * step;
    const pole = valueAt(poles, j);
    multiplyByRatios(0, j, pole, poles, column, revised);
    setValue(revised, j, valueAt(revised, j) * valueAt(column, j));
    multiplyByRatios(j + 1, count, pole, poles, column, revised);
  }
  for (let i = 0; i < count; i++) {
    const size = sqrt<f64>(max(0, valueAt(revised, i)));
    setValue(revised, i, valueAt(weights, i) < 0 ? -size : size);
  }
}

function multiplyByRatios(from: i32, to: i32, pole: f64, poles: usize, column: usize, revised: usize): void {
  const subtracted = f64x2.splat(pole);
  let place = (<usize>from) << 3;
  const end = (<usize>to) << 3;
  for (; place + 16 <= end; place += 16) {
    const ratio = f64x2.div(v128.load(column + place), f64x2.sub(v128.load(poles + place), subtracted));
    v128.store(revised + place, f64x2.mul(v128.load(revised + place), ratio));
  }
  if (place < end) {
    const ratio = load<f64>(column + place) / (load<f64>(poles + place) - pole);
    store<f64>(revised + place, load<f64>(revised + place) * ratio);
  }
}

/** The unit vectors weight_i / delta_i of roots `first` and later, element i in row places_i, columns `step` bytes apart. */
export function combinations(
  first: i32,
  count: i32,
  weights: usize,
  deltas: usize,
  step: usize,
  places: usize,
  target: usize,
): void {
  for (let k = first; k < count; k++) {
    const column = deltas + <usize>k * step;
    const factor = 1 / sqrt<f64>(divide(count, weights, column));
    for (let i = 0; i < count; i++) setValue(target, indexAt(places, i), factor * valueAt(column, i));
    target += step;
  }
}

/** Replaces the deltas by weights over deltas; returns the sum of squares. */
function divide(count: i32, weights: usize, deltas: usize): f64 {
  let squares = f64x2.splat(0);
  let place: usize = 0;
  const end = (<usize>count) << 3;
  for (; place + 16 <= end; place += 16) {
    const ratio = f64x2.div(v128.load(weights + place), v128.load(deltas + place));
    v128.store(deltas + place, ratio);
    squares = f64x2.add(squares, f64x2.mul(ratio, ratio));
  }
  let sum = f64x2.extract_lane(squares, 0) + f64x2.extract_lane(squares, 1);
  if (place < end) {
    const ratio = load<f64>(weights + place) / load<f64>(deltas + place);
    store<f64>(deltas + place, ratio);
    sum += ratio * ratio;
  }
  return sum;
}
