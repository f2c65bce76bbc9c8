import { Workspace } from '../../kernels/memory.ts';
import type { UnitContext } from '../../model/job.ts';
import type { LambdaCurve } from '../../model/results.ts';
import { column, type Matrix } from '../linalg/matrix.ts';
import { elasticNetLambdaMax } from '../paths/elasticNetPath.ts';
import { elasticNetPaths } from '../paths/elasticNetPaths.ts';
import { lambdaGrid } from '../paths/lambdaGrid.ts';
import { ridgePredictor } from '../paths/ridgePath.ts';
import { lambdaMaxAt } from '../paths/singleTaskPath.ts';
import { indicesWhere } from '../resampling/folds.ts';
import { requireGoingOn } from './cancellation.ts';
import type { Scales } from './responseScaling.ts';
import { scaledSamples, singleTaskTraining, sparsePredictor } from './singleTaskTraining.ts';
import type { SingleTaskModel, SingleTaskTraining } from './singleTaskTraining.ts';

const lambdaCount = 100;
const minimumFraction = 0.01;
/** Of the relative duality gap while lambda is chosen, where only the order of errors matters. */
const choosingTolerance = 1e-5;

/** The mixing values that the elastic net chooses among (methods 3). */
const elasticNetRatios: readonly number[] = Array.from({ length: 11 }, (_, step) => step / 10);
const ridgeRatios: readonly number[] = [0];

export function ratiosOf(model: SingleTaskModel): readonly number[] {
  return model === 'ridge' ? ridgeRatios : elasticNetRatios;
}

/** The grid of methods 3: log-spaced down from the least lambda without weights. */
export function singleTaskGrid(lambdaMax: number): Float64Array {
  return lambdaGrid(lambdaMax, lambdaCount, minimumFraction);
}

export interface SingleTaskQuestion {
  /** samples x features. */
  features: Matrix;
  /** One per sample, original scale, NaN = neither for training nor for testing. */
  responses: Float64Array;
  /** One per sample: the fold that holds it out, from 1; 0 = none. */
  folds: Uint8Array;
  ratios: readonly number[];
  scales: Scales;
  /** All of the responses as a training set: its lambdaMax starts the grids. */
  whole: SingleTaskTraining;
  /** Whether predictions are kept until the choice is made. */
  keepsPredictions?: boolean;
}

export interface SingleTaskChoice {
  l1Ratio: number;
  /** Descending, down to the chosen value; that alone where nothing warm-starts, for an l1Ratio of 0. */
  lambdas: Float64Array;
  /** What the folds predicted for the samples that they held out, at the choice; where it was asked for. */
  heldOut: { samples: Int32Array; values: Float64Array }[];
  /** MSE in units of the whole training set's scale, for the chosen mixing. */
  curve: Omit<LambdaCurve, 'name' | 'model'>;
}

/** The curve of a choice, under a name; ridge has no mixing to tell. */
export function singleTaskCurve(
  model: SingleTaskModel,
  name: string,
  { curve, l1Ratio }: SingleTaskChoice,
): LambdaCurve {
  return { ...curve, name, model, ...(model === 'elastic-net' ? { l1Ratio } : {}) };
}

/** Told after every path. */
export interface PathProgress extends Pick<UnitContext, 'isCancelled'> {
  advance: () => void;
}

/**
 * The mixing value and lambda of least cross-validated error.
 * @throws TracewiseError `cancelled`
 */
export function chooseSingleTask(question: SingleTaskQuestion, progress: PathProgress): SingleTaskChoice {
  const { features, responses, folds, ratios, scales, whole, keepsPredictions = false } = question;
  const largest = elasticNetLambdaMax(whole.design, whole.response, 1);
  const paths = ratios.map((l1Ratio): CandidatePath => {
    const lambdas = singleTaskGrid(lambdaMaxAt(l1Ratio, largest));
    return { l1Ratio, lambdas, sums: new Float64Array(lambdas.length), predictions: [] };
  });
  const samplesOf = new Map<number, Int32Array>();
  for (const fold of usedFolds(folds)) {
    const workspace = new Workspace();
    try {
      const training = responses.map((value, sample) => (folds[sample] === fold ? NaN : value));
      const inner = singleTaskTraining(features, training, scales, workspace);
      const samples = indicesWhere(folds.length, (sample) => folds[sample] === fold);
      samplesOf.set(fold, samples);
      if (keepsPredictions) for (const path of paths) path.predictions.push([]);
      const heldOut = {
        design: scaledSamples(inner, samples, workspace),
        responses: Float64Array.from(samples, (sample) => responses[sample]),
        workspace,
      };
      addRidgeErrors(inner, paths, heldOut, progress);
      addElasticNetErrors(inner, paths, heldOut, progress);
    } finally {
      workspace.release();
    }
  }
  return leastError(paths, whole, [...samplesOf.values()]);
}

function usedFolds(folds: Uint8Array): number[] {
  return [...new Set(folds)].filter((fold) => fold > 0).sort((a, b) => a - b);
}

/** A mixing value with its lambdas, and the sum of squared errors at each of them so far. */
interface CandidatePath {
  l1Ratio: number;
  lambdas: Float64Array;
  sums: Float64Array;
  /** Fold by fold and lambda by lambda, on the original scale; no fold where they are not kept. */
  predictions: Float64Array[][];
}

interface HeldOut {
  /** On the scale of the training set's design. */
  design: Matrix;
  /** On the original scale. */
  responses: Float64Array;
  /** Of the fold. */
  workspace: Workspace;
}

function addRidgeErrors(
  { design, response, scale }: SingleTaskTraining,
  paths: readonly CandidatePath[],
  heldOut: HeldOut,
  progress: PathProgress,
): void {
  for (const { lambdas, sums, predictions: kept } of paths.filter(({ l1Ratio }) => l1Ratio === 0)) {
    requireGoingOn(progress);
    const predictions = ridgePredictor(design, heldOut.design)(response, lambdas);
    for (let step = 0; step < lambdas.length; step++) {
      const predicted = column(predictions, step).map((value) => scale.centre + scale.deviation * value);
      sums[step] += squaredError(heldOut, predicted);
      kept.at(-1)?.push(predicted);
    }
    progress.advance();
  }
}

function addElasticNetErrors(
  training: SingleTaskTraining,
  paths: readonly CandidatePath[],
  heldOut: HeldOut,
  progress: PathProgress,
): void {
  const { design, response } = training;
  const own = paths.filter(({ l1Ratio }) => l1Ratio > 0);
  const tasks = own.map(({ l1Ratio, lambdas }) => ({ response, l1Ratio, lambdas }));
  const limits = { tolerance: choosingTolerance, isCancelled: progress.isCancelled };
  const predict = sparsePredictor(training, heldOut.design, heldOut.workspace);
  for (const point of elasticNetPaths(design, tasks, limits)) {
    requireGoingOn(progress);
    const { sums, predictions } = own[point.task];
    const predicted = predict(point);
    sums[point.step] += squaredError(heldOut, predicted);
    predictions.at(-1)?.push(predicted.slice());
    if (point.step === sums.length - 1) progress.advance();
  }
}

function squaredError({ responses }: HeldOut, predicted: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < responses.length; k++) sum += (responses[k] - predicted[k]) ** 2;
  return sum;
}

function leastError(
  paths: readonly CandidatePath[],
  whole: SingleTaskTraining,
  heldOutSamples: readonly Int32Array[],
): SingleTaskChoice {
  let choice = paths[0];
  let index = 0;
  for (const path of paths) {
    path.sums.forEach((sum, place) => {
      if (sum < choice.sums[index]) [choice, index] = [path, place];
    });
  }
  const unit = whole.response.length * whole.scale.deviation ** 2;
  return {
    l1Ratio: choice.l1Ratio,
    lambdas: choice.lambdas.subarray(choice.l1Ratio === 0 ? index : 0, index + 1),
    heldOut: choice.predictions.map((ofFold, place) => ({
      samples: heldOutSamples[place],
      values: ofFold[index],
    })),
    curve: {
      lambdas: [...choice.lambdas],
      errors: Array.from(choice.sums, (sum) => sum / unit),
      chosenIndex: index,
    },
  };
}
