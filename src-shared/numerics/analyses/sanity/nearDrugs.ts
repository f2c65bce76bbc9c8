import type { NearPair } from '../../../model/sanity.ts';
import { matrix } from '../../linalg/matrix.ts';
import { visitPairCorrelations } from '../../statistics/pairwiseCorrelations.ts';
import { fisherZ, usualSpread } from '../../statistics/usualSpread.ts';
import type { SanityTable } from './tables.ts';

const leastCorrelation = 0.95;
const fewestShared = 20;

/** Deviations above the middle of all pairs, on Fisher's scale: where every drug is like every other, none is nearly the same. */
const leastDeviations = 5;

/** Fewer pairs have no middle to speak of; they must agree all the more. */
const fewestPairs = 10;
const leastOfFew = 0.99;

/** How often a compound may have been screened. */
const mostScreens = 4;

/** Pairs by which the middle is told: every so many of more. */
const spreadSample = 2 ** 20;

/** Pairs of drugs of a metric that nearly agree in their responses, or by name, those that agree best first. */
export function nearDrugs(table: SanityTable): NearPair[] {
  const { names, columns, source } = table;
  const start = columns.length === 0 ? 0 : columns[0] * source.rows;
  const values = matrix(
    source.rows,
    columns.length,
    source.values.subarray(start, start + columns.length * source.rows),
  );
  const compounds = compoundsOf(names);
  const candidates: (NearPair & { byName: boolean })[] = [];
  const scaled: number[] = [];
  const stride = Math.max(1, Math.ceil(names.length ** 2 / 2 / spreadSample));
  let met = 0;
  visitPairCorrelations(values, ({ first, second, correlation, sharedCount }) => {
    if (sharedCount < fewestShared || Number.isNaN(correlation)) return;
    if (met % stride === 0) scaled.push(fisherZ(correlation));
    met += 1;
    const byName = compounds[first] === compounds[second];
    if (correlation < leastCorrelation && !byName) return;
    candidates.push({
      first: names[first],
      second: names[second],
      within: table.name,
      correlation,
      sharedCount,
      byName,
    });
  });
  const limit = scaled.length < fewestPairs ? leastOfFew : unusualCorrelation(scaled);
  return candidates
    .filter(({ correlation, byName }) => byName || correlation >= limit)
    .toSorted((a, b) => b.correlation - a.correlation);
}

function unusualCorrelation(scaled: readonly number[]): number {
  const { median, deviation } = usualSpread(scaled);
  return Math.tanh(median + leastDeviations * deviation);
}

/**
 * What a drug is called without what tells two screens of it apart: `Afatinib (GDSC:1032)`, `Afatinib:1377` and
 * `afatinib batch 2` are afatinib, while `(-)` and a number after a space or a hyphen belong to the name.
 */
export function compoundOf(name: string): string {
  const bare = name
    .toLowerCase()
    .replace(/\s*[([][^)\]]*[a-z0-9][^)\]]*[)\]]\s*$/, '')
    .replace(/[:_ -](batch|screen|rescreen|replicate|rep|run)[:_ -]?#?\d+$/, '')
    .replace(/:\d{3,}$/, '')
    .replace(/[^a-z0-9+]/g, '');
  return bare === '' ? name : bare;
}

/** What each drug is called, but for compounds of more names than screens: those names number something else. */
function compoundsOf(names: readonly string[]): string[] {
  const compounds = names.map(compoundOf);
  const counts = new Map<string, number>();
  for (const compound of compounds) counts.set(compound, (counts.get(compound) ?? 0) + 1);
  return compounds.map((compound, index) =>
    (counts.get(compound) ?? 0) > mostScreens ? names[index] : compound,
  );
}
