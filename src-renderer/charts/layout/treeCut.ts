import type { TreeGeometry } from './treeGeometry.ts';

/** How many clusters a cut at `height` leaves. */
export function clusterCountAt({ leafCount, height }: TreeGeometry, cut: number): number {
  const merged = height.subarray(leafCount).filter((merge) => merge <= cut).length;
  return leafCount - merged;
}

/** Where to draw the cut into `clusterCount` clusters: half way between the merges that it lies between. */
export function cutHeight({ leafCount, height, tallest }: TreeGeometry, clusterCount: number): number {
  const heights = height.subarray(leafCount);
  const step = leafCount - clusterCount;
  const below = step > 0 ? heights[step - 1] : 0;
  const above = step < heights.length ? heights[step] : tallest * roomAbove;
  return (below + above) / 2;
}

/** The axis of heights goes so far beyond the highest merge. */
export const roomAbove = 1.06;
