import type { SanityReport } from '../../../model/sanity.ts';
import { misplacedFindings, mixedRowFindings } from './rowFindings.ts';
import {
  constantFindings,
  emptyFindings,
  missingCodeFindings,
  nearDrugFindings,
  nearSampleFindings,
} from './valueFindings.ts';

export type Finding = SanityReport['findings'][number];

/** A report before anything is made of it. */
export type Measured = Omit<SanityReport, 'findings'>;

/** What a user should look at, the worst first; `structured` names the tables whose own halves agree. */
export function findingsOf(report: Measured, structured: ReadonlySet<string>): Finding[] {
  const findings = [
    ...mixedRowFindings(report, structured),
    ...misplacedFindings(report),
    ...missingCodeFindings(report),
    ...nearSampleFindings(report),
    ...nearDrugFindings(report),
    ...emptyFindings(report),
    ...constantFindings(report),
  ];
  return findings.toSorted((a, b) => rank(a) - rank(b));
}

function rank({ severity }: Finding): number {
  return severity === 'problem' ? 0 : 1;
}
