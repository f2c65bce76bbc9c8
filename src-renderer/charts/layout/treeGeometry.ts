import type { Tree } from '#shared/model/clustering.ts';

/**
 * A tree as it is drawn. Its nodes are numbered: the leaves from 0, from left to right as they are shown, then the
 * merges in their order.
 */
export interface TreeGeometry {
  leafCount: number;
  /** The place in the tree's items of each leaf that is shown. */
  order: readonly number[];
  /** Of each merge. */
  children: readonly (readonly [number, number])[];
  /** Of each node: the first and the last leaf under it, its middle, and its height, which is 0 for leaves. */
  first: Float64Array;
  last: Float64Array;
  middle: Float64Array;
  height: Float64Array;
  /** Of the highest merge; 1 where there is none. */
  tallest: number;
}

/** A cluster of a cut: the leaves from `first` to `last` as they are shown. */
export interface ShownCluster {
  /** From 1, as R's `cutree` numbers them: by the item that comes first among all. */
  number: number;
  node: number;
  first: number;
  last: number;
}

/** @throws TypeError when the tree's order is none of its items */
export function treeGeometry({ items, merges, heights, order }: Tree): TreeGeometry {
  const leafCount = items.length;
  if (order.length !== leafCount)
    throw new TypeError(`tree: found an order of ${order.length} leaves, expected ${leafCount}`);
  const shownAt = new Map(order.map((item, place) => [item, place]));
  const nodeOf = (signed: number) =>
    signed < 0 ? (shownAt.get(-signed - 1) ?? Number.NaN) : leafCount + signed - 1;
  const children = heights.map((_, step): [number, number] => {
    const pair = [nodeOf(merges[2 * step]), nodeOf(merges[2 * step + 1])];
    return [pair[0], pair[1]];
  });
  const geometry = {
    leafCount,
    order,
    children,
    first: leafPlaces(leafCount, heights.length),
    last: leafPlaces(leafCount, heights.length),
    middle: leafPlaces(leafCount, heights.length),
    height: new Float64Array(leafCount + heights.length),
    tallest: Math.max(...heights, 0) || 1,
  };
  children.forEach((pair, step) => placeMerge(geometry, leafCount + step, pair, heights[step]));
  return geometry;
}

/** The tree cut into `clusterCount` clusters, from left to right. */
export function clustersOf(geometry: TreeGeometry, clusterCount: number): ShownCluster[] {
  const { leafCount, children, first, last, order } = geometry;
  const kept = leafCount + Math.max(0, leafCount - clusterCount);
  const isInner = new Set(children.slice(0, kept - leafCount).flat());
  const roots = Array.from({ length: kept }, (_, node) => node).filter((node) => !isInner.has(node));
  const earliest = (node: number) => Math.min(...order.slice(first[node], last[node] + 1));
  const numbered = roots
    .map((node) => ({ node, earliest: earliest(node) }))
    .toSorted((a, b) => a.earliest - b.earliest)
    .map(({ node }, index) => ({ number: index + 1, node, first: first[node], last: last[node] }));
  return numbered.toSorted((a, b) => a.first - b.first);
}

/** The node whose leaves a cut at `height` puts together with the leaf that covers `place`, counted from 0. */
export function nodeUnder(geometry: TreeGeometry, place: number, height: number): number {
  const { leafCount, children, first } = geometry;
  let node = leafCount + children.length - 1;
  while (node >= leafCount && geometry.height[node] > height) {
    const [a, b] = children[node - leafCount];
    const [left, right] = first[a] < first[b] ? [a, b] : [b, a];
    node = place < first[right] ? left : right;
  }
  return node;
}

function leafPlaces(leafCount: number, mergeCount: number): Float64Array {
  return Float64Array.from({ length: leafCount + mergeCount }, (_, node) => node);
}

function placeMerge(
  { first, last, middle, height }: TreeGeometry,
  node: number,
  [a, b]: readonly [number, number],
  mergeHeight: number,
): void {
  first[node] = Math.min(first[a], first[b]);
  last[node] = Math.max(last[a], last[b]);
  middle[node] = (middle[a] + middle[b]) / 2;
  height[node] = mergeHeight;
}
