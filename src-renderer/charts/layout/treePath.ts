import type { TreeGeometry } from './treeGeometry.ts';

/** How a tree is drawn beside a matrix. */
export interface TreeView {
  /** The leaves that are in view, in leaves: `from` 0 `to` 3 are the first three. */
  from: number;
  to: number;
  /** What they fill, in pixels. */
  length: number;
  /** From the root to the leaves, in pixels. */
  depth: number;
  /** `rows`: the root stands on the left; `columns`: on top. */
  along: 'rows' | 'columns';
}

/** Subtrees narrower than this are drawn as a single line. */
const narrowest = 1.5;

/** The branches in view as the data of an SVG path, from (0, 0). */
export function treePath(geometry: TreeGeometry, view: TreeView): string {
  const { leafCount, children, first, last, middle, height } = geometry;
  const perLeaf = view.length / (view.to - view.from);
  const across = (node: number) => (middle[node] + 0.5 - view.from) * perLeaf;
  const depthOf = (value: number) => view.depth * (1 - value / geometry.tallest);
  const isInView = (node: number) => last[node] + 1 > view.from && first[node] < view.to;
  const bends: string[] = [];
  const pending = children.length === 0 ? [] : [leafCount + children.length - 1];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    const pair = children[node - leafCount];
    const ends = pair.map((child) => {
      if (child < leafCount || !isInView(child)) return depthOf(height[child]);
      if ((last[child] + 1 - first[child]) * perLeaf < narrowest) return view.depth;
      pending.push(child);
      return depthOf(height[child]);
    });
    bends.push(bend(view, depthOf(height[node]), pair.map(across), ends));
  }
  return bends.join('');
}

/** From one child up to the merge, along it, and down to the other; what lies beyond the view is left out. */
function bend({ along, length }: TreeView, merge: number, across: number[], ends: number[]): string {
  const turn = rounded(merge);
  const [from, to] = across.map((place) => rounded(Math.min(length, Math.max(0, place))));
  const [start, end] = ends.map((depth, side) =>
    across[side] < 0 || across[side] > length ? turn : rounded(depth),
  );
  return along === 'rows'
    ? `M${start},${from}H${turn}V${to}H${end}`
    : `M${from},${start}V${turn}H${to}V${end}`;
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
