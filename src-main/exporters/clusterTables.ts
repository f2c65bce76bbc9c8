import type { Tree } from '#shared/model/clustering.ts';
import { tsvLine } from './tsv.ts';

/** `step`, `left`, `right`, `height`, in R's signed convention. */
export function* mergesTable({ merges, heights }: Tree): Generator<string> {
  yield tsvLine(['step', 'left', 'right', 'height']);
  for (const [step, height] of heights.entries()) {
    yield tsvLine([step + 1, merges[2 * step], merges[2 * step + 1], height]);
  }
}

/** `item`, `k`, `cluster`, `order`: in the order of the items; `order` is the leaf's place from the left, from 1. */
export function* clustersTable(tree: Tree, k: number, clusters: readonly number[]): Generator<string> {
  const places = placesOf(tree);
  yield tsvLine(['item', 'k', 'cluster', 'order']);
  for (const [item, name] of tree.items.entries()) yield tsvLine([name, k, clusters[item], places[item] + 1]);
}

/** Place of each item from the left, from 0. */
function placesOf({ order }: Tree): number[] {
  const places = new Array<number>(order.length);
  for (const [place, item] of order.entries()) places[item] = place;
  return places;
}

/** Singular vectors of weights with the names that they do not carry. */
export interface NamedFactors {
  drugNames: readonly string[];
  featureNames: readonly string[];
  /** drugs x factors and features x factors, column-major. */
  drugs: Loadings;
  features: Loadings;
}

interface Loadings {
  rows: number;
  columns: number;
  values: Float64Array;
}

/** `factor`, `kind`, `name`, `loading`: factor by factor from 1, drugs before genes, in the order of the model. */
export function* factorsTable({ drugNames, featureNames, drugs, features }: NamedFactors): Generator<string> {
  yield tsvLine(['factor', 'kind', 'name', 'loading']);
  for (let factor = 0; factor < drugs.columns; factor += 1) {
    for (const [row, name] of drugNames.entries()) {
      yield tsvLine([factor + 1, 'drug', name, drugs.values[factor * drugs.rows + row]]);
    }
    for (const [row, name] of featureNames.entries()) {
      yield tsvLine([factor + 1, 'gene', name, features.values[factor * features.rows + row]]);
    }
  }
}
