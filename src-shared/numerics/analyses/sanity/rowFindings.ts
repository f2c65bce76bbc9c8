import type { BlockFit } from '../../../model/sanity.ts';
import type { Finding, Measured } from './measured.ts';
import { groupsThatFit } from './links.ts';
import type { TableGroup } from './links.ts';
import { counted, listed, shown } from './words.ts';

/** With fewer samples a link may be there and not be seen. */
const fewestJudged = 30;

/** Samples among which a block that is linked to none of several linked ones is more than bad luck. */
const clearlyEnough = 200;

const checkRows =
  'Compare a few rows of its file with the source: a table that was sorted or pasted without its names looks like this.';

/** Tables that do not tell alike with the others which samples are alike. */
export function mixedRowFindings(report: Measured, structured: ReadonlySet<string>): Finding[] {
  if (report.samples.length < fewestJudged) return [];
  const names = report.spreads.map(({ name }) => name);
  const groups = groupsThatFit(names, report.fits).filter((group) =>
    group.some((name) => structured.has(name)),
  );
  if (groups.length === 0) return [];
  const main = groups.reduce((largest, group) => (group.length > largest.length ? group : largest));
  const shifted = shiftFindings(report, main);
  const apart = groups
    .filter((group) => group !== main && !group.some((name) => shifted.tables.has(name)))
    .map((group) => apartFinding(report, group, main));
  return [...shifted.findings, ...apart];
}

function shiftFindings({ fits }: Measured, main: TableGroup): { findings: Finding[]; tables: Set<string> } {
  const findings: Finding[] = [];
  const tables = new Set<string>();
  for (const { first, second, shift } of fits) {
    if (shift === undefined) continue;
    const isFirst = main.includes(second) && !main.includes(first);
    const moved = isFirst ? first : second;
    const other = isFirst ? second : first;
    if (tables.has(moved) || tables.has(other)) continue;
    tables.add(moved);
    const up = isFirst ? -shift : shift;
    const direction = `${up > 0 ? 'up' : 'down'} by ${Math.abs(up)}`;
    findings.push({
      severity: 'problem',
      title: `The rows of ${moved} are shifted against ${other}`,
      sentence: `${moved} fits ${other} far better when its rows move ${direction}. A line was probably lost or added in its file while the names stayed: mend the file and import it again.`,
    });
  }
  return { findings, tables };
}

function apartFinding(report: Measured, group: TableGroup, main: TableGroup): Finding {
  const pairs = report.fits.filter(
    ({ first, second }) =>
      (group.includes(first) && main.includes(second)) || (group.includes(second) && main.includes(first)),
  );
  const kinds = new Map(report.spreads.map(({ name, kind }) => [name, kind]));
  const ofResponses = [group, main].some((tables) => tables.every((name) => kinds.get(name) === 'metric'));
  const byGenes = pairs.find(({ sharedGenes }) => sharedGenes !== undefined);
  const what = listed(group);
  const others = listed(main);
  if (byGenes?.sharedGenes !== undefined) {
    const { geneCount, ownCorrelation, othersCorrelation } = byGenes.sharedGenes;
    return {
      severity: 'problem',
      title: `The samples of ${what} are not those of ${others}`,
      sentence: `Over ${geneCount} genes that ${byGenes.first} and ${byGenes.second} share, a sample agrees with itself no better than with others (mean correlation ${shown(ownCorrelation)} against ${shown(othersCorrelation)}; P = ${shown(byGenes.sharedGenes.p)}). The rows of one of them are mixed up. ${checkRows}`,
    };
  }
  const strongest = pairs.reduce((best, pair) => (pair.association > best.association ? pair : best));
  const numbers = `${pairs.length > 1 ? 'the closest pair, ' : ''}${strongest.first} and ${strongest.second}, has an association of ${shown(strongest.association)}, P = ${shown(strongest.p)}`;
  if (ofResponses) {
    return {
      severity: 'caution',
      title: `${what} and ${others} do not fit together`,
      sentence: `Samples that are alike in the one are not alike in the other: ${numbers}. Either the responses are noise, or the rows of one table are mixed up; the two look the same. ${checkRows}`,
    };
  }
  return {
    severity: main.length > 1 && report.samples.length >= clearlyEnough ? 'problem' : 'caution',
    title: `${what} does not fit ${others}`,
    sentence: `Samples that are alike in ${what} are not alike in ${others}: ${numbers}. Its rows may be mixed up. ${checkRows}`,
  };
}

/** Samples that fit in the place of others. */
export function misplacedFindings({ fits }: Measured): Finding[] {
  return fits
    .filter(({ misplaced, shift }) => misplaced.length > 0 && shift === undefined)
    .map((fit) => {
      const count = fit.misplacedCount ?? fit.misplaced.length;
      const isOne = count === 1;
      return {
        severity: 'problem',
        title: `${counted(count, 'sample')} of ${fit.second} ${isOne ? 'fits' : 'fit'} in another place of ${fit.first}`,
        sentence: `Over the genes that both blocks share, ${listed(exchanges(fit), fit.misplacedCount)}. ${fit.misplacedCount === undefined ? 'Check the names of these rows in both files, and leave the samples out if you cannot settle it.' : 'Put the rows of the file back in their order and import it again.'}`,
      };
    });
}

/** A swap is told once. */
function exchanges({ misplaced, first, second }: BlockFit): string[] {
  const places = new Map(misplaced.map(({ sample, fitsAs }) => [sample, fitsAs]));
  const told = new Set<string>();
  return misplaced.flatMap(({ sample, fitsAs }) => {
    if (told.has(sample)) return [];
    if (places.get(fitsAs) !== sample) return [`${second} of ${sample} fits ${first} of ${fitsAs}`];
    told.add(fitsAs);
    return [`${sample} and ${fitsAs} are swapped`];
  });
}
