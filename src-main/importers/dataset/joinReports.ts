import type { MatchReport } from '#shared/model/imports.ts';

/** What is told of a data set that tables were added to: of the tables before, then of those that came. */
export function joinReports(before: MatchReport | null, added: MatchReport): MatchReport {
  if (before === null) return added;
  return {
    tables: [...before.tables, ...added.tables],
    matchedSamples: added.matchedSamples,
    unmatchedSamples: [...before.unmatchedSamples, ...added.unmatchedSamples],
    names: [...before.names, ...added.names],
    duplicates: [...before.duplicates, ...added.duplicates],
    droppedFeatures: [...before.droppedFeatures, ...added.droppedFeatures],
    notices: [...before.notices, ...added.notices],
    warnings: [...before.warnings, ...added.warnings],
  };
}
