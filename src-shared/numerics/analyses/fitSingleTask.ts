import { TracewiseError } from '../../model/errors.ts';
import type { UnitContext } from '../../model/job.ts';
import type { DrugFit } from '../../model/results.ts';
import { defaultL1Ratio, type FitSettings } from '../../model/settings.ts';
import { column, type Matrix } from '../linalg/matrix.ts';
import { timesVector } from '../linalg/products.ts';
import { standardisation, standardised, type Standardisation } from '../linalg/standardise.ts';
import { sumOfSquares } from '../linalg/vector.ts';
import { elasticNetLambdaMax, elasticNetPath, type SingleTaskPoint } from '../paths/elasticNetPath.ts';
import { lambdaGrid } from '../paths/lambdaGrid.ts';
import { randomStream } from '../random/stream.ts';
import { assignFolds, indicesWhere } from '../resampling/folds.ts';
import { moments } from '../statistics/moments.ts';
import type { FittedTasks } from './fittedTasks.ts';
import { toOriginalScale, type TaskScale } from './originalScale.ts';
import type { Panel } from './panel.ts';

const lambdaCount = 100;
const minimumFraction = 0.01;
const elasticNetRatios = Array.from({ length: 11 }, (_, step) => step / 10);

/** Of the relative duality gap while lambda is chosen, where only the order of errors matters. */
const choosingTolerance = 1e-5;

export interface SingleTaskUnit {
  model: 'elastic-net' | 'ridge';
  fit: DrugFit;
  /** As measured. */
  weights: Float64Array;
  intercept: number;
  /** On the scale fitted, as what follows. */
  objective: number;
  loss: number;
  lambdaMax: number;
  iterations: number;
}

/** A task's training set on the scale that is fitted. */
interface SingleTaskProblem {
  features: Matrix;
  design: Matrix;
  constants: Standardisation;
  response: Float64Array;
  scale: TaskScale;
}

/** @throws TracewiseError `cancelled` */
export function fitSingleTask(
  settings: FitSettings,
  panel: Panel,
  tasks: FittedTasks,
  task: number,
  context: UnitContext,
): SingleTaskUnit {
  const model = settings.model === 'ridge' ? 'ridge' : 'elastic-net';
  const responses = column(tasks.responses, task);
  const problem = singleTaskProblem(settings, panel.features, responses);
  const { l1Ratio, lambdas } = chosenLambdas(settings, panel, tasks, task, problem, context);
  const { design, response, constants, scale } = problem;
  const options = { l1Ratio, lambdas, tolerance: settings.tolerance, isCancelled: context.isCancelled };
  let point: SingleTaskPoint | undefined;
  for (const next of elasticNetPath(design, response, options)) {
    requireGoingOn(context);
    point = next;
  }
  if (point === undefined) throw new RangeError('invalid lambdas: none');
  const { lambda, objective, iterations } = point;
  const loss = objective - penaltyOf(point, l1Ratio);
  const weights = point.weights.slice();
  const intercept = toOriginalScale(weights, point.intercept, constants, scale);
  context.report({ fraction: 1 });
  return {
    model,
    fit: {
      drug: tasks.names[task],
      lambda,
      l1Ratio,
      sampleCount: response.length,
      nonzeroCount: point.nonzeroCount,
      certificate: point.gap,
      status: point.status,
    },
    weights,
    intercept,
    objective,
    loss,
    lambdaMax: elasticNetLambdaMax(design, response, l1Ratio),
    iterations,
  };
}

function singleTaskProblem(
  settings: FitSettings,
  features: Matrix,
  responses: Float64Array,
): SingleTaskProblem {
  const rows = indicesWhere(responses.length, (sample) => !Number.isNaN(responses[sample]));
  const { mean, deviation } = moments(responses);
  const isUnit = settings.responses === 'unit' && deviation > 0;
  const scale = isUnit ? { centre: mean, deviation } : { centre: 0, deviation: 1 };
  const constants = standardisation(features, rows, settings.scale);
  return {
    features,
    design: standardised(features, rows, constants),
    constants,
    response: Float64Array.from(rows, (sample) => (responses[sample] - scale.centre) / scale.deviation),
    scale,
  };
}

function penaltyOf({ weights, lambda }: SingleTaskPoint, l1Ratio: number): number {
  const absolute = weights.reduce((sum, weight) => sum + Math.abs(weight), 0);
  return lambda * (((1 - l1Ratio) / 2) * sumOfSquares(weights) + l1Ratio * absolute);
}

interface Choice {
  l1Ratio: number;
  /** Descending to the lambda to fit. */
  lambdas: Float64Array;
}

function chosenLambdas(
  settings: FitSettings,
  panel: Panel,
  tasks: FittedTasks,
  task: number,
  problem: SingleTaskProblem,
  context: UnitContext,
): Choice {
  const { lambda } = settings;
  if (lambda.kind === 'cross-validation')
    return crossValidated(settings, panel, tasks, task, problem, context);
  const l1Ratio = settings.model === 'ridge' ? 0 : (settings.l1Ratio ?? defaultL1Ratio);
  const lambdaMax = elasticNetLambdaMax(problem.design, problem.response, l1Ratio);
  const target = lambda.kind === 'value' ? lambda.lambda : lambda.fraction * lambdaMax;
  return { l1Ratio, lambdas: l1Ratio === 0 ? Float64Array.of(target) : descent(lambdaMax, target) };
}

/** The grid of methods 3 down to a lambda between its ends, where warm starts pay; a lambda outside it by itself. */
function descent(lambdaMax: number, target: number): Float64Array {
  const above = lambdaGrid(lambdaMax, lambdaCount, minimumFraction).filter((lambda) => lambda > target);
  return Float64Array.of(...above, target);
}

function crossValidated(
  settings: FitSettings,
  panel: Panel,
  tasks: FittedTasks,
  task: number,
  problem: SingleTaskProblem,
  context: UnitContext,
): Choice {
  const ratios = ratiosOf(settings);
  const grids = ratios.map((l1Ratio) =>
    lambdaGrid(elasticNetLambdaMax(problem.design, problem.response, l1Ratio), lambdaCount, minimumFraction),
  );
  const sums = grids.map((grid) => new Float64Array(grid.length));
  const folds = taskFolds(settings, panel, tasks, task);
  const responses = column(tasks.responses, task);
  const used = [...new Set(folds)].filter((fold) => fold > 0).sort((a, b) => a - b);
  used.forEach((fold, place) => {
    const training = responses.map((value, sample) => (folds[sample] === fold ? NaN : value));
    const inner = singleTaskProblem(settings, panel.features, training);
    const test = indicesWhere(folds.length, (sample) => folds[sample] === fold);
    ratios.forEach((l1Ratio, choice) => {
      addErrors(inner, { l1Ratio, lambdas: grids[choice] }, responses, test, sums[choice], context);
      context.report({
        fraction: (place * ratios.length + choice + 1) / ((used.length + 1) * ratios.length),
      });
    });
  });
  const { choice, index } = leastError(sums);
  reportCurve(settings, tasks.names[task], problem, grids[choice], sums[choice], index, context);
  return { l1Ratio: ratios[choice], lambdas: grids[choice].subarray(0, index + 1) };
}

/** The mixing values that cross-validation chooses among. */
export function ratiosOf({ model, l1Ratio }: FitSettings): readonly number[] {
  if (model === 'ridge') return [0];
  return l1Ratio === undefined ? elasticNetRatios : [l1Ratio];
}

/** The task's folds; every unit draws the same table, so that whole samples are held out alike for all drugs. */
function taskFolds(settings: FitSettings, panel: Panel, tasks: FittedTasks, task: number): Uint8Array {
  const { lambda, seed } = settings;
  if (lambda.kind !== 'cross-validation') return new Uint8Array(tasks.responses.rows);
  const stream = randomStream(seed, 'folds');
  const folds = assignFolds(lambda.scheme, tasks.responses, panel.tissues, lambda.folds, stream);
  return folds.subarray(task * tasks.responses.rows, (task + 1) * tasks.responses.rows);
}

function addErrors(
  { features, design, constants, response, scale }: SingleTaskProblem,
  { l1Ratio, lambdas }: Choice,
  responses: Float64Array,
  test: Int32Array,
  sums: Float64Array,
  context: UnitContext,
): void {
  const { isCancelled } = context;
  const testDesign = standardised(features, test, constants);
  const fitted = new Float64Array(test.length);
  const options = { l1Ratio, lambdas, tolerance: choosingTolerance, isCancelled };
  let index = 0;
  for (const { weights, intercept } of elasticNetPath(design, response, options)) {
    requireGoingOn(context);
    timesVector(testDesign, weights, fitted);
    test.forEach((sample, place) => {
      const predicted = scale.centre + scale.deviation * (intercept + fitted[place]);
      sums[index] += (responses[sample] - predicted) ** 2;
    });
    index += 1;
  }
}

function leastError(sums: Float64Array[]): { choice: number; index: number } {
  let best = { choice: 0, index: 0 };
  sums.forEach((candidates, choice) => {
    candidates.forEach((sum, index) => {
      if (sum < sums[best.choice][best.index]) best = { choice, index };
    });
  });
  return best;
}

/** The chosen mixing's curve, as mean squared error on the scale fitted. */
function reportCurve(
  settings: FitSettings,
  drug: string,
  { response, scale }: SingleTaskProblem,
  grid: Float64Array,
  sums: Float64Array,
  chosenIndex: number,
  context: UnitContext,
): void {
  const unit = response.length * scale.deviation ** 2;
  const curve = {
    name: `${settings.model}/${drug}`,
    model: settings.model,
    lambdas: [...grid],
    errors: Array.from(sums, (sum) => sum / unit),
    chosenIndex,
  };
  context.report({ fraction: 0.9, curve });
}

function requireGoingOn({ isCancelled }: UnitContext): void {
  if (isCancelled()) throw new TracewiseError('cancelled', 'the work was cancelled');
}
