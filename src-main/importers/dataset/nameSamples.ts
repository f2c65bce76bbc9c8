import type { NameReport } from '#shared/model/imports.ts';
import type { LineMatch, LineMatcher } from '#shared/names/cellLineMatcher.ts';
import type { NameChoices } from './nameChoices.ts';

/** Which known sample each written name is, and how that was found. */
export interface NamedSamples {
  /** By known name. */
  writtenAs: ReadonlyMap<string, string>;
  report: NameReport;
}

/** How a name came to its sample: of two names of one table, the surer one has it. */
type Claim = { written: string; name: string; kind: 'chosen' | 'exact' | 'normalised' | 'alias' };

const sureness = { chosen: 2, exact: 1, normalised: 0, alias: 0 };

/**
 * Finds the sample that each name of a table means. Two names that fall on one sample are ambiguous, unless one of them
 * was chosen for it or is written the same.
 */
export function nameSamples(
  written: readonly string[],
  file: string,
  match: LineMatcher,
  choices: NameChoices,
): NamedSamples {
  const report: NameReport = emptyReport(file, 'sample');
  const claims: Claim[] = [];
  for (const name of written) {
    const found = chosenOrMatched(name, match, choices);
    if (found.kind === 'left-out') report.chosen.push({ written: name, as: null });
    else if (found.kind === 'unmatched') report.unmatched.push(name);
    else if (found.kind === 'ambiguous')
      report.ambiguous.push({ written: name, candidates: found.candidates });
    else claims.push({ written: name, name: found.name, kind: found.kind });
  }
  const writtenAs = new Map<string, string>();
  const rivals = new Map<string, Claim[]>();
  for (const claim of claims) rivals.set(claim.name, [...(rivals.get(claim.name) ?? []), claim]);
  for (const claim of claims) {
    if (!winsAgainst(claim, rivals.get(claim.name) ?? [])) {
      report.ambiguous.push({ written: claim.written, candidates: [claim.name] });
      continue;
    }
    writtenAs.set(claim.name, claim.written);
    enter(report, claim);
  }
  return { writtenAs, report };
}

export function emptyReport(file: string, kind: NameReport['kind']): NameReport {
  return {
    file,
    kind,
    exactCount: 0,
    normalised: [],
    aliases: [],
    mended: [],
    chosen: [],
    ambiguous: [],
    unmatched: [],
  };
}

function chosenOrMatched(
  written: string,
  match: LineMatcher,
  choices: NameChoices,
): LineMatch | { kind: 'left-out' } | { kind: 'chosen'; name: string } {
  const choice = choices.of('sample', written);
  if (choice === undefined) return match(written);
  const chosen = choice === null ? undefined : match(choice);
  if (chosen !== undefined && !('name' in chosen)) return match(written);
  choices.use('sample', written);
  return chosen === undefined ? { kind: 'left-out' } : { kind: 'chosen', name: chosen.name };
}

function winsAgainst(claim: Claim, rivals: readonly Claim[]): boolean {
  return rivals.every((rival) => rival === claim || sureness[rival.kind] < sureness[claim.kind]);
}

function enter(report: NameReport, { written, name, kind }: Claim): void {
  if (kind === 'exact') report.exactCount += 1;
  else if (kind === 'chosen') report.chosen.push({ written, as: name });
  else if (kind === 'alias') report.aliases.push({ written, as: name });
  else report.normalised.push({ written, as: name });
}
