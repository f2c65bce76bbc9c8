/**
 * The adjusted Rand index of two partitions of the same items (Hubert & Arabie 1985): 1 when they are the same, 0 as
 * expected by chance. NaN where it is not defined: fewer than two items, or both partitions trivial in the same way.
 */
export function adjustedRandIndex(first: ArrayLike<number>, second: ArrayLike<number>): number {
  const together = new Map<string, number>();
  const inFirst = new Map<number, number>();
  const inSecond = new Map<number, number>();
  for (let item = 0; item < first.length; item++) {
    count(together, `${first[item]} ${second[item]}`);
    count(inFirst, first[item]);
    count(inSecond, second[item]);
  }
  const both = pairsWithin(together);
  const firstPairs = pairsWithin(inFirst);
  const secondPairs = pairsWithin(inSecond);
  const expected = (firstPairs * secondPairs) / pairsOf(first.length);
  return (both - expected) / ((firstPairs + secondPairs) / 2 - expected);
}

function count<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function pairsWithin(counts: ReadonlyMap<unknown, number>): number {
  let pairs = 0;
  for (const size of counts.values()) pairs += pairsOf(size);
  return pairs;
}

function pairsOf(size: number): number {
  return (size * (size - 1)) / 2;
}
