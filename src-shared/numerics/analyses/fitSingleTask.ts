import type { UnitContext } from '../../model/job.ts';
import type { DrugFit } from '../../model/results.ts';
import { defaultL1Ratio, type FitSettings } from '../../model/settings.ts';
import { column } from '../linalg/matrix.ts';
import { sumOfSquares } from '../linalg/vector.ts';
import { elasticNetLambdaMax, elasticNetPath, type SingleTaskPoint } from '../paths/elasticNetPath.ts';
import { randomStream } from '../random/stream.ts';
import { assignFolds } from '../resampling/folds.ts';
import { requireGoingOn } from './cancellation.ts';
import {
  chooseSingleTask,
  ratiosOf,
  singleTaskCurve,
  singleTaskGrid,
  type SingleTaskChoice,
} from './chooseSingleTask.ts';
import type { FittedTasks } from './fittedTasks.ts';
import type { HeldOutValues } from './heldOut.ts';
import { toOriginalScale } from './originalScale.ts';
import type { Panel } from './panel.ts';
import type { Scales } from './responseScaling.ts';
import { singleTaskTraining, type SingleTaskModel, type SingleTaskTraining } from './singleTaskTraining.ts';

export interface SingleTaskUnit {
  model: SingleTaskModel;
  fit: DrugFit;
  /** As measured. */
  weights: Float64Array;
  intercept: number;
  /** On the scale fitted, as what follows. */
  objective: number;
  loss: number;
  lambdaMax: number;
  iterations: number;
  /** What each fold of a cross-validation held out, and its prediction; where it is kept. */
  heldOut: HeldOutValues[];
}

/** @throws TracewiseError `cancelled` */
export function fitSingleTask(
  settings: FitSettings,
  panel: Panel,
  tasks: AskedTask,
  context: UnitContext,
): SingleTaskUnit {
  const { task } = tasks;
  const scales: Scales = { features: settings.scale, responses: settings.responses };
  const whole = singleTaskTraining(panel.features, column(tasks.responses, task), scales);
  const { design, response, constants, scale } = whole;
  const question = { ...tasks, whole, scales };
  const { l1Ratio, lambdas, heldOut } = chosenLambdas(settings, panel, question, context);
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
    model: modelOf(settings),
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
    heldOut: heldOut.map(({ samples, values }) => ({
      entries: samples.map((sample) => task * tasks.responses.rows + sample),
      values,
    })),
  };
}

/** How many lambda paths a drug's fit takes. */
export function pathsPerDrug(settings: FitSettings): number {
  const { lambda } = settings;
  return lambda.kind === 'cross-validation' ? lambda.folds * candidateRatios(settings).length + 1 : 1;
}

function modelOf({ model }: FitSettings): SingleTaskModel {
  return model === 'ridge' ? 'ridge' : 'elastic-net';
}

function candidateRatios(settings: FitSettings): readonly number[] {
  const { model, l1Ratio } = settings;
  return model === 'elastic-net' && l1Ratio !== undefined ? [l1Ratio] : ratiosOf(modelOf(settings));
}

function penaltyOf({ weights, lambda }: SingleTaskPoint, l1Ratio: number): number {
  const absolute = weights.reduce((sum, weight) => sum + Math.abs(weight), 0);
  return lambda * (((1 - l1Ratio) / 2) * sumOfSquares(weights) + l1Ratio * absolute);
}

interface AskedTask extends FittedTasks {
  task: number;
  /** Whether held-out predictions come along. */
  keepsHeldOut: boolean;
}

interface FittedTask extends AskedTask {
  whole: SingleTaskTraining;
  scales: Scales;
}

function chosenLambdas(
  settings: FitSettings,
  panel: Panel,
  fitted: FittedTask,
  context: UnitContext,
): Pick<SingleTaskChoice, 'l1Ratio' | 'lambdas' | 'heldOut'> {
  const { lambda } = settings;
  if (lambda.kind === 'cross-validation') return crossValidated(settings, panel, fitted, context);
  const l1Ratio = settings.model === 'ridge' ? 0 : (settings.l1Ratio ?? defaultL1Ratio);
  const { design, response } = fitted.whole;
  const lambdaMax = elasticNetLambdaMax(design, response, l1Ratio);
  const target = lambda.kind === 'value' ? lambda.lambda : lambda.fraction * lambdaMax;
  const lambdas = l1Ratio === 0 ? Float64Array.of(target) : descent(lambdaMax, target);
  return { l1Ratio, lambdas, heldOut: [] };
}

/** The grid down to a lambda between its ends, where warm starts pay; a lambda outside it by itself. */
function descent(lambdaMax: number, target: number): Float64Array {
  return Float64Array.of(...singleTaskGrid(lambdaMax).filter((lambda) => lambda > target), target);
}

function crossValidated(
  settings: FitSettings,
  panel: Panel,
  { task, names, responses, whole, scales, keepsHeldOut }: FittedTask,
  { isCancelled, report }: UnitContext,
): SingleTaskChoice {
  const paths = pathsPerDrug(settings);
  let done = 0;
  const question = {
    features: panel.features,
    responses: column(responses, task),
    folds: taskFolds(settings, panel, responses, task),
    ratios: candidateRatios(settings),
    scales,
    whole,
    keepsPredictions: keepsHeldOut,
  };
  const progress = { isCancelled, advance: () => report({ fraction: ++done / paths }) };
  const choice = chooseSingleTask(question, progress);
  const model = modelOf(settings);
  const curve = singleTaskCurve(model, `${model}/${names[task]}`, choice);
  report({ fraction: done / paths, curve });
  return choice;
}

/** The task's folds; every unit draws the same table, so that whole samples are held out alike for all drugs. */
function taskFolds(
  { lambda, seed }: FitSettings,
  { tissues }: Panel,
  responses: FittedTasks['responses'],
  task: number,
): Uint8Array {
  if (lambda.kind !== 'cross-validation') throw new RangeError('invalid lambda: it is not cross-validated');
  const folds = assignFolds(lambda.scheme, responses, tissues, lambda.folds, randomStream(seed, 'folds'));
  return folds.subarray(task * responses.rows, (task + 1) * responses.rows);
}
