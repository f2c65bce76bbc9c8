import { describe, expect, it } from 'vitest';
import { curvesFinding, describeOutcome, rangeFinding } from '#renderer/views/outcomeWords.ts';
import { screenSettingsWith, screenedDrugWith } from '../../support/screens.ts';

const outcome = (metric: string, screenedCount: number, noisyDrugs: string[]) => ({
  metric,
  screenedCount,
  noisyDrugs,
});

describe('describeOutcome', () => {
  it('counts the drugs that pass', () => {
    expect(describeOutcome(outcome('AUC', 24, ['a', 'b']))).toBe('22 of 24 drugs pass');
    expect(describeOutcome(outcome('AUC', 3, ['a', 'b']))).toBe('1 of 3 drugs passes');
    expect(describeOutcome(outcome('AUC', 1, []))).toBe('1 of 1 drug passes');
  });
});

describe('curvesFinding', () => {
  it('names what decides under the protocol', () => {
    const outcomes = [outcome('AUC', 24, ['a', 'b'])];
    expect(curvesFinding(screenSettingsWith(), outcomes)).toBe('22 of 24 drugs pass at q < 0.05');
    expect(curvesFinding(screenSettingsWith({ protocol: 'paper', threshold: 0.01 }), outcomes)).toBe(
      '22 of 24 drugs pass at P < 0.01',
    );
  });

  it('names the metric that most drugs pass under, by their share', () => {
    const outcomes = [outcome('AUC', 30, ['a', 'b', 'c']), outcome('IC50', 10, []), outcome('EC50', 0, [])];
    expect(curvesFinding(screenSettingsWith(), outcomes)).toBe(
      '10 of 10 drugs pass at q < 0.05 under IC50, the most of all metrics',
    );
  });

  it('calls none the most when metrics tie', () => {
    const outcomes = [outcome('AUC', 30, []), outcome('IC50', 10, [])];
    expect(curvesFinding(screenSettingsWith(), outcomes)).toBe('30 of 30 drugs pass at q < 0.05 under AUC');
  });

  it('promises nothing before a drug is in', () => {
    expect(curvesFinding(screenSettingsWith(), [outcome('AUC', 0, [])])).toBe(
      'How many drugs pass at q < 0.05',
    );
  });
});

describe('rangeFinding', () => {
  it('says which drugs spread more widely', () => {
    const drugs = [{ interquartileRange: 2 }, { interquartileRange: 0.5, isNoisy: true }].map(
      screenedDrugWith,
    );
    expect(rangeFinding('AUC', drugs)).toBe(
      'Drugs that pass spread more widely under AUC: median range 2.00 against 0.500',
    );
    const turned = drugs.map((drug) => ({ ...drug, isNoisy: !drug.isNoisy }));
    expect(rangeFinding('AUC', turned)).toBe(
      'Noisy drugs spread more widely under AUC: median range 2.00 against 0.500',
    );
  });

  it('says so when all drugs are of one kind', () => {
    expect(rangeFinding('AUC', [screenedDrugWith()])).toMatch(/^Every drug passes/);
    expect(rangeFinding('AUC', [screenedDrugWith({ isNoisy: true })])).toMatch(/^No drug passes/);
  });
});
