/** Evaluations that one root may take; three to six are usual. */
const evaluationLimit = 200;

/**
 * Root i of 1 / rho + sum of weight_j^2 / (pole_j - root) = 0, poles ascending and apart, rho > 0: it lies above pole i
 * and below the next. Writes pole_j - root, each to full relative precision, to `deltas`. NaN when it does not settle.
 * Rational interpolation with fixed weight, else the middle way (Li 1993, LAPACK working note 89), kept in a bracket.
 * `sums`: room for 4 values.
 */
export function secularRoot(
  i: i32,
  count: i32,
  rho: f64,
  poles: usize,
  weights: usize,
  deltas: usize,
  sums: usize,
): f64 {
  if (count == 1) {
    const shift = rho * square(load<f64>(weights));
    store<f64>(deltas, -shift);
    return load<f64>(poles) + shift;
  }
  return i + 1 < count
    ? innerRoot(i, count, 1 / rho, poles, weights, deltas, sums)
    : lastRoot(count, rho, poles, weights, deltas, sums);
}

function innerRoot(
  i: i32,
  count: i32,
  constant: f64,
  poles: usize,
  weights: usize,
  deltas: usize,
  sums: usize,
): f64 {
  const place = (<usize>i) << 3;
  const left = load<f64>(poles + place);
  const gap = load<f64>(poles + place, 8) - left;
  const leftSquare = square(load<f64>(weights + place));
  const rightSquare = square(load<f64>(weights + place, 8));
  sumOver(0, i, left, gap / 2, poles, weights, deltas, sums);
  sumOver(i + 2, count, left, gap / 2, poles, weights, deltas, sums + 16);
  const rest = constant + load<f64>(sums) + load<f64>(sums, 16);
  const isLeft = rest + (rightSquare - leftSquare) / (gap / 2) > 0;
  const a = leftSquare + rightSquare + (isLeft ? rest * gap : -rest * gap);
  const b = (isLeft ? leftSquare : -rightSquare) * gap;
  const lowest = isLeft ? 0 : -gap / 2;
  const highest = isLeft ? gap / 2 : 0;
  const start = lowerRoot(a, b, rest);
  const origin = isLeft ? i : i + 1;
  return settle(i, origin, count, constant, start, lowest, highest, poles, weights, deltas, sums);
}

function lastRoot(count: i32, rho: f64, poles: usize, weights: usize, deltas: usize, sums: usize): f64 {
  const last = count - 1;
  const place = (<usize>last) << 3;
  const pole = load<f64>(poles + place);
  const gap = pole - load<f64>(poles + place - 8);
  const beforeSquare = square(load<f64>(weights + place - 8));
  const lastSquare = square(load<f64>(weights + place));
  const constant = 1 / rho;
  let squares: f64 = 0;
  for (let j = 0; j < count; j++) squares += square(load<f64>(weights + ((<usize>j) << 3)));
  const highest = rho * squares * (1 + <f64>count * f64.EPSILON);
  const middle = highest / 2;
  sumOver(0, last - 1, pole, middle, poles, weights, deltas, sums);
  const rest = constant + load<f64>(sums);
  const isBeyond = rest - beforeSquare / (gap + middle) - lastSquare / middle <= 0;
  const a = beforeSquare + lastSquare - rest * gap;
  const b = -lastSquare * gap;
  let start = highest;
  if (!isBeyond || rest > beforeSquare / (gap + highest) + lastSquare / highest) {
    start = upperRoot(a, b, rest);
  }
  const from = isBeyond ? middle : 0;
  const to = isBeyond ? highest : middle;
  return settle(last, last, count, constant, start, from, to, poles, weights, deltas, sums);
}

/** Iterates on the root's distance from pole `origin` (i, or the next), which lies between lowest and highest. */
function settle(
  i: i32,
  origin: i32,
  count: i32,
  constant: f64,
  start: f64,
  lowest: f64,
  highest: f64,
  poles: usize,
  weights: usize,
  deltas: usize,
  sums: usize,
): f64 {
  const originPlace = (<usize>origin) << 3;
  const originPole = load<f64>(poles + originPlace);
  const originWeight = load<f64>(weights + originPlace);
  const lower = min(i, count - 2);
  const lowerPlace = (<usize>lower) << 3;
  const gap = load<f64>(poles + lowerPlace, 8) - load<f64>(poles + lowerPlace);
  let shift = start > lowest && start < highest ? start : (lowest + highest) / 2;
  const isLast = i > lower;
  let isMiddleWay = isLast;
  let sizeBefore: f64 = Infinity;
  for (let evaluation = 0; evaluation < evaluationLimit; evaluation++) {
    sumOver(0, origin, originPole, shift, poles, weights, deltas, sums);
    sumOver(origin + 1, count, originPole, shift, poles, weights, deltas, sums + 16);
    store<f64>(deltas + originPlace, -shift);
    const below = load<f64>(sums);
    const above = load<f64>(sums, 16);
    const ratio = originWeight / -shift;
    const own = originWeight * ratio;
    const value = constant + below + above + own;
    const slopeBelow = load<f64>(sums, 8);
    const slopeAbove = load<f64>(sums, 24);
    const ownSlope = ratio * ratio;
    const slope = slopeBelow + slopeAbove + ownSlope;
    const terms = above - below + abs<f64>(own);
    const rounding = (8 + <f64>count / 8) * terms + 2 * constant + abs<f64>(shift) * slope;
    if (abs<f64>(value) <= f64.EPSILON * rounding) return originPole + shift;
    if (value < 0) lowest = max(lowest, shift);
    else highest = min(highest, shift);
    if (highest - lowest <= 2 * f64.EPSILON * max(abs<f64>(lowest), abs<f64>(highest))) {
      return originPole + shift;
    }
    if (10 * abs<f64>(value) > sizeBefore) isMiddleWay = isLast || !isMiddleWay;
    sizeBefore = abs<f64>(value);
    const isLower = origin == lower;
    const lowerDelta = load<f64>(deltas + lowerPlace);
    const upperDelta = load<f64>(deltas + lowerPlace, 8);
    const c = isMiddleWay
      ? value -
        lowerDelta * (slopeBelow + (isLower ? ownSlope : 0)) -
        upperDelta * (slopeAbove + (isLower ? 0 : ownSlope))
      : value + (isLower ? gap * ownSlope - upperDelta * slope : -gap * ownSlope - lowerDelta * slope);
    const a = (lowerDelta + upperDelta) * value - lowerDelta * upperDelta * slope;
    const b = lowerDelta * upperDelta * value;
    let step = isLast ? upperRoot(a, b, abs<f64>(c)) : lowerRoot(a, b, c);
    if (!(value * step < 0)) step = -value / slope;
    const next = shift + step;
    if (next > lowest && next < highest) shift = next;
    else shift = value < 0 ? (shift + highest) / 2 : (shift + lowest) / 2;
  }
  return NaN;
}

/** The root (a - root) / 2c of c x^2 - a x + b = 0, without cancellation. */
function lowerRoot(a: f64, b: f64, c: f64): f64 {
  const root = sqrt<f64>(abs<f64>(a * a - 4 * b * c));
  return a > 0 ? (2 * b) / (a + root) : (a - root) / (2 * c);
}

/** The root (a + root) / 2c of c x^2 - a x + b = 0, without cancellation. */
function upperRoot(a: f64, b: f64, c: f64): f64 {
  const root = sqrt<f64>(abs<f64>(a * a - 4 * b * c));
  return a >= 0 ? (a + root) / (2 * c) : (2 * b) / (a - root);
}

function square(value: f64): f64 {
  return value * value;
}

/**
 * delta_j = pole_j - origin - shift for j from `from` to before `to`; the sums over them of weight^2 / delta and of
 * (weight / delta)^2 go to `sums`.
 */
function sumOver(
  from: i32,
  to: i32,
  origin: f64,
  shift: f64,
  poles: usize,
  weights: usize,
  deltas: usize,
  sums: usize,
): void {
  const origins = f64x2.splat(origin);
  const shifts = f64x2.splat(shift);
  let values = f64x2.splat(0);
  let slopes = f64x2.splat(0);
  let place = (<usize>from) << 3;
  const end = (<usize>to) << 3;
  for (; place + 16 <= end; place += 16) {
    const delta = f64x2.sub(f64x2.sub(v128.load(poles + place), origins), shifts);
    v128.store(deltas + place, delta);
    const weight = v128.load(weights + place);
    const ratio = f64x2.div(weight, delta);
    values = f64x2.add(values, f64x2.mul(weight, ratio));
    slopes = f64x2.add(slopes, f64x2.mul(ratio, ratio));
  }
  let value = f64x2.extract_lane(values, 0) + f64x2.extract_lane(values, 1);
  let slope = f64x2.extract_lane(slopes, 0) + f64x2.extract_lane(slopes, 1);
  if (place < end) {
    const delta = load<f64>(poles + place) - origin - shift;
    store<f64>(deltas + place, delta);
    const weight = load<f64>(weights + place);
    const ratio = weight / delta;
    value += weight * ratio;
    slope += ratio * ratio;
  }
  store<f64>(sums, value);
  store<f64>(sums, slope, 8);
}
