import { describe, expect, it } from 'vitest';
import type { UnitContext } from '../../../../src-shared/model/job.ts';
import type { EvaluatedModel, EvaluationSettings } from '../../../../src-shared/model/settings.ts';
import { withBaselines } from '../../../../src-shared/numerics/analyses/alwaysShown.ts';
import { evaluateModels } from '../../../../src-shared/numerics/analyses/evaluateModels.ts';
import { latentFactorPanel } from '../../../support/panels.ts';

const context: UnitContext = { report: () => undefined, isCancelled: () => false };
const panel = latentFactorPanel({ samples: 24, features: 12, tasks: 4 });

function evaluate(models: EvaluatedModel[], scheme: EvaluationSettings['scheme']) {
  const settings: EvaluationSettings = {
    models,
    metric: 'AUC',
    scheme,
    protocol: 'strict',
    outerFolds: 3,
    innerFolds: 2,
    seed: 4,
  };
  const { units } = evaluateModels.plan(settings, panel);
  const results = new Map(
    units.map(({ name }) => [name, evaluateModels.run(name, settings, panel, context)]),
  );
  return evaluateModels.assemble(settings, panel, results);
}

describe('the baselines that every comparison shows', () => {
  it.each(['transductive', 'inductive'] as const)(
    'are the very numbers that a run has which was asked for them, under %s',
    (scheme) => {
      const shown = withBaselines(evaluate(['ridge'], scheme));
      const asked = evaluate(['ridge', 'additive-mean', 'drug-mean'], scheme);
      expect(shown.predictions).toEqual(asked.predictions);
      expect(shown.predictions.at(-1)?.values).toEqual(asked.drugMeanPredictions);
    },
  );

  it('stand where they stood in a run that was asked for them', () => {
    const evaluation = evaluate(['drug-mean', 'additive-mean'], 'transductive');
    expect(withBaselines(evaluation)).toBe(evaluation);
    const half = withBaselines(evaluate(['drug-mean', 'ridge'], 'transductive'));
    expect(half.predictions.map(({ model }) => model)).toEqual(['drug-mean', 'ridge', 'additive-mean']);
  });
});
