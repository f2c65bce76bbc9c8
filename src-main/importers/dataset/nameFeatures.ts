import type { DuplicateNames, GeneNaming, NameReport } from '#shared/model/imports.ts';
import { looksLikeDate } from '#shared/names/geneNames.ts';
import type { GeneMatch, GeneNames } from '#shared/names/geneNames.ts';
import { renameFeatures } from '../tables/renameFeatures.ts';
import { columnsOf } from './matchSamples.ts';
import type { NameChoices } from './nameChoices.ts';
import { emptyReport } from './nameSamples.ts';
import type { ReadMatrix } from './readTables.ts';

export interface NamingRules {
  naming: GeneNaming;
  choices: NameChoices;
  /** Reads the table of genes; without one no name is looked up. */
  genes?: () => Promise<GeneNames>;
}

export interface NamedFeatures {
  matrices: ReadMatrix[];
  names: NameReport[];
  duplicates: DuplicateNames[];
  notices: string[];
}

/**
 * Gives the features of every matrix the names that they take: as chosen; else as written, but mended where a spreadsheet
 * made a date of them, and under `current` the gene's present symbol. What is ambiguous or unknown stays as written.
 * Features of one block that come to one name are made one, by the median.
 */
export async function nameFeatures(
  matrices: readonly ReadMatrix[],
  rules: NamingRules,
): Promise<NamedFeatures> {
  const named: NamedFeatures = { matrices: [], names: [], duplicates: [], notices: [] };
  for (const matrix of matrices) {
    const { file, table, orientation } = matrix;
    const written = columnsOf(matrix);
    const { names, report } = await namesFor(written, file, rules);
    named.names.push(report);
    named.notices.push(...mendedNotice(report));
    if (names.every((name, place) => name === written[place])) {
      named.matrices.push(matrix);
      continue;
    }
    const { table: renamed, count, worst } = renameFeatures(table, orientation, names);
    named.matrices.push({ ...matrix, table: renamed });
    if (count > 0) named.duplicates.push({ file, kind: 'feature', rule: 'median', count, worst });
  }
  return named;
}

/** In the order written; `undefined` for one that is left out. */
async function namesFor(
  written: readonly string[],
  file: string,
  { naming, choices, genes: loadGenes }: NamingRules,
): Promise<{ names: (string | undefined)[]; report: NameReport }> {
  const report = emptyReport(file, 'gene');
  const isLookedUp = (name: string) => naming === 'current' || looksLikeDate(name);
  const genes = written.some(isLookedUp) ? await loadGenes?.() : undefined;
  const names = written.map((name) => {
    const choice = choices.of('gene', name);
    if (choice !== undefined) {
      choices.use('gene', name);
      report.chosen.push({ written: name, as: choice });
      return choice ?? undefined;
    }
    if (genes === undefined || !isLookedUp(name)) {
      report.exactCount += 1;
      return name;
    }
    return enter(report, name, genes(name));
  });
  return { names, report };
}

/** @returns the name that the feature takes */
function enter(report: NameReport, written: string, match: GeneMatch): string {
  if (match.kind === 'unknown') report.unmatched.push(written);
  if (match.kind === 'ambiguous') report.ambiguous.push({ written, candidates: match.candidates });
  if (!('symbol' in match)) return written;
  if (match.kind === 'current') report.exactCount += 1;
  else if (match.kind === 'mended') report.mended.push({ written, as: match.symbol });
  else if (match.kind === 'alias') report.aliases.push({ written, as: match.symbol });
  else report.normalised.push({ written, as: match.symbol });
  return match.symbol;
}

/** What was mended, for people; nothing when there was nothing. */
function mendedNotice({ file, mended }: NameReport): string[] {
  if (mended.length === 0) return [];
  const shown = mended.slice(0, 3).map(({ written, as }) => `${written} is ${as}`);
  const rest = mended.length - shown.length;
  const [names, were] =
    mended.length === 1 ? ['1 gene name', 'a date was'] : [`${mended.length} gene names`, 'dates were'];
  return [
    `${file}: ${names} that a spreadsheet had turned into ${were} mended: ` +
      `${shown.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}.`,
  ];
}
