import type { TableRole } from '#shared/model/dataset.ts';
import type { MatchReport } from '#shared/model/imports.ts';
import { isMatrix } from './draftFile.svelte.ts';

/** How many of a table's samples are in all of the others. */
export interface TableOverlapFacts {
  file: string;
  role: TableRole;
  sampleCount: number;
  unmatchedCount: number;
}

/** The matrices of a report, with the samples that only they have. */
export function overlapOf(report: MatchReport | undefined): TableOverlapFacts[] {
  if (report === undefined) return [];
  return report.tables
    .filter(({ role }) => isMatrix(role))
    .map(({ file, role, sampleCount }) => ({
      file,
      role,
      sampleCount,
      unmatchedCount: report.unmatchedSamples.find((table) => table.file === file)?.samples.length ?? 0,
    }));
}

/** The samples that an unmatched name of a file could mean: those of other tables that wait for a match. */
export function candidatesFor(file: string, report: MatchReport): string[] {
  const own = new Set(report.unmatchedSamples.find((table) => table.file === file)?.samples);
  const others = report.unmatchedSamples.filter((table) => table.file !== file);
  const waiting = new Set(others.flatMap(({ samples }) => samples).filter((sample) => !own.has(sample)));
  return [...waiting].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
}

/** How many features the tables of a report bring, and how many are left. */
export function featureCounts(report: MatchReport): { all: number; kept: number } {
  const all = report.tables
    .filter(({ role }) => isMatrix(role) && role !== 'response')
    .reduce((sum, { columnCount }) => sum + columnCount, 0);
  return { all, kept: all - report.droppedFeatures.length };
}
