import { describe, expect, it } from 'vitest';
import type { DrugScore, ModelScores } from '../../../../src-shared/model/scores.ts';
import type { EvaluatedModel } from '../../../../src-shared/model/settings.ts';
import { compareBlocks } from '../../../../src-shared/numerics/analyses/compareBlocks.ts';
import { compareRuns } from '../../../../src-shared/numerics/analyses/compareRuns.ts';

/** Scores of drugs by their normalised MSE. */
function drugScores(nmse: Record<string, number | null>): DrugScore[] {
  return Object.entries(nmse).map(([drug, value]) => ({
    drug,
    entryCount: 10,
    mse: value,
    nmse: value,
    pearson: null,
    folds: [],
  }));
}

function modelScores(model: EvaluatedModel, nmse: Record<string, number | null>): ModelScores {
  return {
    model,
    meanMse: null,
    meanNmse: null,
    meanPearson: null,
    foldNmse: [],
    drugs: drugScores(nmse),
  };
}

describe('a model of one run against a model of another', () => {
  const compared = compareRuns(
    drugScores({ A: 0.5, B: 0.9, C: 0.8, D: null, E: 0.1 }),
    drugScores({ C: 0.4, A: 1, B: 1, F: 1, D: 0.2 }),
  );

  it('is over the drugs that both have an error for, in the order of the first', () => {
    expect(compared.drugs.map(({ drug, a, b }) => [drug, a.nmse, b.nmse])).toEqual([
      ['A', 0.5, 1],
      ['B', 0.9, 1],
      ['C', 0.8, 0.4],
    ]);
    expect([compared.onlyA, compared.onlyB]).toEqual([
      ['D', 'E'],
      ['F', 'D'],
    ]);
  });

  it('counts and tests what the first gains', () => {
    const { wins, losses, ties, meanReductionPercent, maxReductionDrug, pValue } = compared.outcome;
    expect([wins, losses, ties, maxReductionDrug]).toEqual([2, 1, 0, 'A']);
    expect(meanReductionPercent).toBeCloseTo((50 + 10 - 100) / 3, 10);
    // Differences -0.5, -0.1, 0.4: the positive one has rank 2; 3 of 8 sums of ranks are at most 2.
    expect(pValue).toBeCloseTo(3 / 8, 12);
  });

  it('says nothing of runs without a drug in common', () => {
    const { drugs, outcome } = compareRuns(drugScores({ A: 1 }), drugScores({ B: 1 }));
    expect(drugs).toEqual([]);
    expect(outcome).toMatchObject({ wins: 0, meanReductionPercent: null, pValue: null });
  });
});

describe('runs on different blocks of features', () => {
  const runs = [
    {
      name: 'both, newer',
      blocks: ['mutation', 'expression'],
      scores: [modelScores('ridge', { A: 0.4, B: 0.55 })],
    },
    {
      name: 'expression',
      blocks: ['expression'],
      scores: [
        modelScores('ridge', { A: 0.5, B: 0.7, C: 0.1 }),
        modelScores('drug-mean', { A: 1, B: 1, C: 1 }),
      ],
    },
    {
      name: 'mutation',
      blocks: ['mutation'],
      scores: [modelScores('ridge', { A: 0.9, B: 0.8, C: 0.9 })],
    },
    {
      name: 'both, older',
      blocks: ['expression', 'mutation'],
      scores: [
        modelScores('ridge', { A: 9, B: 9, C: 9 }),
        modelScores('trace-norm', { A: 0.3, B: 0.5, C: 0.1 }),
      ],
    },
  ];
  const compared = compareBlocks(runs);

  it('are gathered by what they were trained on, whatever the order of the blocks', () => {
    expect(compared.sets).toEqual([
      { blocks: ['expression'], runs: ['expression'] },
      { blocks: ['mutation'], runs: ['mutation'] },
      { blocks: ['mutation', 'expression'], runs: ['both, newer', 'both, older'] },
    ]);
  });

  it('are compared over the drugs that all of them have, each model by its newest run', () => {
    expect(compared.drugCount).toBe(2);
    const [ridge, traceNorm] = compared.models;
    expect(ridge.model).toBe('ridge');
    expect(ridge.meanNmse.map((value) => value?.toFixed(6))).toEqual(['0.600000', '0.850000', '0.475000']);
    expect(traceNorm).toEqual({ model: 'trace-norm', meanNmse: [null, null, 0.4] });
  });

  it('are paired the larger against its parts, and others both ways round', () => {
    expect(
      compared.pairs.map(({ model, first, second, isNested, outcome }) => [
        model,
        first,
        second,
        isNested,
        outcome.wins,
        outcome.pValue,
      ]),
    ).toEqual([
      ['ridge', 0, 1, false, 2, 0.25],
      ['ridge', 1, 0, false, 0, 1],
      ['ridge', 2, 0, true, 2, 0.25],
      ['ridge', 2, 1, true, 2, 0.25],
    ]);
  });
});
