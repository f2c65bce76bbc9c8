import { describe, expect, test } from 'vitest';
import { evaluatedModels, fitsScheme } from '#shared/model/settings.ts';
import { garbleFolds, leakSettings, meanErrorsWithoutSignal } from '../support/leaks.ts';
import { latentFactorPanel } from '../support/panels.ts';

/** Of the drug mean's error, as in the suite; here over more and larger panels. */
const leastError = 0.97;
const firstSeed = Number(process.env['SOAK_SEED'] ?? 1) % 1_000_000;
const seeds = Array.from({ length: 10 }, (_, index) => firstSeed + index);
const hour = 3_600_000;

describe.each(['transductive', 'inductive', 'leave-tissue-out'] as const)('under %s', (scheme) => {
  const models = evaluatedModels.filter((model) => fitsScheme(model, scheme));
  const folds = { outerFolds: 5, innerFolds: 5 };

  test('no model seems to predict what was permuted', { timeout: hour }, () => {
    const panelOf = (seed: number) => latentFactorPanel({ samples: 80, features: 200, tasks: 12, seed });
    for (const protocol of ['strict', 'paper'] as const) {
      const errors = meanErrorsWithoutSignal(
        leakSettings(scheme, { models, protocol, ...folds }),
        panelOf,
        seeds,
      );
      for (const [model, error] of errors) expect(error, `${model}, ${protocol}`).toBeGreaterThan(leastError);
    }
  });

  test('no strict prediction moves with the responses of its own fold', { timeout: hour }, () => {
    for (const seed of seeds) {
      const shape = { samples: 40 + (seed % 7), features: 10 + 13 * (seed % 5), tasks: 3 + (seed % 4) };
      const panel = latentFactorPanel({ ...shape, missingShare: 0.05 * (seed % 5), seed });
      const { moved } = garbleFolds(leakSettings(scheme, { models, ...folds, seed }), panel);
      expect(moved, `seed ${seed}`).toEqual([]);
    }
  });
});
