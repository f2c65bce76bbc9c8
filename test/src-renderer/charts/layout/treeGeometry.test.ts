import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clusterCountAt, cutHeight } from '#renderer/charts/layout/treeCut.ts';
import { clustersOf, nodeUnder, treeGeometry } from '#renderer/charts/layout/treeGeometry.ts';
import type { Tree } from '#shared/model/clustering.ts';
import { arbitraryTree } from '../../../support/arbitraryTrees.ts';

/** b and d merge first, then a joins them, then c and e merge, then all. Shown: c e a b d. */
const tree: Tree = {
  items: ['a', 'b', 'c', 'd', 'e'],
  merges: [-2, -4, -1, 1, -3, -5, 3, 2],
  heights: [1, 2, 3, 5],
  order: [2, 4, 0, 1, 3],
};

/** Clusters as sets of items, by merging sets in the order of the steps. */
function plainClusters({ items, merges }: Tree, clusterCount: number): string[] {
  const made: number[][] = [];
  const open = new Set(items.map((_, item) => [item]));
  const leaves = [...open];
  for (let step = 0; step < items.length - clusterCount; step += 1) {
    const pair = [merges[2 * step], merges[2 * step + 1]].map((signed) =>
      signed < 0 ? leaves[-signed - 1] : made[signed - 1],
    );
    const merged = pair.flat();
    pair.forEach((set) => open.delete(set));
    open.add(merged);
    made.push(merged);
  }
  return [...open].map((set) => set.toSorted((a, b) => a - b).join(' ')).toSorted();
}

describe('treeGeometry', () => {
  it('places leaves as they are shown and merges over the middle of their two children', () => {
    const { first, last, middle, height } = treeGeometry(tree);
    const merge = (step: number) => [first[5 + step], last[5 + step], middle[5 + step], height[5 + step]];
    expect(merge(0)).toEqual([3, 4, 3.5, 1]);
    expect(merge(1)).toEqual([2, 4, 2.75, 2]);
    expect(merge(2)).toEqual([0, 1, 0.5, 3]);
    expect(merge(3)).toEqual([0, 4, 1.625, 5]);
  });

  it('refuses an order that does not hold every leaf', () => {
    expect(() => treeGeometry({ ...tree, order: [0, 1] })).toThrow('found an order of 2 leaves, expected 5');
  });

  it('has one leaf and no merge for a single item', () => {
    const single = treeGeometry({ items: ['a'], merges: [], heights: [], order: [0] });
    expect(clustersOf(single, 1)).toEqual([{ number: 1, node: 0, first: 0, last: 0 }]);
    expect(nodeUnder(single, 0.5, 1)).toBe(0);
  });
});

describe('clustersOf', () => {
  it('numbers clusters by the item that comes first among all, and lists them as they are shown', () => {
    const clusters = clustersOf(treeGeometry(tree), 3);
    expect(clusters.map(({ number, first, last }) => [number, first, last])).toEqual([
      [2, 0, 0],
      [3, 1, 1],
      [1, 2, 4],
    ]);
  });

  it('agrees with merging sets step by step, at every number of clusters', () => {
    fc.assert(
      fc.property(arbitraryTree, (made) => {
        const geometry = treeGeometry(made);
        for (let count = 1; count <= made.items.length; count += 1) {
          const found = clustersOf(geometry, count).map(({ first, last }) =>
            made.order
              .slice(first, last + 1)
              .toSorted((a, b) => a - b)
              .join(' '),
          );
          expect(found.toSorted()).toEqual(plainClusters(made, count));
        }
      }),
    );
  });
});

describe('a cut', () => {
  it('is drawn where it leaves the clusters asked for', () => {
    fc.assert(
      fc.property(arbitraryTree, (made) => {
        const geometry = treeGeometry(made);
        for (let count = 1; count <= made.items.length; count += 1)
          expect(clusterCountAt(geometry, cutHeight(geometry, count))).toBe(count);
      }),
    );
  });

  it('stands above the highest merge for one cluster', () => {
    expect(cutHeight(treeGeometry(tree), 1)).toBeGreaterThan(5);
  });
});

describe('nodeUnder', () => {
  it('finds the cluster that a cut at that height makes around a leaf', () => {
    fc.assert(
      fc.property(arbitraryTree, fc.nat(), fc.nat(), (made, leaf, step) => {
        const geometry = treeGeometry(made);
        const place = leaf % made.items.length;
        const count = 1 + (step % made.items.length);
        const node = nodeUnder(geometry, place, cutHeight(geometry, count));
        const expected = clustersOf(geometry, count).find(
          ({ first, last }) => first <= place && place <= last,
        );
        expect(node).toBe(expected?.node);
      }),
    );
  });
});
