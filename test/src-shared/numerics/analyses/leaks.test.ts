import { describe, expect, test } from 'vitest';
import type { Evaluation } from '../../../../src-shared/model/results.ts';
import {
  garbleFolds,
  leakSettings,
  meanErrorsWithoutSignal,
  movedByFeatures,
} from '../../../support/leaks.ts';
import { latentFactorPanel } from '../../../support/panels.ts';

/** Of the drug mean's error: no honest model goes below it where there is nothing to learn, but for chance. */
const leastError = 0.97;
const seeds = [1, 2, 3];
/** The multitask model of many sweeps, on smaller panels. */
const minutes = { timeout: 300_000 };
const slow = { models: ['kbmtl' as const], outerFolds: 2, innerFolds: 2 };

describe.each(['transductive', 'inductive'] as const)('without signal, under %s,', (scheme) => {
  test('no model seems to predict', () => {
    const panelOf = (seed: number) => latentFactorPanel({ samples: 40, features: 30, tasks: 8, seed });
    const errors = meanErrorsWithoutSignal(leakSettings(scheme), panelOf, seeds);
    expect([...errors].filter(([, error]) => !(error >= leastError))).toEqual([]);
  });

  test('nor does kernelized Bayesian multitask learning', minutes, () => {
    const panelOf = (seed: number) => latentFactorPanel({ samples: 20, features: 20, tasks: 6, seed });
    const errors = meanErrorsWithoutSignal(leakSettings(scheme, slow), panelOf, seeds);
    expect(errors.get('kbmtl')).toBeGreaterThanOrEqual(leastError);
  });
});

describe.each(['transductive', 'inductive', 'leave-tissue-out'] as const)(
  'with garbage in a fold, under %s,',
  (scheme) => {
    const panel = latentFactorPanel({ samples: 33, features: 20, tasks: 4, seed: 5 });

    test('no prediction for the fold moves by a bit', () => {
      expect(garbleFolds(leakSettings(scheme), panel).moved).toEqual([]);
    });

    test('nor does one of kernelized Bayesian multitask learning', minutes, () => {
      const small = latentFactorPanel({ samples: 20, features: 20, tasks: 3, seed: 6 });
      expect(garbleFolds(leakSettings(scheme, slow), small).moved).toEqual([]);
    });

    /**
     * Under `paper` l1Ratio is chosen on all of a drug's data, held-out folds included. That alone leaks: an elastic net
     * moves where the choice came out another, the stack with it, and nothing else does.
     */
    test('under paper the elastic net moves, and the stack of it, where the choice of l1Ratio changed', () => {
      const { evaluation, garbled, moved } = garbleFolds(leakSettings(scheme, { protocol: 'paper' }), panel);
      const before = ratiosOf(evaluation);
      const nets = moved.filter(({ model }) => model === 'elastic-net');
      expect(nets.length).toBeGreaterThan(0);
      for (const { drug, fold } of nets) {
        const key = `elastic-net/${drug}/outer-${fold}`;
        expect(ratiosOf(garbled[fold - 1]).get(key), key).not.toBe(before.get(key));
      }
      const foldsOfNets = new Set(nets.map(({ fold }) => fold));
      const others = moved.filter(({ model }) => model !== 'elastic-net');
      expect(others.filter(({ model, fold }) => model !== 'stack' || !foldsOfNets.has(fold))).toEqual([]);
    });
  },
);

describe.each(['inductive', 'leave-tissue-out'] as const)('with garbage features, under %s,', (scheme) => {
  test('no prediction for another held-out sample moves by a bit', () => {
    const panel = latentFactorPanel({ samples: 33, features: 20, tasks: 4, seed: 7 });
    expect(movedByFeatures(leakSettings(scheme), panel)).toEqual([]);
  });

  test(
    'nor does one of kernelized Bayesian multitask learning, whose width is that of distances',
    minutes,
    () => {
      const small = latentFactorPanel({ samples: 20, features: 20, tasks: 3, seed: 8 });
      expect(movedByFeatures(leakSettings(scheme, slow), small)).toEqual([]);
    },
  );
});

/** The l1Ratio of every curve that chose one. */
function ratiosOf({ curves }: Evaluation): Map<string, number | undefined> {
  return new Map(curves.map(({ name, l1Ratio }) => [name, l1Ratio]));
}
