import { describe, expect, it } from 'vitest';
import { candidatesFor, featureCounts, overlapOf } from '#renderer/state/matchFacts.ts';
import { matchReportWith } from '../../support/imports.ts';

const report = matchReportWith({
  tables: [
    { file: 'e.gct', role: 'expression', sampleCount: 3, columnCount: 100 },
    { file: 'm.maf', role: 'mutation', sampleCount: 2, columnCount: 20 },
    { file: 'r.csv', role: 'response', sampleCount: 4, columnCount: 24 },
    { file: 'drugs.tsv', role: 'drugs', sampleCount: 24, columnCount: 3 },
  ],
  matchedSamples: ['line 10', 'line 2'],
  unmatchedSamples: [
    { file: 'e.gct', samples: ['line 3'] },
    { file: 'r.csv', samples: ['line 1', 'line 3'] },
  ],
  droppedFeatures: [
    { name: 'EGFR', reason: 'missing' },
    { name: 'TP53', reason: 'constant' },
  ],
});

describe('the facts of a match', () => {
  it('tell how many samples of each matrix the others have', () => {
    expect(
      overlapOf(report).map(({ file, sampleCount, unmatchedCount }) => [file, sampleCount, unmatchedCount]),
    ).toEqual([
      ['e.gct', 3, 1],
      ['m.maf', 2, 0],
      ['r.csv', 4, 2],
    ]);
    expect(overlapOf(undefined)).toEqual([]);
  });

  it('offer the samples of other tables that wait for a match, in the order of people', () => {
    expect(candidatesFor('m.maf', report)).toEqual(['line 1', 'line 3']);
    expect(candidatesFor('e.gct', report)).toEqual(['line 1']);
    expect(candidatesFor('r.csv', report)).toEqual([]);
  });

  it('count features, not drugs, before and after the filters', () => {
    expect(featureCounts(report)).toEqual({ all: 120, kept: 118 });
  });
});
