import type { Tree } from '#shared/model/clustering.ts';
import { arrangeCells, CellPyramid } from './cellLevels.ts';
import { treeGeometry } from './treeGeometry.ts';
import type { TreeGeometry } from './treeGeometry.ts';
import { usualLimit } from './weightColours.ts';

export interface HeatmapSource {
  drugs: readonly { name: string }[];
  features: readonly { gene: string; block: string }[];
  /** features x drugs, column-major. */
  weights: Float32Array;
  drugTree: Tree;
  featureTree: Tree;
}

/** Weights in the order of both trees. Rows and columns are counted as they are shown. */
export interface ArrangedHeatmap {
  rowCount: number;
  columnCount: number;
  /** The place among the features of each row, and among the drugs of each column. */
  rowOrder: readonly number[];
  columnOrder: readonly number[];
  rowTree: TreeGeometry;
  columnTree: TreeGeometry;
  genes: readonly string[];
  blocks: readonly string[];
  drugs: readonly string[];
  cells: CellPyramid;
  usualLimit: number;
}

export function arrangeHeatmap({
  drugs,
  features,
  weights,
  drugTree,
  featureTree,
}: HeatmapSource): ArrangedHeatmap {
  const rowOrder = featureTree.order;
  const columnOrder = drugTree.order;
  return {
    rowCount: rowOrder.length,
    columnCount: columnOrder.length,
    rowOrder,
    columnOrder,
    rowTree: treeGeometry(featureTree),
    columnTree: treeGeometry(drugTree),
    genes: rowOrder.map((feature) => features[feature].gene),
    blocks: rowOrder.map((feature) => features[feature].block),
    drugs: columnOrder.map((drug) => drugs[drug].name),
    cells: new CellPyramid(arrangeCells(weights, rowOrder, columnOrder)),
    usualLimit: usualLimit(weights),
  };
}

/** The weight in a cell. */
export function weightAt({ cells, columnCount }: ArrangedHeatmap, row: number, column: number): number {
  return cells.base.values[row * columnCount + column];
}

/** Rows whose gene is the one asked for, without regard to case. */
export function rowsOfGene({ genes }: ArrangedHeatmap, gene: string): number[] {
  const wanted = gene.trim().toLowerCase();
  return genes.flatMap((name, row) => (name.toLowerCase() === wanted ? [row] : []));
}

/** The genes of the rows from `first` to `last`, each once. */
export function genesOfRows({ genes }: ArrangedHeatmap, first: number, last: number): string[] {
  return [...new Set(genes.slice(first, last + 1))];
}
