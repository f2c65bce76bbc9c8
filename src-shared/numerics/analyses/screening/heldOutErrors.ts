import { Workspace } from '../../../kernels/memory.ts';
import { centred } from '../../linalg/centred.ts';
import { column, matrix } from '../../linalg/matrix.ts';
import { multiplyTransposed, rowGram } from '../../linalg/products.ts';
import { residentDesign, rowPredictor } from '../../linalg/residentDesign.ts';
import type { ResidentDesign, ResidentFeatures } from '../../linalg/residentDesign.ts';
import { standardised } from '../../linalg/standardise.ts';
import { ElasticNetBatch } from '../../paths/elasticNetPaths.ts';
import type { ElasticNetTask } from '../../paths/elasticNetPaths.ts';
import { ridgePredictor, ridgePredictorOfGram } from '../../paths/ridgePath.ts';
import type { RidgePredictor } from '../../paths/ridgePath.ts';
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

/** Sums of squared test errors at each lambda of a copy's path; Infinity where a path ended before. */
export interface HeldOutErrors {
  squares: Float64Array;
  /** Fits that did not reach their tolerance. */
  unconverged: number;
}

/** A split, with its training samples standardised when they are asked for. */
export interface PreparedSplit {
  features: ResidentFeatures;
  split: Split;
  training: () => ResidentDesign;
  workspace: Workspace;
}

/** Does something with a split prepared, and lets its memory go. */
export function withSplit<Result>(
  features: ResidentFeatures,
  split: Split,
  work: (prepared: PreparedSplit) => Result,
): Result {
  const workspace = new Workspace();
  let training: ResidentDesign | undefined;
  try {
    return work({
      features,
      split,
      training: () => (training ??= residentDesign(features, split.training, workspace)),
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
  const { design } = training();
  const { rows, columns } = design;
  const responses = matrix(rows, copies.length);
  copies.forEach(({ values }, place) => {
    column(responses, place).set(centred(at(values, split.training)).values);
  });
  const products = multiplyTransposed(design, responses);
  return copies.map((_, place) => {
    const own = column(products, place);
    let largest = 0;
    for (let j = 0; j < columns; j++) largest = Math.max(largest, Math.abs(own[j]));
    return largest / rows;
  });
}

/**
 * Fits each copy along its whole path on the training samples of a split, and tests it on the others. One entry per copy.
 * @throws TracewiseError `cancelled`
 */
export function heldOutErrors(
  prepared: PreparedSplit,
  copies: readonly ResponseCopy[],
  progress: PathProgress,
): HeldOutErrors[] {
  const found = emptyErrors(copies);
  const nets = netsOf(prepared, copies, progress);
  try {
    nets.advance(Infinity, found);
  } finally {
    nets.release();
  }
  addRidges(prepared, copies, found, progress);
  return found;
}

/** Steps between two looks at whether a copy's cross-validated error still falls. */
const stepsPerLook = 5;

/** A path ends once its least error lies this many steps back, and its error above that by this share. */
const stepsPastLeast = 10;
const sharePastLeast = 0.01;

/**
 * The errors of each copy summed over splits that hold out each sample once. A path ends, in all splits together, when the
 * sum has passed its least: what smaller lambdas would cost is most of a path's time, and they overfit.
 * @throws TracewiseError `cancelled`
 */
export function crossValidatedErrors(
  features: ResidentFeatures,
  splits: readonly Split[],
  copies: readonly ResponseCopy[],
  progress: PathProgress,
): HeldOutErrors[] {
  const found = emptyErrors(copies);
  withSplits(features, splits, (folds) => {
    const nets = folds.map((fold) => netsOf(fold, copies, progress));
    try {
      const longest = Math.max(...found.map(({ squares }) => squares.length));
      for (let reached = stepsPerLook; reached < longest + stepsPerLook; reached += stepsPerLook) {
        for (const own of nets) own.advance(reached, found);
        found.forEach(({ squares }, place) => {
          if (!hasPassedLeast(squares.subarray(0, reached))) return;
          squares.fill(Infinity, reached);
          for (const own of nets) own.end(place);
        });
      }
    } finally {
      for (const own of nets) own.release();
    }
    for (const fold of folds) addRidges(fold, copies, found, progress);
  });
  return found;
}

function hasPassedLeast(errors: Float64Array): boolean {
  const least = Math.min(...errors);
  const last = errors[errors.length - 1];
  return errors.length - 1 - errors.indexOf(least) >= stepsPastLeast && last > (1 + sharePastLeast) * least;
}

function emptyErrors(copies: readonly ResponseCopy[]): HeldOutErrors[] {
  return copies.map(({ lambdas, lambdaCount = 0 }) => ({
    squares: new Float64Array(lambdas?.length ?? lambdaCount),
    unconverged: 0,
  }));
}

function withSplits(
  features: ResidentFeatures,
  [first, ...others]: readonly Split[],
  work: (prepared: PreparedSplit[]) => void,
): void {
  withSplit(features, first, (prepared) => {
    if (others.length === 0) work([prepared]);
    else withSplits(features, others, (rest) => work([prepared, ...rest]));
  });
}

/** The elastic nets among some copies on one split, named by the places of the copies. */
interface SplitNets {
  /** Adds the errors of the steps below a limit that were not added yet. */
  advance: (stepLimit: number, errors: readonly HeldOutErrors[]) => void;
  end: (place: number) => void;
  release: () => void;
}

const noNets: SplitNets = { advance: () => undefined, end: () => undefined, release: () => undefined };

function netsOf(
  { features, split, training, workspace }: PreparedSplit,
  copies: readonly ResponseCopy[],
  progress: PathProgress,
): SplitNets {
  const places = [...copies.keys()].filter((place) => copies[place].l1Ratio > 0);
  if (places.length === 0) return noNets;
  const tasks = places.map((place) => ({
    ...copies[place],
    response: at(copies[place].values, split.training),
  }));
  const tests = places.map((place) => at(copies[place].values, split.test));
  const limits = { tolerance: screeningTolerance, isCancelled: progress.isCancelled };
  const { design, constants } = training();
  const predict = rowPredictor(features, constants, split.test, workspace);
  const batch = new ElasticNetBatch(design, tasks, limits);
  return {
    advance: (stepLimit, errors) => {
      for (const point of batch.advance(stepLimit)) {
        requireGoingOn(progress);
        const own = errors[places[point.task]];
        own.squares[point.step] += squaredError(tests[point.task], predict(point));
        if (point.status !== 'converged') own.unconverged += 1;
        if (point.step === own.squares.length - 1) progress.advance();
      }
    },
    end: (place) => {
      const task = places.indexOf(place);
      if (task < 0) return;
      batch.end(task);
      progress.advance();
    },
    release: () => batch.release(),
  };
}

function addRidges(
  prepared: PreparedSplit,
  copies: readonly ResponseCopy[],
  found: HeldOutErrors[],
  progress: PathProgress,
): void {
  const places = [...copies.keys()].filter((place) => copies[place].l1Ratio === 0);
  if (places.length === 0) return;
  const predict = ridgeOn(prepared);
  for (const place of places) {
    requireGoingOn(progress);
    const { split } = prepared;
    const { values, lambdas = new Float64Array(0) } = copies[place];
    const predictions = predict(at(values, split.training), lambdas);
    const test = at(values, split.test);
    lambdas.forEach((_, step) => {
      found[place].squares[step] += squaredError(test, column(predictions, step));
    });
    progress.advance();
  }
}

/** Where features outnumber samples, by one matrix of the products of training and test samples. */
function ridgeOn({ features, split, training, workspace }: PreparedSplit): RidgePredictor {
  if (features.features.columns < split.training.length) {
    const { design, constants } = training();
    return ridgePredictor(design, standardised(features.features, split.test, constants, workspace));
  }
  const own = new Workspace();
  try {
    const { design } = residentDesign(features, split.training, own, split.test);
    return ridgePredictorOfGram(rowGram(design), split.training.length);
  } finally {
    own.release();
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
