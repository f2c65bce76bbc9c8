import { describe, expect, it } from 'vitest';
import {
  blockFinding,
  classFinding,
  foldFinding,
  pairFinding,
  rankFinding,
  reductionFinding,
  runFinding,
  stackFinding,
} from '#renderer/views/compare/compareWords.ts';

const outcome = {
  meanReductionPercent: 1,
  maxReductionPercent: 2,
  maxReductionDrug: 'A',
  pValue: 0.5,
};

describe('what two models show', () => {
  it('is told from the side of the better one', () => {
    const drugs = [
      { x: 1, y: 2 },
      { x: 1, y: 3 },
      { x: 4, y: 3 },
    ];
    expect(pairFinding(drugs, 'Trace norm', 'Ridge')).toBe(
      'Trace norm predicts 2 of 3 drugs better than ridge',
    );
    expect(pairFinding(drugs.slice(2), 'Trace norm', 'Ridge')).toBe(
      'Ridge predicts 1 of 1 drugs at least as well as trace norm',
    );
    expect(reductionFinding(-12.3, 'Stack', 'Ridge')).toBe('The MSE of stack is 12 % higher on average');
  });
});

describe('what ranks show', () => {
  const models = [
    { name: 'Ridge', meanRank: 3 },
    { name: 'Trace norm', meanRank: 1.5 },
    { name: 'Stack', meanRank: 1.2 },
  ];

  it('names the models that cannot be told from the best', () => {
    expect(rankFinding(models, 1, 1e-8)).toBe(
      'Stack ranks best of 3 models, level with trace norm (Friedman P = 1.0\u2009×\u200910⁻⁸)',
    );
    expect(rankFinding(models, 0.1, 0.01)).toBe(
      'Stack ranks best of 3 models, and differs from all others (Friedman P = 0.010)',
    );
    expect(rankFinding(models, 9, 0.01)).toContain('though no other differs from it');
  });

  it('tells no best model where Friedman’s test does not', () => {
    expect(rankFinding(models, 1, 0.2)).toBe('The ranks of 3 models do not differ (Friedman P = 0.20)');
    expect(rankFinding(models, 1, null)).toContain('Friedman’s test says nothing');
  });
});

describe('what folds show', () => {
  it('is how often the same model is lowest', () => {
    const models = [
      { name: 'Ridge', folds: [0.5, 0.9, null] },
      { name: 'Trace norm', folds: [0.6, 0.7, 0.6] },
    ];
    expect(foldFinding(models)).toBe('Trace norm has the lowest normalised MSE in 2 of 3 folds');
    expect(foldFinding([])).toBe('Normalised MSE by outer fold');
  });
});

describe('what classes, stacks, runs and blocks show', () => {
  it('names the class that gains most and least', () => {
    const of = (label: string, meanReductionPercent: number) => ({
      label,
      meanReductionPercent,
      drugs: [],
      wins: 0,
      losses: 0,
    });
    expect(classFinding([of('MEK', 50), of('HSP90', -4)], 'Trace norm', 'Ridge')).toBe(
      'Mean reduction in MSE, trace norm against ridge: most for MEK 50.0\u2009%, least for HSP90 −4.0\u2009%',
    );
    expect(classFinding([], 'Trace norm', 'Ridge')).toBe('No class has so many drugs');
  });

  it('tells which part a stack leans on', () => {
    expect(stackFinding([0.2, 0.4])).toBe(
      'The stack leans on the elastic net: the trace norm’s weight is 0.30 on average, 0.20 to 0.40 over drugs',
    );
  });

  it('tells which run has the lower errors', () => {
    expect(runFinding({ ...outcome, wins: 1, losses: 3, ties: 0 }, '“a”', '“b”')).toBe(
      '“b” has the lower normalised MSE on 3 of 4 drugs',
    );
    expect(runFinding({ ...outcome, wins: 0, losses: 0, ties: 4 }, '“a”', '“b”')).toBe(
      '“a” and “b” have the same normalised MSE on 4 drugs',
    );
  });

  it('names the blocks of the lowest error', () => {
    const sets = [
      { blocks: ['expression'], runs: ['a'] },
      { blocks: ['expression', 'tissue'], runs: ['b'] },
    ];
    const models = [
      { model: 'ridge' as const, meanNmse: [0.9, 0.8] },
      { model: 'trace-norm' as const, meanNmse: [null, 0.85] },
    ];
    expect(blockFinding({ sets, models, pairs: [], drugCount: 3 })).toBe(
      'Lowest normalised MSE: 0.800, ridge on expression + tissue',
    );
  });
});
