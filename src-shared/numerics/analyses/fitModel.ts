import { TracewiseError } from '../../model/errors.ts';
import type { FittedModel } from '../../model/results.ts';
import { defaultElasticNetTolerance } from '../../model/settings.ts';
import type { FitSettings, FittedModelKind } from '../../model/settings.ts';
import { standardisation } from '../linalg/standardise.ts';
import { measuredSamples } from '../resampling/folds.ts';
import { fitSingleTask, pathsPerDrug, type SingleTaskUnit } from './fitSingleTask.ts';
import { fitTraceNorm, type TraceNormUnit } from './fitTraceNorm.ts';
import { fittedTasks, type FittedTasks } from './fittedTasks.ts';
import { heldOutWeights, stackOf, worstStatus } from './fittedStack.ts';
import type { Assembled } from './fittedStack.ts';
import { stackParts } from './heldOut.ts';
import type { Panel } from './panel.ts';
import type { Procedure } from './procedure.ts';
import type { SingleTaskModel } from './singleTaskTraining.ts';
import { reductionCost, singleTaskPathCost, traceNormPathCost } from './unitCosts.ts';

export type FitUnitResult = TraceNormUnit | SingleTaskUnit;

/**
 * Fits one model to all samples of a panel: the trace norm in one unit, single-task models in a unit per drug, a stack in
 * the units of both its parts.
 */
export const fitModel: Procedure<FitSettings, FitUnitResult, FittedModel> = {
  plan(settings, panel) {
    requireHeldOut(settings);
    const tasks = fittedTasks(settings, panel);
    requireTissues(settings, panel, tasks);
    const units = partsOf(settings).flatMap((part) => {
      const cost = unitCost(part, settings, panel);
      return unitNamesOf(part, tasks).map((name) => ({ name, cost }));
    });
    return { units, warnings: tasks.warnings };
  },
  run(unitName, settings, panel, context) {
    const tasks = fittedTasks(settings, panel);
    const part = partsOf(settings).find((candidate) => unitNamesOf(candidate, tasks).includes(unitName));
    if (part === undefined) throw new RangeError(`invalid unit: ${unitName}`);
    const own = settingsOfPart(settings, part);
    const keepsHeldOut = settings.model === 'stack';
    if (part === 'trace-norm') return fitTraceNorm(own, panel, tasks, keepsHeldOut, context);
    const task = unitNamesOf(part, tasks).indexOf(unitName);
    return fitSingleTask(own, panel, { ...tasks, task, keepsHeldOut }, context);
  },
  assemble(settings, panel, results) {
    const tasks = fittedTasks(settings, panel);
    const rows = measuredSamples(tasks.responses);
    return {
      settings,
      drugs: tasks.names,
      featureDeviations: standardisation(panel.features, rows, 'unit').deviations,
      ...assembled(settings, panel, tasks, results),
    };
  },
};

type Part = Exclude<FittedModelKind, 'stack'>;

function partsOf({ model }: FitSettings): readonly Part[] {
  return model === 'stack' ? stackParts : [model];
}

function unitNamesOf(part: Part, { names }: FittedTasks): string[] {
  return part === 'trace-norm' ? [part] : names.map((name) => `${part}/${name}`);
}

/** A stack's tolerance is that of its trace norm. */
function settingsOfPart(settings: FitSettings, part: Part): FitSettings {
  if (settings.model !== 'stack') return settings;
  const { tolerance } = settings;
  return {
    ...settings,
    model: part,
    tolerance: part === 'trace-norm' ? tolerance : defaultElasticNetTolerance,
  };
}

/** @throws TracewiseError `invalid-setting` for a stack whose lambda is given: what weighs its parts is held out */
function requireHeldOut({ model, lambda }: FitSettings): void {
  if (model !== 'stack' || lambda.kind === 'cross-validation') return;
  throw new TracewiseError('invalid-setting', 'a stack needs cross-validation', {
    found: 'a given lambda',
    expected: 'lambda by cross-validation, whose held-out predictions weigh the two parts',
    remedy: 'Choose lambda by cross-validation, or fit one of the parts.',
  });
}

function unitCost(part: Part, settings: FitSettings, panel: Panel): number {
  if (part !== 'trace-norm') {
    return pathsPerDrug(settingsOfPart(settings, part)) * singleTaskPathCost(part, panel);
  }
  const folds = settings.lambda.kind === 'cross-validation' ? settings.lambda.folds : 0;
  return reductionCost(panel) + (folds + 1) * traceNormPathCost(panel);
}

function assembled(
  settings: FitSettings,
  panel: Panel,
  tasks: FittedTasks,
  results: ReadonlyMap<string, FitUnitResult>,
): Assembled {
  switch (settings.model) {
    case 'trace-norm':
      return assembledTraceNorm(traceNormUnit(results), tasks);
    case 'elastic-net':
    case 'ridge':
      return assembledSingleTasks(singleTaskUnits(settings.model, tasks, results), panel, tasks);
    case 'stack': {
      const together = traceNormUnit(results);
      const single = singleTaskUnits('elastic-net', tasks, results);
      return stackOf(
        assembledTraceNorm(together, tasks),
        assembledSingleTasks(single, panel, { ...tasks, warnings: [] }),
        heldOutWeights(tasks, together, single),
      );
    }
  }
}

function requireTissues({ lambda }: FitSettings, { tissues }: Panel, { responses }: FittedTasks): void {
  if (lambda.kind !== 'cross-validation' || lambda.scheme !== 'leave-tissue-out') return;
  const measured = new Set(Array.from(measuredSamples(responses), (sample) => tissues?.[sample]));
  if (tissues !== undefined && measured.size >= lambda.folds) return;
  throw new TracewiseError('invalid-setting', 'too few tissues to leave tissues out', {
    found: tissues === undefined ? 'no tissues in the data set' : `${measured.size} tissues`,
    expected: `at least ${lambda.folds}`,
    remedy: 'Use fewer folds, or leave cell lines out.',
  });
}

function assembledTraceNorm({ point, lambdaMax }: TraceNormUnit, tasks: FittedTasks): Assembled {
  const { weights, status, certificate, ...facts } = point;
  const warnings =
    status === 'converged'
      ? tasks.warnings
      : [...tasks.warnings, `the trace norm stopped at certificate ${certificate.toExponential(1)}`];
  return { ...facts, weights: weights.values, status, certificate, lambdaMax, drugFits: [], warnings };
}

function assembledSingleTasks(units: readonly SingleTaskUnit[], panel: Panel, tasks: FittedTasks): Assembled {
  const weights = new Float64Array(panel.features.columns * units.length);
  units.forEach((unit, task) => {
    weights.set(unit.weights, task * panel.features.columns);
  });
  const missed = units
    .filter(({ fit }) => fit.status !== 'converged')
    .map(({ fit }) => `${fit.drug} stopped at a relative duality gap of ${fit.certificate.toExponential(1)}`);
  return {
    weights,
    intercepts: Float64Array.from(units, ({ intercept }) => intercept),
    lambda: NaN,
    lambdaMax: NaN,
    objective: sumOver(units, ({ objective }) => objective),
    loss: sumOver(units, ({ loss }) => loss),
    traceNorm: NaN,
    rank: NaN,
    certificate: Math.max(...units.map(({ fit }) => fit.certificate)),
    status: worstStatus(units.map(({ fit }) => fit.status)),
    iterations: sumOver(units, ({ iterations }) => iterations),
    singularValues: new Float64Array(0),
    drugFits: units.map(({ fit }) => fit),
    warnings: [...tasks.warnings, ...missed],
  };
}

function traceNormUnit(results: ReadonlyMap<string, FitUnitResult>): TraceNormUnit {
  const unit = results.get('trace-norm');
  if (unit?.model !== 'trace-norm') throw new RangeError('invalid results: no trace-norm');
  return unit;
}

function singleTaskUnits(
  model: SingleTaskModel,
  tasks: FittedTasks,
  results: ReadonlyMap<string, FitUnitResult>,
): SingleTaskUnit[] {
  return unitNamesOf(model, tasks).map((name) => {
    const unit = results.get(name);
    if (unit === undefined || unit.model === 'trace-norm')
      throw new RangeError(`invalid results: no ${name}`);
    return unit;
  });
}

function sumOver(units: readonly SingleTaskUnit[], value: (unit: SingleTaskUnit) => number): number {
  return units.reduce((sum, unit) => sum + value(unit), 0);
}
