import type { UnitContext } from '../../src-shared/model/job.ts';
import type { Evaluation } from '../../src-shared/model/results.ts';
import type { EvaluatedModel, EvaluationSettings } from '../../src-shared/model/settings.ts';
import { evaluateModels } from '../../src-shared/numerics/analyses/evaluateModels.ts';
import type { Panel } from '../../src-shared/numerics/analyses/panel.ts';

const context: UnitContext = { report: () => undefined, isCancelled: () => false };

/** An evaluation, unit by unit on this thread. */
export function evaluatePanel(settings: EvaluationSettings, panel: Panel, reversed = false): Evaluation {
  const { units } = evaluateModels.plan(settings, panel);
  const order = reversed ? units.toReversed() : units;
  const results = new Map(
    order.map(({ name }) => [name, evaluateModels.run(name, settings, panel, context)]),
  );
  return evaluateModels.assemble(settings, panel, results);
}

export function predictionsOf(evaluation: Evaluation, model: EvaluatedModel): Float64Array {
  const found = evaluation.predictions.find((prediction) => prediction.model === model);
  if (found === undefined) throw new Error(`no predictions of ${model}`);
  return found.values;
}
