import { expect, test } from 'vitest';
import { sanityLines } from '#main/hosts/cli/sanityLines.ts';
import type { SanityReport } from '#shared/model/sanity.ts';

function reportOf(findings: SanityReport['findings']): SanityReport {
  return {
    dataset: 'panel',
    spreads: [],
    samples: [],
    drugs: [],
    nearSamples: [],
    nearDrugs: [],
    fits: [],
    findings,
  };
}

test('a sound data set is one line', () => {
  expect(sanityLines(reportOf([]))).toEqual(['data set "panel": nothing to look into']);
});

test('findings are counted and listed with what to do', () => {
  const findings: SanityReport['findings'] = [
    { severity: 'problem', title: 'Rows are shifted', sentence: 'Mend the file.' },
    { severity: 'caution', title: 'Two are alike', sentence: 'Leave one out.' },
  ];
  expect(sanityLines(reportOf(findings.slice(0, 1)))[0]).toBe('data set "panel": 1 thing to look into');
  expect(sanityLines(reportOf(findings))).toEqual([
    'data set "panel": 2 things to look into',
    '  problem: Rows are shifted',
    '    Mend the file.',
    '  caution: Two are alike',
    '    Leave one out.',
  ]);
});
