import type { AnalysisResult } from '#shared/model/results.ts';
import { evaluateModels } from '#shared/numerics/analyses/evaluateModels.ts';
import { fitModel } from '#shared/numerics/analyses/fitModel.ts';
import { groupTasks } from '#shared/numerics/analyses/groupTasks.ts';
import type { Procedure } from '#shared/numerics/analyses/procedure.ts';
import { screenNoise } from '#shared/numerics/analyses/screenNoise.ts';
import type { Procedures } from './serveProcedures.ts';

/** Which procedure runs an analysis of which kind. */
export const procedures: Procedures = {
  evaluate: naming(evaluateModels, (evaluation) => ({ kind: 'evaluate', evaluation })),
  fit: naming(fitModel, (model) => ({ kind: 'fit', model })),
  screen: naming(screenNoise, (screening) => ({ kind: 'screen', screening })),
  tasks: naming(groupTasks, (taskGroups) => ({ kind: 'tasks', taskGroups })),
};

/** A procedure whose result says of which kind it is. */
export function naming<Settings, Result>(
  procedure: Procedure<Settings, unknown, Result>,
  named: (result: Result) => AnalysisResult,
): Procedure<Settings, unknown, AnalysisResult> {
  return {
    plan: (settings, panel) => procedure.plan(settings, panel),
    run: (unitName, settings, panel, context) => procedure.run(unitName, settings, panel, context),
    assemble: (settings, panel, results) => named(procedure.assemble(settings, panel, results)),
  };
}
