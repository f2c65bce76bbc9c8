/** Outer folds as a table gives them, by the names in it. */
export interface FoldTable {
  samples: string[];
  drugs: string[];
  /** samples x drugs, column-major: 0 = none, else the fold from 1. */
  folds: Uint8Array;
}

/** The number of folds: the greatest that is named. */
export function foldCountOf({ folds }: FoldTable): number {
  return folds.reduce((most, fold) => Math.max(most, fold), 0);
}

/** The same folds for other samples and drugs, in the order of these; 0 where the table names none. */
export function foldsFor(table: FoldTable, samples: readonly string[], drugs: readonly string[]): Uint8Array {
  const rows = new Map(table.samples.map((sample, row) => [sample, row]));
  const columns = new Map(table.drugs.map((drug, column) => [drug, column]));
  const folds = new Uint8Array(samples.length * drugs.length);
  drugs.forEach((drug, task) => {
    const column = columns.get(drug);
    if (column === undefined) return;
    samples.forEach((sample, place) => {
      const row = rows.get(sample);
      if (row !== undefined)
        folds[task * samples.length + place] = table.folds[column * table.samples.length + row];
    });
  });
  return folds;
}
