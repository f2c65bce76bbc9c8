import { innerRanges, linear, ticksOf } from './axes.ts';
import type { Frame, Tick } from './axes.ts';
import type { ClassColours } from './classColours.ts';
import { cutHeight, roomAbove } from './treeCut.ts';
import { clustersOf } from './treeGeometry.ts';
import type { ShownCluster, TreeGeometry } from './treeGeometry.ts';

export const dendrogramFontSize = 12;
/** Rows of many leaves are lower. */
export const dendrogramRow = { many: 80, high: 18, low: 14 };
export const neutralBranch = 'var(--text-muted)';

export interface DendrogramLeaf {
  /** Its place in the tree's items. */
  item: number;
  y: number;
}

export interface ClusterBand extends ShownCluster {
  y: number;
  height: number;
  /** Every other band is shaded. */
  isShaded: boolean;
}

export interface DendrogramLayout {
  leaves: DendrogramLeaf[];
  /** Branches by colour. */
  branches: { colour: string; path: string }[];
  bands: ClusterBand[];
  ticks: Tick[];
  cutX: number;
  /** The height at a place along the axis. */
  heightAt: (x: number) => number;
}

export function dendrogramRowHeight(leafCount: number): number {
  return leafCount > dendrogramRow.many ? dendrogramRow.low : dendrogramRow.high;
}

/**
 * A tree with its root on the left and a row for each leaf, merges at their heights. A branch has the colour of a class
 * when all leaves under it are of that class.
 */
export function layOutDendrogram(
  geometry: TreeGeometry,
  /** Of each item. */
  labels: readonly (string | undefined)[],
  colours: ClassColours,
  clusterCount: number,
  frame: Frame,
): DendrogramLayout {
  const { x, y } = innerRanges(frame);
  const scale = linear([geometry.tallest * roomAbove, 0], x);
  const row = (y[0] - y[1]) / geometry.leafCount;
  const rowY = (place: number) => y[1] + (place + 0.5) * row;
  const branchColours = coloursOfNodes(geometry, labels, colours);
  return {
    leaves: geometry.order.map((item, place) => ({ item, y: rowY(place) })),
    branches: branchesByColour(geometry, branchColours, scale, rowY),
    bands: clustersOf(geometry, clusterCount).map((cluster, index) => ({
      ...cluster,
      y: rowY(cluster.first - 0.5),
      height: (cluster.last + 1 - cluster.first) * row,
      isShaded: index % 2 === 0,
    })),
    ticks: ticksOf(scale),
    cutX: scale(cutHeight(geometry, clusterCount)),
    heightAt: (place) => scale.invert(place),
  };
}

/** Of each node: the colour of the class of all leaves under it, else the neutral one. */
function coloursOfNodes(
  { order, children }: TreeGeometry,
  labels: readonly (string | undefined)[],
  colours: ClassColours,
): string[] {
  const found = order.map((item) => {
    const label = labels[item];
    return colours.isDistinct(label) ? colours.colourOf(label) : neutralBranch;
  });
  for (const [a, b] of children) found.push(found[a] === found[b] ? found[a] : neutralBranch);
  return found;
}

function branchesByColour(
  { leafCount, children, middle, height }: TreeGeometry,
  colours: readonly string[],
  scale: (height: number) => number,
  rowY: (place: number) => number,
): { colour: string; path: string }[] {
  const paths = new Map<string, string>();
  const add = (colour: string, path: string) => paths.set(colour, (paths.get(colour) ?? '') + path);
  children.forEach(([a, b], step) => {
    const merge = leafCount + step;
    const x = scale(height[merge]).toFixed(2);
    add(colours[merge], `M${x},${rowY(middle[a]).toFixed(2)}V${rowY(middle[b]).toFixed(2)}`);
    for (const child of [a, b])
      add(colours[child], `M${x},${rowY(middle[child]).toFixed(2)}H${scale(height[child]).toFixed(2)}`);
  });
  return [...paths].map(([colour, path]) => ({ colour, path }));
}
