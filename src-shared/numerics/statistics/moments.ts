export interface Moments {
  count: number;
  mean: number;
  /** Divisor n. */
  deviation: number;
}

/** Count, mean and standard deviation of the values that are not NaN. */
export function moments(values: Float64Array): Moments {
  let count = 0;
  let sum = 0;
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    count++;
    sum += value;
  }
  const mean = sum / count;
  let squares = 0;
  for (const value of values) if (!Number.isNaN(value)) squares += (value - mean) ** 2;
  return { count, mean, deviation: Math.sqrt(squares / count) };
}

/** Pearson's correlation; NaN when either side is constant or shorter than two. */
export function pearson(x: ArrayLike<number>, y: ArrayLike<number>): number {
  const count = x.length;
  let meanX = 0;
  let meanY = 0;
  for (let i = 0; i < count; i++) {
    meanX += x[i] / count;
    meanY += y[i] / count;
  }
  let xx = 0;
  let yy = 0;
  let xy = 0;
  for (let i = 0; i < count; i++) {
    const dx = x[i] - meanX;
    const dy = y[i] - meanY;
    xx += dx * dx;
    yy += dy * dy;
    xy += dx * dy;
  }
  return isConstant(xx, meanX, count) || isConstant(yy, meanY, count) ? NaN : xy / Math.sqrt(xx * yy);
}

/** Whether a sum of squared deviations is no more than rounding leaves of equal values. */
function isConstant(squares: number, mean: number, count: number): boolean {
  return !(squares > count * (1e-14 * Math.abs(mean)) ** 2);
}
