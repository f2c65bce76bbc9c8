import { addScaled } from './vectors';

/**
 * One pass of coordinate descent for the elastic net over `count` features by the Gram matrix of their columns, whose
 * rows are `capacity` values apart; x'r of all of them follows every step. Columns of zeros are left out, and weights of
 * 0 too if `onlyNonzero`. Returns the largest change^2 |x|^2 of a step (Friedman, Hastie & Tibshirani 2010).
 */
export function sweepGram(
  count: i32,
  weights: usize,
  correlations: usize,
  squares: usize,
  gram: usize,
  capacity: i32,
  threshold: f64,
  ridge: f64,
  onlyNonzero: bool,
): f64 {
  let largest: f64 = 0;
  for (let k = 0; k < count; k++) {
    const place = (<usize>k) << 3;
    const weight = load<f64>(weights + place);
    const square = load<f64>(squares + place);
    if (square == 0 || (onlyNonzero && weight == 0)) continue;
    const correlation = load<f64>(correlations + place) + square * weight;
    const change = softThreshold(correlation, threshold) / (square + ridge) - weight;
    if (change == 0) continue;
    store<f64>(weights + place, weight + change);
    addScaled(correlations, -change, gram + ((<usize>k * <usize>capacity) << 3), count);
    largest = max(largest, change * change * square);
  }
  return largest;
}

function softThreshold(value: f64, threshold: f64): f64 {
  if (value > threshold) return value - threshold;
  return value < -threshold ? value + threshold : 0;
}
