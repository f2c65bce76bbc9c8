import { describe, expect, it } from 'vitest';
import {
  fitFinding,
  hasMissing,
  missingFinding,
  nearFinding,
  spreadFacts,
  spreadFinding,
} from '#renderer/views/sanity/sanityWords.ts';
import type { BlockFit, NearPair } from '#shared/model/sanity.ts';
import { spreadWith } from '../../../support/imports.ts';

const thin = '\u2009';

function fitWith(changed: Partial<BlockFit> = {}): BlockFit {
  return {
    first: 'expression',
    second: 'copy number',
    association: 0.4,
    p: 0.001,
    permutations: 999,
    fits: true,
    misplaced: [],
    ...changed,
  };
}

describe('what a figure of values finds', () => {
  it('is where the middle half lies', () => {
    expect(spreadFinding(spreadWith())).toBe('expression: the middle half lies between 4.00 and 6.00');
  });

  it('is the share of ones in a table of zeros and ones', () => {
    const mutations = spreadWith({
      name: 'mutation',
      quantiles: [0, 0, 0, 0, 0, 0, 0, 1, 1],
      histogram: [97, 0, 0, 3],
    });
    expect(spreadFinding(mutations)).toBe(`mutation: 3.0${thin}% are 1, the rest 0`);
  });

  it('is the one value, or that there is none', () => {
    expect(spreadFinding(spreadWith({ quantiles: Array<number>(9).fill(2), histogram: [40] }))).toBe(
      'expression: all values are 2.00',
    );
    expect(spreadFinding(spreadWith({ quantiles: [], histogram: [] }))).toBe('expression: no values');
  });

  it('goes with counts of features or drugs', () => {
    expect(spreadFacts(spreadWith({ missingShare: 0.125, constantColumnCount: 1 }))).toBe(
      `200 features · 12.5${thin}% missing · 1 column with one value throughout`,
    );
    expect(spreadFacts(spreadWith({ kind: 'metric', columnCount: 24 }))).toBe('24 drugs · none missing');
  });
});

describe('whether tables fit together', () => {
  it('names the pair that does not', () => {
    const fits = [fitWith(), fitWith({ second: 'IC50', fits: false, p: 0.4 })];
    expect(fitFinding(fits)).toBe('expression and IC50 do not clearly fit together');
    expect(fitFinding([...fits, fits[1]])).toBe('1 of 3 pairs of tables clearly fit together');
  });

  it('counts a misplaced sample once', () => {
    const misplaced = [{ sample: 'A549', fitsAs: 'MCF7' }];
    expect(fitFinding([fitWith({ misplaced }), fitWith({ misplaced })])).toBe(
      'All tables fit together, but for 1 sample',
    );
  });

  it('counts those that a pair does not name', () => {
    const misplaced = [{ sample: 'A549', fitsAs: 'MCF7' }];
    expect(fitFinding([fitWith({ misplaced, misplacedCount: 40 })])).toContain('40 samples');
  });

  it('is no question without two tables', () => {
    expect(fitFinding([])).toContain('No tables to compare');
    expect(fitFinding([fitWith()])).toContain('All tables');
  });
});

describe('near-identical samples and drugs', () => {
  const pair: NearPair = {
    first: 'a',
    second: 'b',
    within: 'expression',
    correlation: 0.9999,
    sharedCount: 10,
  };

  it('are counted in pairs', () => {
    expect(nearFinding([], 'drug')).toBe('No two drugs are nearly the same');
    expect(nearFinding([pair], 'sample')).toBe('1 pair of samples is nearly the same');
    expect(nearFinding([pair, pair], 'drug')).toBe('2 pairs of drugs are nearly the same');
  });
});

describe('what is missing', () => {
  const sample = (missingResponses: number) => ({ name: 's', missingFeatures: 0, missingResponses });
  const drug = (missingShare: number) => ({ metric: 'AUC', name: 'd', missingShare });

  it('is told by the samples and drugs that lack most', () => {
    expect(missingFinding({ samples: [sample(0)], drugs: [drug(0)] })).toBe('No value is missing');
    expect(missingFinding({ samples: [sample(0.5)], drugs: [drug(0.2)] })).toContain('at least half');
    expect(missingFinding({ samples: [sample(0.6)], drugs: [drug(0)] })).toBe(
      '1 sample lacks more than half of the responses',
    );
    expect(missingFinding({ samples: [sample(0.6)], drugs: [drug(0.7), drug(0.8)] })).toBe(
      '1 sample and 2 drugs lack more than half of the responses',
    );
  });

  it('is something when a single value is', () => {
    expect(hasMissing({ samples: [sample(0)], drugs: [drug(0)] })).toBe(false);
    expect(hasMissing({ samples: [sample(0.01)], drugs: [drug(0)] })).toBe(true);
  });
});
