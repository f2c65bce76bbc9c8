/**
 * The quantile at a probability from 0 to 1, by linear interpolation between order statistics (type 7 of Hyndman & Fan,
 * Am. Stat. 50:361, 1996, R's default). NaN for no values; the values hold no NaN.
 */
export function quantile(values: ArrayLike<number>, probability: number): number {
  return sortedQuantile(Float64Array.from(values).sort(), probability);
}

/** As `quantile`, of values in ascending order. */
export function sortedQuantile(sorted: ArrayLike<number>, probability: number): number {
  if (sorted.length === 0) return NaN;
  const place = probability * (sorted.length - 1);
  const below = Math.floor(place);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
}

/** Third quartile less first. */
export function interquartileRange(values: ArrayLike<number>): number {
  return quantile(values, 0.75) - quantile(values, 0.25);
}
