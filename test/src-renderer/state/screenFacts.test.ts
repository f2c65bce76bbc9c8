import { describe, expect, it } from 'vitest';
import {
  decidingValue,
  medianRanges,
  noisyFromP,
  outcomesOf,
  passingSeries,
  staleness,
} from '#renderer/state/screenFacts.ts';
import { screenedDrugs } from '#shared/numerics/analyses/screenedDrugs.ts';
import { datasetWith, screenCardWith, screenSettingsWith, screenedDrugWith } from '../../support/screens.ts';

describe('decidingValue', () => {
  it('is q under strict and the rank-sum P else', () => {
    const drug = screenedDrugWith({ pValue: 0.003, qValue: 0.04 });
    expect(decidingValue('strict', drug)).toBe(0.04);
    expect(decidingValue('paper', drug)).toBe(0.003);
    expect(decidingValue('fast', drug)).toBe(0.003);
  });
});

describe('passingSeries', () => {
  const settings = screenSettingsWith({ metrics: ['AUC', 'IC50'], protocol: 'paper', threshold: 0.01 });
  const drugs = [
    screenedDrugWith({ metric: 'IC50', pValue: 0.2 }),
    screenedDrugWith({ metric: 'AUC', pValue: 0.001 }),
    screenedDrugWith({ metric: 'IC50', pValue: 0.004 }),
  ];

  it('gives a curve to each metric in the order of the settings', () => {
    expect(passingSeries(settings, drugs)).toEqual([
      { name: 'AUC', values: [0.001], total: 1, noisyFrom: 0.01 },
      { name: 'IC50', values: [0.2, 0.004], total: 2, noisyFrom: 0.01 },
    ]);
  });

  it('expects more drugs than are in while a screen runs, and never fewer', () => {
    const totals = (expected: number) =>
      passingSeries(settings, drugs, undefined, expected).map((s) => s.total);
    expect(totals(8)).toEqual([8, 8]);
    expect(totals(1)).toEqual([1, 2]);
  });

  it('leaves out a drug whose deciding value is not known', () => {
    const strict = screenSettingsWith();
    const known = [screenedDrugWith({ qValue: null }), screenedDrugWith({ qValue: 0.5 })];
    expect(passingSeries(strict, known)[0].values).toEqual([0.5]);
  });
});

describe('outcomesOf', () => {
  it('names the noisy drugs of each metric', () => {
    const drugs = [
      screenedDrugWith({ drug: 'a', isNoisy: true }),
      screenedDrugWith({ drug: 'b' }),
      screenedDrugWith({ drug: 'a', metric: 'IC50' }),
    ];
    expect(outcomesOf(['AUC', 'IC50', 'EC50'], drugs)).toEqual([
      { metric: 'AUC', screenedCount: 2, noisyDrugs: ['a'] },
      { metric: 'IC50', screenedCount: 1, noisyDrugs: [] },
      { metric: 'EC50', screenedCount: 0, noisyDrugs: [] },
    ]);
  });
});

describe('staleness', () => {
  const card = screenCardWith();

  it('says nothing of a screen of the values that the project holds', () => {
    expect(staleness(card, [datasetWith('panel', ['AUC'])])).toBeUndefined();
  });

  it('tells a data set that was replaced from one that is gone', () => {
    expect(staleness(card, [{ ...datasetWith('panel', ['AUC']), hash: 'another' }])).toBe('replaced');
    expect(staleness(card, [datasetWith('other', ['AUC'])])).toBe('removed');
  });
});

describe('noisyFromP', () => {
  const settings = screenSettingsWith({ permutations: 999 });

  /** A screen whose drugs had these counts of permuted statistics at or below the true one. */
  function screenOf(counts: readonly number[]) {
    const tasks = counts.map((count, place) => ({
      metric: 'AUC',
      drug: `drug ${place}`,
      sampleCount: 50,
      interquartileRange: 1,
      l1Ratio: 0.5,
      trueErrors: Float64Array.of(1),
      permutedErrors: Float64Array.from({ length: 999 }, (_, k) => (k < count ? 0.5 : 2)),
      repeatsRun: 5,
      isEarly: false,
      unconverged: 0,
    }));
    return screenedDrugs(settings, tasks);
  }

  it.each([
    { counts: [0, 0, 1, 4, 300, 500, 700, 998] },
    { counts: [0, 14, 18, 19, 25, 31] },
    { counts: [998, 400, 600] },
    { counts: [0, 1, 2] },
    { counts: [60, 61, 62, 63] },
  ])('divides drugs by their permutation P as q does: $counts', ({ counts }) => {
    const drugs = screenOf(counts);
    const border = noisyFromP(settings, drugs);
    for (const { permutationP, isNoisy } of drugs) {
      expect((permutationP ?? NaN) >= border).toBe(isNoisy);
    }
  });

  it('is a number that reads easily where there is room for one', () => {
    expect(noisyFromP(settings, screenOf([0, 0, 900]))).toBe(0.033);
    expect(noisyFromP(settings, screenOf([0, ...Array.from({ length: 29 }, () => 0)]))).toBe(0.05);
  });

  it('is the threshold itself where P decides', () => {
    expect(noisyFromP({ protocol: 'fast', threshold: 0.01 }, screenOf([0, 500]))).toBe(0.01);
  });
});

describe('medianRanges', () => {
  it('takes passing and noisy drugs apart', () => {
    const drugs = [
      { interquartileRange: 3 },
      { interquartileRange: 1 },
      { interquartileRange: 0.5, isNoisy: true },
      { interquartileRange: 0.25, isNoisy: true },
      { interquartileRange: 4, isNoisy: true },
    ].map(screenedDrugWith);
    expect(medianRanges(drugs)).toEqual({ passing: 2, noisy: 0.5 });
    expect(medianRanges([])).toEqual({ passing: undefined, noisy: undefined });
  });
});
