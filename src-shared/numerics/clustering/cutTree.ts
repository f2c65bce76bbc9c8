/**
 * Cuts a tree into k clusters: the cluster of each item from 1, numbered in the order of their first items, as R's
 * `cutree` does.
 * @param merges R's signed convention, two per step, in the order of the heights
 * @throws RangeError for a k that is not between 1 and the number of items
 */
export function cutTree(merges: ArrayLike<number>, k: number): Int32Array {
  const count = merges.length / 2 + 1;
  if (!Number.isInteger(k) || k < 1 || k > count) {
    throw new RangeError(`invalid k: ${k} clusters of ${count} items`);
  }
  const parent = new Int32Array(2 * count).fill(-1);
  for (let step = 0; step < count - k; step++) {
    parent[nodeOf(merges[2 * step], count)] = count + step;
    parent[nodeOf(merges[2 * step + 1], count)] = count + step;
  }
  return numbered(rootsOf(parent, count));
}

/** How many clusters are left when all merges up to a height are done. */
export function clusterCountAt(heights: ArrayLike<number>, height: number): number {
  let above = 0;
  while (above < heights.length && heights[heights.length - 1 - above] > height) above += 1;
  return above + 1;
}

/** Items come first among the nodes, then the steps. */
function nodeOf(merged: number, count: number): number {
  return merged < 0 ? -merged - 1 : count + merged - 1;
}

/** The topmost node over each item; parents stand after their parts. */
function rootsOf(parent: Int32Array, count: number): Int32Array {
  const roots = Int32Array.from(parent, (_, node) => node);
  for (let node = parent.length - 1; node >= 0; node--) {
    if (parent[node] >= 0) roots[node] = roots[parent[node]];
  }
  return roots.subarray(0, count);
}

function numbered(roots: Int32Array): Int32Array {
  const numbers = new Map<number, number>();
  return roots.map((root) => {
    const number = numbers.get(root) ?? numbers.size + 1;
    numbers.set(root, number);
    return number;
  });
}
