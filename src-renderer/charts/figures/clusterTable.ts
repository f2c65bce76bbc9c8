import type { Tree } from '#shared/model/clustering.ts';
import { clustersOf, treeGeometry } from '../layout/treeGeometry.ts';
import type { FigureTable } from './saveFigure.ts';

/** A cluster of a cut, with its items as they are shown. */
export interface NamedCluster {
  number: number;
  /** Places in the tree's items. */
  items: number[];
}

/** The clusters of a cut, by number. */
export function namedClusters(tree: Tree, clusterCount: number): NamedCluster[] {
  return clustersOf(treeGeometry(tree), clusterCount)
    .map(({ number, first, last }) => ({ number, items: tree.order.slice(first, last + 1) }))
    .toSorted((a, b) => a.number - b.number);
}

/** The table `clusters` of the command line: the order is a leaf's place as shown, from 1. */
export function clusterTable(tree: Tree, clusterCount: number): FigureTable {
  const orders = new Map(tree.order.map((item, place) => [item, place + 1]));
  const clusters = new Map(
    namedClusters(tree, clusterCount).flatMap(({ number, items }) =>
      items.map((item) => [item, number] as const),
    ),
  );
  return {
    header: ['item', 'k', 'cluster', 'order'],
    rows: tree.items.map((name, item) => [
      name,
      clusterCount,
      clusters.get(item) ?? null,
      orders.get(item) ?? null,
    ]),
  };
}
