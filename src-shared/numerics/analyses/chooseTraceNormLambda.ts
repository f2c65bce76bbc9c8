import type { UnitContext } from '../../model/job.ts';
import type { LambdaCurve } from '../../model/results.ts';
import type { Matrix } from '../linalg/matrix.ts';
import { lambdaGrid } from '../paths/lambdaGrid.ts';
import { traceNormLambdaMax, traceNormPath } from '../paths/traceNormPath.ts';
import type { TraceNormOptions, TraceNormPoint } from '../paths/traceNormPath.ts';
import { indicesWhere, withoutEntries } from '../resampling/folds.ts';
import { requireGoingOn } from './cancellation.ts';
import type { HeldOutValues } from './heldOut.ts';
import type { Scales } from './responseScaling.ts';
import { TaskErrors } from './taskErrors.ts';
import { predictEntries, traceNormTraining } from './traceNormTraining.ts';
import type { TraceNormTraining } from './traceNormTraining.ts';

const lambdaCount = 50;
const minimumFraction = 0.01;
/** The path ends when the error has risen this often in a row (methods 4). */
const risesToStop = 5;
/** Share of a unit's time that choosing lambda takes. */
export const choosingShare = 0.85;
/** Of the certificate while lambda is chosen, where only the order of errors matters; from a study of real panels. */
const choosingTolerance = 1e-2;
/** Errors over fewer samples than these are told apart by less. */
const fewSamples = 100;
const choosingToleranceOfFew = 3e-3;

export function choosingToleranceFor(samples: number): number {
  return samples < fewSamples ? choosingToleranceOfFew : choosingTolerance;
}

export interface TraceNormQuestion {
  /** samples x features. */
  features: Matrix;
  /** samples x tasks, original scale, NaN = neither for training nor for testing. */
  responses: Matrix;
  /** samples x tasks: the fold that holds an entry out, from 1; 0 = none. */
  folds: Uint8Array;
  foldCount: number;
  /** All of the responses as a training set: its lambdaMax starts the grid, its scaling weighs the errors. */
  whole: TraceNormTraining;
  scales: Scales;
  solver?: TraceNormOptions['solver'];
  /** Of the curve. */
  name: string;
}

export interface TraceNormChoice {
  grid: Float64Array;
  curve: LambdaCurve;
  /** What the folds predicted for what they held out, at the chosen lambda. */
  heldOut: HeldOutValues[];
  /** A fit of the first fold at the chosen lambda, when it shares the whole training set's reduction. */
  start?: TraceNormPoint;
}

/**
 * Lambda by cross-validation: the value with the least mean over tasks of MSE, in units of the whole training set's
 * scale. The folds go down one grid in lockstep, so that it can end early for all of them.
 * @throws TracewiseError `cancelled`
 */
export function chooseTraceNormLambda(question: TraceNormQuestion, context: UnitContext): TraceNormChoice {
  const { whole } = question;
  const grid = lambdaGrid(
    traceNormLambdaMax(whole.reduced.trainingScores, whole.responses),
    lambdaCount,
    minimumFraction,
  );
  const folds = heldOutFolds(question, grid, context);
  try {
    return descend(question, grid, folds, context);
  } finally {
    for (const { path } of folds) path.return(undefined);
  }
}

/** Down the grid until the error has risen too often. */
function descend(
  { responses, whole, name }: TraceNormQuestion,
  grid: Float64Array,
  folds: readonly HeldOutFold[],
  context: UnitContext,
): TraceNormChoice {
  const curve: LambdaCurve = { name, model: 'trace-norm', lambdas: [], errors: [], chosenIndex: 0 };
  let start: TraceNormPoint | undefined;
  let heldOut: TraceNormChoice['heldOut'] = [];
  let rises = 0;
  for (const lambda of grid) {
    const errors = new TaskErrors(responses, whole.scaling);
    const steps = folds.map(({ training, path, entries }) => {
      const step = path.next();
      requireGoingOn(context);
      if (step.done === true) throw new Error('a path ended before its grid');
      const values = predictEntries(training, step.value, entries);
      errors.add(entries, values);
      return { point: step.value, entries, values };
    });
    const error = errors.mean();
    rises = error > (curve.errors.at(-1) ?? Infinity) ? rises + 1 : 0;
    curve.lambdas.push(lambda);
    curve.errors.push(error);
    if (error <= curve.errors[curve.chosenIndex]) {
      curve.chosenIndex = curve.errors.length - 1;
      heldOut = steps.map(({ entries, values }) => ({ entries, values }));
      start = folds[0].training.reduced === whole.reduced ? steps[0].point : undefined;
    }
    context.report({ fraction: (choosingShare * curve.errors.length) / grid.length, curve });
    if (rises >= risesToStop) break;
  }
  return { grid, curve, heldOut, start };
}

interface HeldOutFold {
  training: TraceNormTraining;
  path: Generator<TraceNormPoint, void>;
  /** Of samples x tasks: what is predicted. */
  entries: Int32Array;
}

function heldOutFolds(
  { features, responses, folds, foldCount, whole, scales, solver }: TraceNormQuestion,
  lambdas: Float64Array,
  { isCancelled }: UnitContext,
): HeldOutFold[] {
  return Array.from({ length: foldCount }, (_, index) => {
    const isHeldOut = (entry: number): boolean => folds[entry] === index + 1;
    const training = traceNormTraining(features, withoutEntries(responses, isHeldOut), scales, whole.reduced);
    const tolerance = choosingToleranceFor(responses.rows);
    const options = { lambdas, solver, tolerance, isCancelled };
    const path = traceNormPath(training.reduced.trainingScores, training.responses, options);
    return { training, path, entries: indicesWhere(folds.length, isHeldOut) };
  });
}
