import { TracewiseError } from '../../model/errors.ts';
import type { UnitContext } from '../../model/job.ts';
import type { Evaluation } from '../../model/results.ts';
import { fitsScheme } from '../../model/settings.ts';
import type { EvaluatedModel, EvaluationSettings } from '../../model/settings.ts';
import { predictBaselines } from './baselines.ts';
import { designEvaluation } from './evaluationDesign.ts';
import type { EvaluationDesign } from './evaluationDesign.ts';
import { isStacked, stackParts } from './heldOut.ts';
import type { EvaluationUnitResult } from './heldOut.ts';
import { kbmtlDimensions, kbmtlFits, kbmtlSweeps, nestedKbmtl } from './nestedKbmtl.ts';
import { predictByNeighbour } from './nearestDrug.ts';
import { nestedSingleTask, pathsPerTask } from './nestedSingleTask.ts';
import { nestedTraceNorm } from './nestedTraceNorm.ts';
import type { Panel, Unit } from './panel.ts';
import type { Procedure } from './procedure.ts';
import { stackPredictions } from './stackPredictions.ts';
import type { SingleTaskModel } from './singleTaskTraining.ts';
import {
  correlationsCost,
  kbmtlFitCost,
  reductionCost,
  singleTaskPathCost,
  traceNormPathCost,
} from './unitCosts.ts';

/**
 * Nested cross-validation of any set of models on one panel and metric (methods 5 to 7). The units are the outer
 * folds of the trace norm, the tasks of the single-task models, and the baselines.
 */
export const evaluateModels: Procedure<EvaluationSettings, EvaluationUnitResult, Evaluation> = {
  plan(settings, source) {
    refuseUnfit(settings);
    const { panel, warnings } = designEvaluation(settings, source);
    return { units: unitsOf(settings, panel), warnings };
  },
  run(unitName, settings, panel, context) {
    return runUnit(unitName, designEvaluation(settings, panel), settings, context);
  },
  assemble(settings, source, results) {
    return assembleEvaluation(settings, designEvaluation(settings, source), results);
  },
};

/** @throws TracewiseError `invalid-setting` for a model that has no predictions under the scheme */
function refuseUnfit({ models, scheme }: EvaluationSettings): void {
  const unfit = models.find((model) => !fitsScheme(model, scheme));
  if (unfit === undefined) return;
  throw new TracewiseError('invalid-setting', `${unfit} has no predictions under ${scheme}`, {
    found: `the model ${unfit} with the setting ${scheme}`,
    expected: `${unfit} with the setting transductive only`,
    remedy: `Leave ${unfit} out: it needs other drugs' values for the samples that are held out.`,
  });
}

const baselineUnit = 'baselines';
const neighbourUnit = 'neighbour';

function unitsOf(settings: EvaluationSettings, panel: Panel): Unit[] {
  const chosen = new Set<EvaluatedModel>([...settings.models, ...(isStacked(settings) ? stackParts : [])]);
  const units: Unit[] = [{ name: baselineUnit, cost: 1e-3 }];
  if (chosen.has('neighbour')) units.push({ name: neighbourUnit, cost: neighbourCost(settings, panel) });
  if (chosen.has('trace-norm')) {
    const cost = traceNormCost(settings, panel);
    for (let fold = 1; fold <= settings.outerFolds; fold++)
      units.push({ name: `trace-norm/outer-${fold}`, cost });
  }
  if (chosen.has('kbmtl')) {
    const cost = kbmtlFits(settings) * kbmtlFitCost(panel, kbmtlDimensions, kbmtlSweeps);
    for (let fold = 1; fold <= settings.outerFolds; fold++) units.push({ name: `kbmtl/outer-${fold}`, cost });
  }
  for (const model of ['elastic-net', 'ridge'] as const) {
    if (!chosen.has(model)) continue;
    const cost = singleTaskCost(model, settings, panel);
    units.push(...panel.taskNames.map((task) => ({ name: `${model}/${task}`, cost })));
  }
  return units;
}

function neighbourCost({ outerFolds }: EvaluationSettings, { responses }: Panel): number {
  return outerFolds * correlationsCost(responses);
}

function traceNormCost({ innerFolds }: EvaluationSettings, panel: Panel): number {
  return (innerFolds + 0.5) * traceNormPathCost(panel) + reductionCost(panel);
}

function singleTaskCost(model: SingleTaskModel, settings: EvaluationSettings, panel: Panel): number {
  return pathsPerTask(settings, model) * singleTaskPathCost(model, panel);
}

function runUnit(
  unitName: string,
  design: EvaluationDesign,
  settings: EvaluationSettings,
  context: UnitContext,
): EvaluationUnitResult {
  if (unitName === baselineUnit) {
    return predictBaselines(design.panel.responses, design.outerFolds, settings.outerFolds);
  }
  if (unitName === neighbourUnit) return predictByNeighbour(design, settings.outerFolds);
  const separator = unitName.indexOf('/');
  const model = unitName.slice(0, separator);
  const part = unitName.slice(separator + 1);
  if (model === 'trace-norm') return nestedTraceNorm(design, settings, foldOf(part), context);
  if (model === 'kbmtl') return nestedKbmtl(design, settings, foldOf(part), context);
  const task = design.panel.taskNames.indexOf(part);
  if ((model === 'elastic-net' || model === 'ridge') && task >= 0) {
    return nestedSingleTask(design, settings, model, task, context);
  }
  throw new TracewiseError('internal', `an evaluation has no unit named ${unitName}`);
}

function foldOf(part: string): number {
  return Number(part.slice('outer-'.length));
}

function assembleEvaluation(
  settings: EvaluationSettings,
  { panel, outerFolds, warnings }: EvaluationDesign,
  results: ReadonlyMap<string, EvaluationUnitResult>,
): Evaluation {
  const inOrder = unitsOf(settings, panel).map(({ name }) => {
    const result = results.get(name);
    if (result === undefined) throw new TracewiseError('internal', `the result of ${name} is missing`);
    return result;
  });
  const gathered = new Map<EvaluatedModel, Float64Array>();
  for (const { model, entries, values } of inOrder.flatMap((result) => result.predictions)) {
    const target = gathered.get(model) ?? new Float64Array(outerFolds.length).fill(NaN);
    entries.forEach((entry, place) => {
      target[entry] = values[place];
    });
    gathered.set(model, target);
  }
  const predictionsOf = (model: EvaluatedModel): Float64Array => {
    const values = gathered.get(model);
    if (values === undefined) throw new TracewiseError('internal', `no unit predicted with ${model}`);
    return values;
  };
  let stackWeights: Float64Array[] | undefined;
  if (isStacked(settings)) {
    const [first, second] = stackParts.map(predictionsOf);
    const inner = inOrder.flatMap((result) => result.inner ?? []);
    const { responses } = panel;
    const parts = { responses, outerFolds, outerFoldCount: settings.outerFolds, first, second, inner };
    const { values, weights } = stackPredictions(parts);
    gathered.set('stack', values);
    stackWeights = weights;
  }
  return {
    settings,
    drugs: [...panel.taskNames],
    samples: [...panel.sampleNames],
    folds: outerFolds,
    observed: panel.responses.values,
    predictions: settings.models.map((model) => ({ model, values: predictionsOf(model) })),
    drugMeanPredictions: predictionsOf('drug-mean'),
    ...(stackWeights === undefined ? {} : { stackWeights }),
    curves: inOrder.flatMap((result) => result.curves),
    warnings: [...warnings, ...inOrder.flatMap((result) => result.warnings)],
  };
}
