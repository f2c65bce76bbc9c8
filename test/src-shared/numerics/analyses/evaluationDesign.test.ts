import { describe, expect, it } from 'vitest';
import type { EvaluationSettings } from '../../../../src-shared/model/settings.ts';
import { evaluateModels } from '../../../../src-shared/numerics/analyses/evaluateModels.ts';
import { designEvaluation, selectTasks } from '../../../../src-shared/numerics/analyses/evaluationDesign.ts';
import { smallEvaluation } from '../../../support/datasets.ts';
import { thrownBy } from '../../../support/errors.ts';
import { latentFactorPanel } from '../../../support/panels.ts';

const panel = latentFactorPanel({ samples: 30, features: 8, tasks: 5 });

function design(changes: Partial<EvaluationSettings>) {
  return designEvaluation(smallEvaluation(changes), panel);
}

describe('the drugs to evaluate', () => {
  it('are all when none is named, and the panel is then left as it is', () => {
    const all = design({});
    expect(all.panel).toBe(panel);
    expect(design({ drugs: [...panel.taskNames] })).toEqual(all);
  });

  it('are those named, in the order of the panel, with their responses', () => {
    const { panel: kept, outerFolds, warnings } = design({ drugs: ['drug-4', 'drug-2'] });
    expect(kept.taskNames).toEqual(['drug-2', 'drug-4']);
    const { values, rows } = panel.responses;
    expect([...kept.responses.values]).toEqual([
      ...values.subarray(rows, 2 * rows),
      ...values.subarray(3 * rows, 4 * rows),
    ]);
    expect(outerFolds).toHaveLength(2 * rows);
    expect(warnings).toEqual([]);
  });

  it('alone are named as left out: others were not asked for', () => {
    const sparse = { ...panel, responses: { ...panel.responses, values: panel.responses.values.slice() } };
    sparse.responses.values.fill(NaN, 0, 28);
    const asked = (drugs: string[]) => designEvaluation(smallEvaluation({ drugs }), sparse).warnings;
    expect(asked(['drug-2', 'drug-3'])).toEqual([]);
    expect(asked(['drug-1', 'drug-3'])).toEqual([expect.stringContaining('drug-1 is left out: ') as string]);
  });

  it('are refused when the panel has none of a name, which is given', () => {
    expect(thrownBy(() => design({ drugs: ['drug-1', 'Erlotinib', 'X'] }))).toMatchObject({
      kind: 'invalid-setting',
      message: 'the data set has no drug of this name',
      detail: { found: 'Erlotinib, X' },
    });
  });

  it('are the only ones that are predicted', () => {
    const settings = smallEvaluation({ models: ['additive-mean', 'drug-mean'], drugs: ['drug-5', 'drug-1'] });
    const context = { report: () => undefined, isCancelled: () => false };
    const results = new Map(
      evaluateModels
        .plan(settings, panel)
        .units.map(({ name }) => [name, evaluateModels.run(name, settings, panel, context)]),
    );
    const { drugs, observed, predictions } = evaluateModels.assemble(settings, panel, results);
    expect(drugs).toEqual(['drug-1', 'drug-5']);
    expect([...predictions[0].values].map(Number.isNaN)).toEqual([...observed].map(Number.isNaN));
  });
});

it('a task that is taken out of a panel of several metrics keeps its metric', () => {
  const taskMetrics = ['AUC', 'AUC', 'IC50', 'IC50', 'IC50'];
  expect(selectTasks({ ...panel, taskMetrics }, [1, 3])).toMatchObject({
    taskNames: ['drug-2', 'drug-4'],
    taskMetrics: ['AUC', 'IC50'],
  });
});
