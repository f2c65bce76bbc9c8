import type { Finding, Measured } from './measured.ts';
import { misplacedFindings, mixedRowFindings } from './rowFindings.ts';
import {
  constantFindings,
  emptyFindings,
  missingCodeFindings,
  nearDrugFindings,
  nearSampleFindings,
} from './valueFindings.ts';

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
