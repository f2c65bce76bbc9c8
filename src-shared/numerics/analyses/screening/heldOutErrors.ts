import { Workspace } from '../../../kernels/memory.ts';
import { centred } from '../../linalg/centred.ts';
import { column, matrix, type Matrix } from '../../linalg/matrix.ts';
import { multiplyTransposed } from '../../linalg/products.ts';
import { residentDesign, rowPredictor } from '../../linalg/residentDesign.ts';
import type { ResidentDesign, ResidentFeatures } from '../../linalg/residentDesign.ts';
import { standardised } from '../../linalg/standardise.ts';
import { elasticNetPaths } from '../../paths/elasticNetPaths.ts';
import type { ElasticNetTask } from '../../paths/elasticNetPaths.ts';
import { ridgePredictor } from '../../paths/ridgePath.ts';
import { requireGoingOn } from '../cancellation.ts';
import type { PathProgress } from '../chooseSingleTask.ts';
import type { Split } from './splits.ts';

/** Of the relative duality gap: what is left moves a test error by less than its own scatter by far. */
const screeningTolerance = 1e-5;

/** Responses to be fitted and predicted, as measured or permuted, with the lambdas of their path. */
export interface ResponseCopy extends Omit<ElasticNetTask, 'response'> {
  /** One per sample of the panel; only those of the split are looked at. */
  values: Float64Array;
}

/** Sums of squared test errors at each lambda of a copy's path. */
export interface HeldOutErrors {
  squares: Float64Array;
  /** Fits that did not reach their tolerance. */
  unconverged: number;
}

/** A split with its training samples standardised. */
export interface PreparedSplit {
  features: ResidentFeatures;
  split: Split;
  training: ResidentDesign;
  workspace: Workspace;
}

/** Does something with a split prepared, and lets its memory go. */
export function withSplit<Result>(
  features: ResidentFeatures,
  split: Split,
  work: (prepared: PreparedSplit) => Result,
): Result {
  const workspace = new Workspace();
  try {
    return work({
      features,
      split,
      training: residentDesign(features, split.training, workspace),
      workspace,
    });
  } finally {
    workspace.release();
  }
}

/** The least lambda without weights at l1Ratio 1, for each of some responses. */
export function largestCorrelations(
  { split, training }: PreparedSplit,
  copies: readonly ResponseCopy[],
): number[] {
  const { rows, columns } = training.design;
  const responses = matrix(rows, copies.length);
  copies.forEach(({ values }, place) => {
    column(responses, place).set(centred(at(values, split.training)).values);
  });
  const products = multiplyTransposed(training.design, responses);
  return copies.map((_, place) => {
    const own = column(products, place);
    let largest = 0;
    for (let j = 0; j < columns; j++) largest = Math.max(largest, Math.abs(own[j]));
    return largest / rows;
  });
}

/**
 * Fits each copy along its path on the training samples of a split, and tests it on the others. One entry per copy.
 * @throws TracewiseError `cancelled`
 */
export function heldOutErrors(
  prepared: PreparedSplit,
  copies: readonly ResponseCopy[],
  progress: PathProgress,
): HeldOutErrors[] {
  const found = copies.map(({ lambdas, lambdaCount = 0 }) => ({
    squares: new Float64Array(lambdas?.length ?? lambdaCount),
    unconverged: 0,
  }));
  addElasticNets(prepared, copies, found, progress);
  addRidges(prepared, copies, found, progress);
  return found;
}

function addElasticNets(
  { features, split, training, workspace }: PreparedSplit,
  copies: readonly ResponseCopy[],
  found: HeldOutErrors[],
  progress: PathProgress,
): void {
  const places = [...copies.keys()].filter((place) => copies[place].l1Ratio > 0);
  const tasks = places.map((place) => ({
    ...copies[place],
    response: at(copies[place].values, split.training),
  }));
  const tests = places.map((place) => at(copies[place].values, split.test));
  const limits = { tolerance: screeningTolerance, isCancelled: progress.isCancelled };
  const predict = rowPredictor(features, training.constants, split.test, workspace);
  for (const point of elasticNetPaths(training.design, tasks, limits)) {
    requireGoingOn(progress);
    const errors = found[places[point.task]];
    errors.squares[point.step] = squaredError(tests[point.task], predict(point));
    if (point.status !== 'converged') errors.unconverged += 1;
    if (point.step === errors.squares.length - 1) progress.advance();
  }
}

function addRidges(
  { features, split, training, workspace }: PreparedSplit,
  copies: readonly ResponseCopy[],
  found: HeldOutErrors[],
  progress: PathProgress,
): void {
  const places = [...copies.keys()].filter((place) => copies[place].l1Ratio === 0);
  if (places.length === 0) return;
  const samples: Matrix = standardised(features.features, split.test, training.constants, workspace);
  const predict = ridgePredictor(training.design, samples);
  for (const place of places) {
    requireGoingOn(progress);
    const { values, lambdas = new Float64Array(0) } = copies[place];
    const predictions = predict(at(values, split.training), lambdas);
    const test = at(values, split.test);
    lambdas.forEach((_, step) => {
      found[place].squares[step] = squaredError(test, column(predictions, step));
    });
    progress.advance();
  }
}

function at(values: Float64Array, samples: Int32Array): Float64Array {
  return Float64Array.from(samples, (sample) => values[sample]);
}

function squaredError(measured: Float64Array, predicted: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < measured.length; k++) sum += (measured[k] - predicted[k]) ** 2;
  return sum;
}
