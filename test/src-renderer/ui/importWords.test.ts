import { describe, expect, it } from 'vitest';
import { describeDuplicates, describeExtent, describeNames, listWords } from '#renderer/ui/importWords.ts';
import { inspectedWith, nameReportWith } from '../../support/imports.ts';

describe('words of the data wizard', () => {
  it('say how large a file is and what is missing in it', () => {
    expect(
      describeExtent(inspectedWith({ rowCount: 11670, columnCount: 1, missingTokens: ['NA', ''] })),
    ).toBe('11\u2009670 rows × 1 column · missing: NA, empty cells');
    expect(describeExtent(inspectedWith())).toBe('4 rows × 3 columns');
  });

  it('list names as a sentence does', () => {
    expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map(listWords)).toEqual([
      '',
      'a',
      'a and b',
      'a, b and c',
    ]);
  });

  it('count how names were understood, without what did not happen', () => {
    const report = nameReportWith({
      exactCount: 471,
      normalised: [{ written: 'A-549', as: 'A549' }],
      ambiguous: [{ written: 'x', candidates: ['y', 'z'] }],
      unmatched: ['u', 'v'],
    });
    expect(describeNames(report)).toBe(
      '471 as written · 1 but for case, signs or tissue · 1 ambiguous · 2 unmatched',
    );
  });

  it('say what was made of names that stand several times', () => {
    const duplicates = { file: 'p.xls', rule: 'median' as const, worst: [] };
    expect(describeDuplicates({ ...duplicates, kind: 'feature', count: 12 })).toBe(
      '12 features stand several times in p.xls: their median is taken.',
    );
    expect(describeDuplicates({ ...duplicates, kind: 'pair', count: 2 })).toBe(
      '2 pairs of sample and drug stand several times in p.xls: their median is taken.',
    );
    expect(describeDuplicates({ ...duplicates, kind: 'sample', count: 1 })).toContain('1 sample stands');
  });
});
