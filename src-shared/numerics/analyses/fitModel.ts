import { TracewiseError } from '../../model/errors.ts';
import type { FitStatus, FittedModel } from '../../model/results.ts';
import type { FitSettings } from '../../model/settings.ts';
import { standardisation } from '../linalg/standardise.ts';
import { measuredSamples } from '../resampling/folds.ts';
import { fitSingleTask, pathsPerDrug, type SingleTaskUnit } from './fitSingleTask.ts';
import { fitTraceNorm, type TraceNormUnit } from './fitTraceNorm.ts';
import { fittedTasks, type FittedTasks } from './fittedTasks.ts';
import type { Panel } from './panel.ts';
import type { Procedure } from './procedure.ts';
import { reductionCost, singleTaskPathCost, traceNormPathCost } from './unitCosts.ts';

export type FitUnitResult = TraceNormUnit | SingleTaskUnit;

/** Fits one model to all samples of a panel: the trace norm in one unit, single-task models in a unit per drug. */
export const fitModel: Procedure<FitSettings, FitUnitResult, FittedModel> = {
  plan(settings, panel) {
    const tasks = fittedTasks(settings, panel);
    requireTissues(settings, panel, tasks);
    const { names, warnings } = tasks;
    const unitNames =
      settings.model === 'trace-norm' ? ['trace-norm'] : names.map((name) => `${settings.model}/${name}`);
    const cost = unitCost(settings, panel);
    return { units: unitNames.map((name) => ({ name, cost })), warnings };
  },
  run(unitName, settings, panel, context) {
    const tasks = fittedTasks(settings, panel);
    if (unitName === 'trace-norm') return fitTraceNorm(settings, panel, tasks, context);
    const task = tasks.names.findIndex((name) => unitName === `${settings.model}/${name}`);
    if (task < 0) throw new RangeError(`invalid unit: ${unitName}`);
    return fitSingleTask(settings, panel, tasks, task, context);
  },
  assemble(settings, panel, results) {
    const tasks = fittedTasks(settings, panel);
    const rows = measuredSamples(tasks.responses);
    const common = {
      settings,
      drugs: tasks.names,
      featureDeviations: standardisation(panel.features, rows, 'unit').deviations,
    };
    const whole = results.get('trace-norm');
    return whole?.model === 'trace-norm'
      ? { ...common, ...assembledTraceNorm(whole, tasks) }
      : { ...common, ...assembledSingleTasks(settings, panel, tasks, results) };
  },
};

function unitCost(settings: FitSettings, panel: Panel): number {
  if (settings.model !== 'trace-norm')
    return pathsPerDrug(settings) * singleTaskPathCost(settings.model, panel);
  const folds = settings.lambda.kind === 'cross-validation' ? settings.lambda.folds : 0;
  return reductionCost(panel) + (folds + 1) * traceNormPathCost(panel);
}

type Assembled = Omit<FittedModel, 'settings' | 'drugs' | 'featureDeviations'>;

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

function assembledSingleTasks(
  settings: FitSettings,
  panel: Panel,
  tasks: FittedTasks,
  results: ReadonlyMap<string, FitUnitResult>,
): Assembled {
  const units = tasks.names.map((name) => singleTaskUnit(results, `${settings.model}/${name}`));
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

function singleTaskUnit(results: ReadonlyMap<string, FitUnitResult>, name: string): SingleTaskUnit {
  const unit = results.get(name);
  if (unit === undefined || unit.model === 'trace-norm') throw new RangeError(`invalid results: no ${name}`);
  return unit;
}

function sumOver(units: SingleTaskUnit[], value: (unit: SingleTaskUnit) => number): number {
  return units.reduce((sum, unit) => sum + value(unit), 0);
}

function worstStatus(statuses: FitStatus[]): FitStatus {
  return statuses.find((status) => status !== 'converged') ?? 'converged';
}
