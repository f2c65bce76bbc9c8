import { TracewiseError } from '../../model/errors.ts';
import type { LambdaCurve } from '../../model/results.ts';
import type { UnitContext } from '../../model/job.ts';
import { defaultTraceNormTolerance, responseScaleOf } from '../../model/settings.ts';
import type { EvaluationSettings } from '../../model/settings.ts';
import type { Matrix } from '../linalg/matrix.ts';
import { lambdaGrid } from '../paths/lambdaGrid.ts';
import { traceNormFit, traceNormLambdaMax, traceNormPath } from '../paths/traceNormPath.ts';
import type { TraceNormPoint } from '../paths/traceNormPath.ts';
import { indicesWhere, measuredSamples, withoutEntries } from '../resampling/folds.ts';
import { innerFoldsOf, outerTraining } from './evaluationDesign.ts';
import type { EvaluationDesign } from './evaluationDesign.ts';
import type { EvaluationUnitResult } from './heldOut.ts';
import { reducePanel, takeRows } from './reducedPanel.ts';
import type { ReducedPanel } from './reducedPanel.ts';
import { responseScaling, scaledResponses } from './responseScaling.ts';
import type { ResponseScaling } from './responseScaling.ts';

const lambdaCount = 50;
const minimumFraction = 0.01;
/** Of the certificate in the inner loop, where only the order of errors matters; from a study of real panels. */
const innerTolerance = 3e-3;
/** The path ends when the inner error has risen this often in a row (methods 4). */
const risesToStop = 5;
/** Share of an outer fold's time that its inner loop takes. */
const innerShare = 0.85;

/** One training set of the trace norm, ready to be fitted. */
interface TrainingSet {
  reduced: ReducedPanel;
  scaling: ResponseScaling;
  /** training samples x tasks, scaled, NaN = not for training. */
  responses: Matrix;
}

/**
 * Outer fold `fold` of nested cross-validation: lambda is the value with the least mean over tasks of inner MSE (in
 * units of each task's variance under `strict`); the inner folds go down one grid in lockstep; then one fit to all
 * outer-training entries predicts the held-out ones.
 */
export function nestedTraceNorm(
  design: EvaluationDesign,
  settings: EvaluationSettings,
  fold: number,
  context: UnitContext,
): EvaluationUnitResult {
  const responses = outerTraining(design, fold);
  const outer = trainingSet(design.panel.features, responses, settings);
  const grid = lambdaGrid(
    traceNormLambdaMax(outer.reduced.trainingScores, outer.responses),
    lambdaCount,
    minimumFraction,
  );
  const search = searchLambda(design, settings, fold, { responses, outer, grid }, context);
  const point = refit(outer, grid, search, context);
  requireGoingOn(context);
  const heldOut = indicesWhere(design.outerFolds.length, (entry) => design.outerFolds[entry] === fold);
  const warnings =
    point.status === 'converged'
      ? []
      : [`trace norm, outer fold ${fold}: stopped at certificate ${point.certificate.toExponential(1)}`];
  const values = predictEntries(outer, point, heldOut);
  return {
    predictions: [{ model: 'trace-norm', entries: heldOut, values }],
    curves: [search.curve],
    warnings,
  };
}

function trainingSet(
  features: Matrix,
  training: Matrix,
  { protocol }: EvaluationSettings,
  shared?: ReducedPanel,
): TrainingSet {
  const rows = measuredSamples(training);
  const reduced = shared?.trainingRows.length === rows.length ? shared : reducePanel(features, rows, 'unit');
  const scaling = responseScaling(training, responseScaleOf(protocol));
  return { reduced, scaling, responses: takeRows(scaledResponses(training, scaling), rows) };
}

interface OuterFold {
  /** samples x tasks, original scale, NaN = held out or not observed. */
  responses: Matrix;
  outer: TrainingSet;
  grid: Float64Array;
}

interface LambdaSearch {
  curve: LambdaCurve;
  /** A fit of an inner fold at the chosen lambda, when it shares the outer fold's reduction. */
  start?: TraceNormPoint;
}

function searchLambda(
  { panel }: EvaluationDesign,
  settings: EvaluationSettings,
  fold: number,
  { responses, outer, grid }: OuterFold,
  context: UnitContext,
): LambdaSearch {
  const innerFolds = innerFoldsOf(settings, panel, responses, fold);
  const { isCancelled } = context;
  const inner = Array.from({ length: settings.innerFolds }, (_, index) => {
    const isTest = (entry: number): boolean => innerFolds[entry] === index + 1;
    const set = trainingSet(panel.features, withoutEntries(responses, isTest), settings, outer.reduced);
    const options = { lambdas: grid, tolerance: innerTolerance, isCancelled };
    const path = traceNormPath(set.reduced.trainingScores, set.responses, options);
    return { set, path, test: indicesWhere(innerFolds.length, isTest) };
  });
  const curve: LambdaCurve = {
    name: `trace-norm/outer-${fold}`,
    model: 'trace-norm',
    lambdas: [],
    errors: [],
    chosenIndex: 0,
  };
  let start: TraceNormPoint | undefined;
  let rises = 0;
  for (const lambda of grid) {
    const errors = new TaskErrors(responses, outer.scaling);
    const points = inner.map(({ set, path, test }) => {
      const step = path.next();
      requireGoingOn(context);
      if (step.done === true) throw new Error('a path ended before its grid');
      errors.add(test, predictEntries(set, step.value, test));
      return step.value;
    });
    const error = errors.mean();
    rises = curve.errors.length > 0 && error > curve.errors[curve.errors.length - 1] ? rises + 1 : 0;
    curve.lambdas.push(lambda);
    curve.errors.push(error);
    if (error <= curve.errors[curve.chosenIndex]) {
      curve.chosenIndex = curve.errors.length - 1;
      start = inner[0].set.reduced === outer.reduced ? points[0] : undefined;
    }
    context.report({ fraction: (innerShare * curve.errors.length) / grid.length, curve });
    if (rises >= risesToStop) break;
  }
  return { curve, start };
}

function refit(
  { reduced, responses }: TrainingSet,
  grid: Float64Array,
  { curve, start }: LambdaSearch,
  { isCancelled }: UnitContext,
): TraceNormPoint {
  const lambda = grid[curve.chosenIndex];
  let warm = start;
  if (warm === undefined) {
    const options = {
      lambdas: grid.subarray(0, curve.chosenIndex + 1),
      tolerance: innerTolerance,
      isCancelled,
    };
    for (const point of traceNormPath(reduced.trainingScores, responses, options)) warm = point;
  }
  const options = { tolerance: defaultTraceNormTolerance, isCancelled, start: warm };
  return traceNormFit(reduced.trainingScores, responses, lambda, options);
}

/** Predictions on the original scale, for entries of samples x tasks. */
function predictEntries(
  { reduced, scaling }: TrainingSet,
  point: TraceNormPoint,
  entries: Int32Array,
): Float64Array {
  const { scores } = reduced;
  const { weights, intercepts } = point;
  return Float64Array.from(entries, (entry) => {
    const task = Math.floor(entry / scores.rows);
    const sample = entry % scores.rows;
    let fitted = intercepts[task];
    for (let k = 0; k < scores.columns; k++) {
      fitted += scores.values[k * scores.rows + sample] * weights.values[task * weights.rows + k];
    }
    return scaling.centres[task] + scaling.deviations[task] * fitted;
  });
}

/** Squared errors per task, in units of the outer-training scaling; their mean over tasks is what lambda minimises. */
class TaskErrors {
  private readonly sums: Float64Array;
  private readonly counts: Float64Array;
  private readonly responses: Matrix;
  private readonly scaling: ResponseScaling;

  constructor(responses: Matrix, scaling: ResponseScaling) {
    this.responses = responses;
    this.scaling = scaling;
    this.sums = new Float64Array(responses.columns);
    this.counts = new Float64Array(responses.columns);
  }

  add(entries: Int32Array, predicted: Float64Array): void {
    entries.forEach((entry, place) => {
      const task = Math.floor(entry / this.responses.rows);
      this.sums[task] +=
        ((this.responses.values[entry] - predicted[place]) / this.scaling.deviations[task]) ** 2;
      this.counts[task] += 1;
    });
  }

  mean(): number {
    const tested = [...this.sums.keys()].filter((task) => this.counts[task] > 0);
    return tested.reduce((sum, task) => sum + this.sums[task] / this.counts[task], 0) / tested.length;
  }
}

function requireGoingOn({ isCancelled }: UnitContext): void {
  if (isCancelled()) throw new TracewiseError('cancelled', 'the work was cancelled');
}
