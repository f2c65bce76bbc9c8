/**
 * The distances between n items, each pair once: (0, 1), (0, 2) .. (0, n - 1), (1, 2) .. as R's `dist` holds them.
 * That of the pair (i, j), i < j, stands at `rowOffset(n, i) + j`.
 */
export type CondensedDistances = Float64Array;

export function pairCount(itemCount: number): number {
  return (itemCount * (itemCount - 1)) / 2;
}

/** What to add to the later item of a pair to find its place; `first` is the earlier item. */
export function rowOffset(itemCount: number, first: number): number {
  return (first * (2 * itemCount - first - 1)) / 2 - first - 1;
}

/** How many items have so many pairs. @throws RangeError for a count that no number of items has */
export function itemCountOf(distances: CondensedDistances): number {
  const count = Math.round((1 + Math.sqrt(1 + 8 * distances.length)) / 2);
  if (pairCount(count) === distances.length) return count;
  throw new RangeError(`invalid distances: ${distances.length} are not those of all pairs of some items`);
}

/** Called between pieces of long work with the share done; what it throws ends the work. */
export type OnStep = (fraction: number) => void;
