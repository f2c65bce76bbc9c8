import type { HostFile } from '#shared/contract/host.ts';
import type { InspectedFile } from '#shared/contract/methods.ts';
import type { MatchReport, NameReport } from '#shared/model/imports.ts';
import type { SanityReport, SpreadOfValues } from '#shared/model/sanity.ts';

/** What the page gets on files, names and data sets, plausible but for what a test sets. */

export function hostFileWith(name: string): HostFile {
  return { id: `id of ${name}`, name, byteCount: 1000 };
}

export function inspectedWith(changed: Partial<InspectedFile> = {}): InspectedFile {
  const fileName = changed.fileName ?? 'expression.tsv';
  return {
    fileId: hostFileWith(fileName).id,
    fileName,
    byteCount: 1000,
    format: 'plain-matrix',
    formatLabel: 'plain matrix, tab-separated',
    formats: [{ name: 'plain-matrix', label: 'plain matrix, tab-separated' }],
    sheets: [],
    headerLine: 1,
    metrics: [],
    idColumns: [],
    suggestedRole: 'expression',
    suggestedOrientation: 'samples-in-rows',
    delimiter: 'tab',
    missingTokens: [],
    rowCount: 4,
    columnCount: 3,
    preview: [],
    rowNames: [],
    columnNames: [],
    warnings: [],
    ...changed,
  };
}

export function nameReportWith(changed: Partial<NameReport> = {}): NameReport {
  return {
    file: 'expression.tsv',
    kind: 'sample',
    exactCount: 4,
    normalised: [],
    aliases: [],
    mended: [],
    chosen: [],
    ambiguous: [],
    unmatched: [],
    ...changed,
  };
}

export function matchReportWith(changed: Partial<MatchReport> = {}): MatchReport {
  return {
    tables: [],
    matchedSamples: ['s1'],
    unmatchedSamples: [],
    names: [],
    duplicates: [],
    droppedFeatures: [],
    notices: [],
    warnings: [],
    ...changed,
  };
}

export function spreadWith(changed: Partial<SpreadOfValues> = {}): SpreadOfValues {
  return {
    name: 'expression',
    kind: 'block',
    columnCount: 200,
    missingShare: 0,
    constantColumnCount: 0,
    quantiles: [0, 1, 2, 4, 5, 6, 8, 9, 10],
    histogram: [10, 20, 40, 20, 10],
    ...changed,
  };
}

export function sanityReportWith(changed: Partial<SanityReport> = {}): SanityReport {
  return {
    dataset: 'panel',
    spreads: [],
    samples: [],
    drugs: [],
    nearSamples: [],
    nearDrugs: [],
    fits: [],
    findings: [],
    ...changed,
  };
}
