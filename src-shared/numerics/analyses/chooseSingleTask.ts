import type { UnitContext } from '../../model/job.ts';
import type { LambdaCurve } from '../../model/results.ts';
import type { Matrix } from '../linalg/matrix.ts';
import { elasticNetLambdaMax } from '../paths/elasticNetPath.ts';
import { elasticNetPaths, type ElasticNetTask } from '../paths/elasticNetPaths.ts';
import { lambdaGrid } from '../paths/lambdaGrid.ts';
import { lambdaMaxAt } from '../paths/singleTaskPath.ts';
import { indicesWhere } from '../resampling/folds.ts';
import { requireGoingOn } from './cancellation.ts';
import type { Scales } from './responseScaling.ts';
import { singleTaskTraining, sparsePredictor } from './singleTaskTraining.ts';
import type { SingleTaskModel, SingleTaskTraining, SparsePredictor } from './singleTaskTraining.ts';

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
}

export interface SingleTaskChoice {
  l1Ratio: number;
  /** Descending, down to the chosen value. */
  lambdas: Float64Array;
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
  const { features, responses, folds, ratios, scales, whole } = question;
  const largest = elasticNetLambdaMax(whole.design, whole.response, 1);
  const grids = ratios.map((l1Ratio) => singleTaskGrid(lambdaMaxAt(l1Ratio, largest)));
  const sums = grids.map((grid) => new Float64Array(grid.length));
  for (const fold of usedFolds(folds)) {
    const training = responses.map((value, sample) => (folds[sample] === fold ? NaN : value));
    const inner = singleTaskTraining(features, training, scales);
    const samples = indicesWhere(folds.length, (sample) => folds[sample] === fold);
    const heldOut = { predict: sparsePredictor(inner, samples), samples, responses };
    const paths = ratios.map((l1Ratio, choice) => ({
      response: inner.response,
      l1Ratio,
      lambdas: grids[choice],
    }));
    addErrors(inner.design, paths, heldOut, sums, progress);
  }
  return leastError(question, grids, sums);
}

function usedFolds(folds: Uint8Array): number[] {
  return [...new Set(folds)].filter((fold) => fold > 0).sort((a, b) => a - b);
}

interface HeldOut {
  predict: SparsePredictor;
  samples: Int32Array;
  responses: Float64Array;
}

/** Adds each point's squared errors to the sum of its path and lambda. */
function addErrors(
  design: Matrix,
  paths: readonly (ElasticNetTask & { lambdas: Float64Array })[],
  { predict, samples, responses }: HeldOut,
  sums: readonly Float64Array[],
  progress: PathProgress,
): void {
  const limits = { tolerance: choosingTolerance, isCancelled: progress.isCancelled };
  for (const point of elasticNetPaths(design, paths, limits)) {
    requireGoingOn(progress);
    const predicted = predict(point);
    let sum = 0;
    for (let k = 0; k < samples.length; k++) sum += (responses[samples[k]] - predicted[k]) ** 2;
    sums[point.task][point.step] += sum;
    if (point.step === paths[point.task].lambdas.length - 1) progress.advance();
  }
}

function leastError(
  { ratios, whole }: SingleTaskQuestion,
  grids: readonly Float64Array[],
  sums: readonly Float64Array[],
): SingleTaskChoice {
  let choice = 0;
  let index = 0;
  sums.forEach((candidates, other) => {
    candidates.forEach((sum, place) => {
      if (sum < sums[choice][index]) [choice, index] = [other, place];
    });
  });
  const unit = whole.response.length * whole.scale.deviation ** 2;
  return {
    l1Ratio: ratios[choice],
    lambdas: grids[choice].subarray(0, index + 1),
    curve: {
      lambdas: [...grids[choice]],
      errors: Array.from(sums[choice], (sum) => sum / unit),
      chosenIndex: index,
    },
  };
}
