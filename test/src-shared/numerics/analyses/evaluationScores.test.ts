import { describe, expect, it } from 'vitest';
import type { Evaluation } from '../../../../src-shared/model/results.ts';
import { rSquaredOf } from '../../../../src-shared/model/scores.ts';
import {
  compareModels,
  evaluationScores,
  rankingOf,
  rankModels,
} from '../../../../src-shared/numerics/analyses/evaluationScores.ts';

const missing = NaN;

/** Two drugs on six samples in two folds; the second drug lacks its last sample. */
const evaluation: Evaluation = {
  settings: {
    models: ['trace-norm', 'drug-mean'],
    metric: 'activity area',
    scheme: 'transductive',
    protocol: 'strict',
    outerFolds: 2,
    innerFolds: 2,
    seed: 1,
  },
  drugs: ['A', 'B'],
  samples: ['1', '2', '3', '4', '5', '6'],
  folds: Uint8Array.from([1, 1, 1, 2, 2, 2, 1, 2, 1, 2, 1, 0]),
  observed: Float64Array.from([1, 2, 3, 4, 5, 6, 0, 1, 0, 1, 0, missing]),
  predictions: [
    { model: 'trace-norm', values: Float64Array.from([1, 2, 4, 4, 5, 7, 0, 1, 0, 1, 1, missing]) },
    { model: 'drug-mean', values: Float64Array.from([5, 5, 5, 2, 2, 2, 1, 0, 1, 0, 1, missing]) },
  ],
  drugMeanPredictions: Float64Array.from([5, 5, 5, 2, 2, 2, 1, 0, 1, 0, 1, missing]),
  curves: [],
  warnings: [],
};

describe('scores of an evaluation', () => {
  const [traceNorm, drugMean] = evaluationScores(evaluation);

  it('pool the squared errors of a drug over its test entries', () => {
    expect(traceNorm.drugs.map((drug) => drug.mse)).toEqual([2 / 6, 1 / 5]);
    expect(traceNorm.drugs.map((drug) => drug.entryCount)).toEqual([6, 5]);
  });

  it('divide by the drug mean on the same folds', () => {
    // Drug A's mean errs by 16, 9, 4 in fold 1 and 4, 9, 16 in fold 2.
    expect(traceNorm.drugs[0].nmse).toBeCloseTo(2 / 58, 14);
    expect(drugMean.meanNmse).toBe(1);
  });

  it('average correlation over folds, and have none for constant predictions', () => {
    // Both folds of drug A pair (-1, 0, 1) with (-4/3, -1/3, 5/3): 3 / sqrt(2 x 14/3).
    const ofEachFold = 3 / Math.sqrt(2 * (14 / 3));
    expect(traceNorm.drugs[0].folds.map((fold) => fold.pearson)).toEqual([
      expect.closeTo(ofEachFold, 12),
      expect.closeTo(ofEachFold, 12),
    ]);
    expect(traceNorm.drugs[0].pearson).toBeCloseTo(ofEachFold, 12);
    expect(drugMean.drugs[0].pearson).toBeNull();
  });

  it('average the folds of all drugs', () => {
    // Fold 1: drug A errs by 1 of 29, drug B by 1 of 3; fold 2: by 1 of 29, and by nothing.
    expect(traceNorm.foldNmse).toEqual([expect.closeTo((1 / 29 + 1 / 3) / 2, 12), 1 / 58]);
    expect(drugMean.foldNmse).toEqual([1, 1]);
  });

  it('turn into the share of squared error that a model takes away', () => {
    expect(rSquaredOf(traceNorm.drugs[1].nmse)).toBeCloseTo(0.8, 12);
    expect(rSquaredOf(drugMean.meanNmse)).toBe(0);
    expect(rSquaredOf(null)).toBeNull();
  });

  it('report each fold on its own', () => {
    expect(traceNorm.drugs[1].folds.map((fold) => fold.mse)).toEqual([1 / 3, 0]);
  });
});

describe('comparison of two models', () => {
  const comparisons = compareModels(evaluationScores(evaluation));

  it('counts wins, losses and reductions for both orders', () => {
    expect(comparisons.map(({ modelA, wins, losses, ties }) => [modelA, wins, losses, ties])).toEqual([
      ['trace-norm', 2, 0, 0],
      ['drug-mean', 0, 2, 0],
    ]);
    expect(comparisons[0].meanReductionPercent).toBeCloseTo((100 * (1 - 2 / 58) + 100 * (1 - 0.2)) / 2, 10);
    expect(comparisons[0].maxReductionDrug).toBe('A');
  });

  it('tests one-sidedly that the first is lower', () => {
    expect(comparisons[0].pValue).toBe(0.25);
    expect(comparisons[1].pValue).toBe(1);
  });

  it('has no P for two models that never differ', () => {
    const same = {
      ...evaluation,
      predictions: [evaluation.predictions[1], { ...evaluation.predictions[1] }],
    };
    expect(compareModels(evaluationScores(same))[0].pValue).toBeNull();
  });
});

describe('the ranking of all models', () => {
  const scores = evaluationScores(evaluation);

  it('counts the drugs that every model has an error for', () => {
    const lacking = {
      ...scores[0],
      drugs: [{ ...scores[0].drugs[0], mse: null }, scores[0].drugs[1]],
    };
    expect(rankModels(scores)).toMatchObject({ drugCount: 2, models: [{ meanRank: 1 }, { meanRank: 2 }] });
    expect(rankModels([lacking, scores[1]]).drugCount).toBe(1);
  });

  it('needs two models', () => {
    expect(rankingOf([scores[0]])).toBeUndefined();
    expect(() => rankModels([scores[0]])).toThrow(/at least two/);
  });
});
