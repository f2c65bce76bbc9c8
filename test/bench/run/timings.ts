/** The middle value, or the mean of the two in the middle. @throws RangeError for no values */
export function median(values: readonly number[]): number {
  if (values.length === 0) throw new RangeError('invalid values: there are none');
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Seconds of each of `repeats` runs, one after another. */
export function timeRepeats(repeats: number, work: () => void): number[] {
  return Array.from({ length: repeats }, () => {
    const start = performance.now();
    work();
    return secondsSince(start);
  });
}

/** @param start of `performance.now()` */
export function secondsSince(start: number): number {
  return (performance.now() - start) / 1000;
}

/** The exponent e of y ~ x^e between two points: 1 is linear. */
export function growthExponent(from: Point, to: Point): number {
  return Math.log(to.y / from.y) / Math.log(to.x / from.x);
}

export interface Point {
  x: number;
  y: number;
}
