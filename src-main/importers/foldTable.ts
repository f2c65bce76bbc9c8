import { TracewiseError } from '#shared/model/errors.ts';
import type { FilePlace } from '#shared/model/errors.ts';
import type { FoldTable } from '#shared/model/foldTable.ts';
import type { HoldoutScheme } from '#shared/model/settings.ts';
import type { ReadContext, Source } from './context.ts';
import { readPlainTable } from './formats/plainTable.ts';
import { missingTokens } from './scan/numberRow.ts';
import type { TextTable } from './tables/textTable.ts';

/** What outer folds must fit: a data set with the responses of one metric. */
export interface FoldedPanel {
  samples: readonly string[];
  drugs: readonly string[];
  /** samples x drugs, column-major, NaN = not observed. */
  responses: Float64Array;
  scheme: HoldoutScheme;
  /** One per sample, where all have one. */
  tissues?: readonly string[];
}

export interface ReadFolds {
  table: FoldTable;
  warnings: string[];
}

const mostFolds = 100;
const missing: readonly string[] = ['', ...missingTokens];

/**
 * A table of outer folds as `export folds` writes it: `sample`, then a column per drug with the fold from 1, missing where
 * nothing was observed. Drugs without a column are not evaluated; folds of entries that are not observed are passed over.
 * @throws TracewiseError `invalid-input` with line and column for a sample or drug that the data set has not, or that
 *   stands twice, for an observed entry without a fold, for folds that leave a number out, and for a sample (or tissue)
 *   whose folds differ where these are held out as a whole
 */
export async function readFoldTable(
  source: Source,
  panel: FoldedPanel,
  context: ReadContext,
): Promise<ReadFolds> {
  return foldsOf(await readPlainTable(source, context), panel, source.name);
}

function foldsOf({ header, rows }: TextTable, panel: FoldedPanel, file: string): ReadFolds {
  const headerLine = 1;
  const drugs = header.slice(1);
  requireKnown(drugs, panel.drugs, 'drug', (place) => ({ file, line: headerLine, column: place + 2 }));
  const samples = rows.map(({ cells }) => cells[0]);
  requireKnown(samples, panel.samples, 'sample', (place) => ({ file, line: rows[place].line, column: 1 }));
  const folds = new Uint8Array(samples.length * drugs.length);
  rows.forEach(({ line, cells }, row) =>
    drugs.forEach((_, column) => {
      folds[column * samples.length + row] = foldOf(cells[column + 1], { file, line, column: column + 2 });
    }),
  );
  const table = { samples, drugs, folds };
  const placeOf = (row: number, column: number) => ({ file, line: rows[row].line, column: column + 2 });
  const unobserved = requireFolds(table, panel, file, placeOf);
  requireNoGap(table, file);
  if (panel.scheme !== 'transductive') requireWhole(table, panel, placeOf);
  const passed = `${unobserved} ${unobserved === 1 ? 'fold of an entry' : 'folds of entries'} that were not observed`;
  return { table, warnings: unobserved === 0 ? [] : [`${file}: ${passed} are passed over`] };
}

function requireKnown(
  names: readonly string[],
  known: readonly string[],
  kind: 'sample' | 'drug',
  placeOf: (place: number) => FilePlace,
): void {
  const there = new Set(known);
  const seen = new Set<string>();
  names.forEach((name, place) => {
    if (!there.has(name)) {
      throw new TracewiseError('invalid-input', `the data set has no ${kind} of this name`, {
        place: placeOf(place),
        found: name,
        expected: `a ${kind} of the data set, such as ${known[0]}`,
      });
    }
    if (seen.has(name)) {
      throw new TracewiseError('invalid-input', `the ${kind} stands twice`, {
        place: placeOf(place),
        found: `${name} again`,
        expected: `every ${kind} once`,
      });
    }
    seen.add(name);
  });
}

function foldOf(cell: string, place: FilePlace): number {
  if (missing.includes(cell)) return 0;
  const fold = /^\d+$/.test(cell) ? Number(cell) : NaN;
  if (fold >= 1 && fold <= mostFolds) return fold;
  throw new TracewiseError('invalid-input', 'this is no fold', {
    place,
    found: cell,
    expected: `a whole number from 1 to ${mostFolds}, or NA`,
  });
}

/** @returns how many folds belong to entries that are not observed */
function requireFolds(
  { samples, drugs, folds }: FoldTable,
  panel: FoldedPanel,
  file: string,
  placeOf: (row: number, column: number) => FilePlace,
): number {
  const rows = new Map(samples.map((sample, row) => [sample, row]));
  const columns = new Map(panel.drugs.map((drug, column) => [drug, column]));
  let observedCount = 0;
  drugs.forEach((drug, column) =>
    panel.samples.forEach((sample, place) => {
      const value = panel.responses[(columns.get(drug) ?? NaN) * panel.samples.length + place];
      if (Number.isNaN(value)) return;
      observedCount += 1;
      const row = rows.get(sample);
      if (row !== undefined && folds[column * samples.length + row] > 0) return;
      throw new TracewiseError('invalid-input', `the response of ${sample} to ${drug} is observed`, {
        place: row === undefined ? { file } : placeOf(row, column),
        found: row === undefined ? 'no row for the sample' : 'no fold',
        expected: 'a fold for every observed response of a drug that has a column',
      });
    }),
  );
  return folds.reduce((count, fold) => count + (fold > 0 ? 1 : 0), 0) - observedCount;
}

function requireNoGap({ folds }: FoldTable, file: string): void {
  const there = new Set(folds);
  there.delete(0);
  const count = Math.max(0, ...there);
  if (count >= 2 && there.size === count) return;
  throw new TracewiseError('invalid-input', 'the folds are not numbered from 1 without a gap', {
    place: { file },
    found: there.size === 0 ? 'none' : [...there].sort((a, b) => a - b).join(', '),
    expected: 'two folds and more: 1, 2, ...',
  });
}

/** Whole samples, or tissues, must have one fold. */
function requireWhole(
  { samples, drugs, folds }: FoldTable,
  { scheme, tissues, ...panel }: FoldedPanel,
  placeOf: (row: number, column: number) => FilePlace,
): void {
  const byTissue = scheme === 'leave-tissue-out' && tissues !== undefined;
  const tissueOf = new Map(panel.samples.map((sample, place) => [sample, tissues?.[place] ?? sample]));
  const known = new Map<string, number>();
  samples.forEach((sample, row) => {
    const whole = byTissue ? (tissueOf.get(sample) ?? sample) : sample;
    drugs.forEach((_, column) => {
      const fold = folds[column * samples.length + row];
      const before = known.get(whole);
      if (fold === 0) return;
      if (before !== undefined && before !== fold) {
        const what = byTissue ? `the tissue ${whole} is` : `${sample} is`;
        throw new TracewiseError('invalid-input', `${what} in two folds, but held out as a whole`, {
          place: placeOf(row, column),
          found: `fold ${fold}`,
          expected: `fold ${before}, as before`,
          remedy: 'Give it one fold, or leave entries out (transductive)',
        });
      }
      known.set(whole, fold);
    });
  });
}
