/**
 * Merges and leaf order from the pairs that were joined, each cluster being named by its lowest item (R's `hcass2`).
 * An item stands before a cluster, the lower item before the higher, the earlier cluster before the later.
 * @param pairs two per step, the lower first
 */
export function mergeTable(pairs: Int32Array, count: number): { merges: Int32Array; order: Int32Array } {
  const merges = new Int32Array(pairs.length);
  /** Of the cluster that an item names now: its step, or the item itself. */
  const current = Int32Array.from({ length: count }, (_, item) => -item - 1);
  for (let step = 0; 2 * step < pairs.length; step++) {
    const first = current[pairs[2 * step]];
    const second = current[pairs[2 * step + 1]];
    const swaps = first > 0 && (second < 0 || second < first);
    merges[2 * step] = swaps ? second : first;
    merges[2 * step + 1] = swaps ? first : second;
    current[pairs[2 * step]] = step + 1;
  }
  return { merges, order: leavesInOrder(merges, count) };
}

/** Items from 0, from left to right: those of a step's first part before those of its second. */
export function leavesInOrder(merges: Int32Array, count: number): Int32Array {
  const order = new Int32Array(count);
  const waiting = merges.length === 0 ? [-1] : [merges.length / 2];
  let placed = 0;
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node < 0) {
      order[placed++] = -node - 1;
      continue;
    }
    waiting.push(merges[2 * node - 1], merges[2 * node - 2]);
  }
  return order;
}
