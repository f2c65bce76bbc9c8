import { tsvLine } from './tsv.ts';

export interface StableGene {
  gene: string;
  /** On the original scale. */
  weight: number;
  foldsInTop: number;
}

/** A row per drug and top gene, strongest first. */
export function* stabilityTable(
  drugs: Iterable<{ drug: string; genes: readonly StableGene[] }>,
): Generator<string> {
  yield tsvLine(['drug', 'gene', 'rank', 'weight', 'folds_in_top']);
  for (const { drug, genes } of drugs) {
    for (const [index, { gene, weight, foldsInTop }] of genes.entries()) {
      yield tsvLine([drug, gene, index + 1, weight, foldsInTop]);
    }
  }
}
