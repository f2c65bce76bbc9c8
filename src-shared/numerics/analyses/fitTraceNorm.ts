import { TracewiseError } from '../../model/errors.ts';
import type { UnitContext } from '../../model/job.ts';
import type { LambdaCurve } from '../../model/results.ts';
import type { FitSettings } from '../../model/settings.ts';
import { column, type Matrix } from '../linalg/matrix.ts';
import { standardisation, standardised } from '../linalg/standardise.ts';
import { dot } from '../linalg/vector.ts';
import { lambdaGrid } from '../paths/lambdaGrid.ts';
import {
  traceNormFit,
  traceNormLambdaMax,
  traceNormPath,
  type TraceNormPoint,
} from '../paths/traceNormPath.ts';
import { assignFolds, indicesWhere, measuredSamples, withoutEntries } from '../resampling/folds.ts';
import { randomStream } from '../random/stream.ts';
import { reduceDesign } from '../solvers/reduction.ts';
import type { FittedTasks } from './fittedTasks.ts';
import { toOriginalScale } from './originalScale.ts';
import type { Panel } from './panel.ts';
import { reducePanel, takeRows, type ReducedPanel } from './reducedPanel.ts';
import { responseScaling, scaledResponses, type ResponseScaling } from './responseScaling.ts';

const lambdaCount = 50;
const minimumFraction = 0.01;

/** Of the certificate while lambda is chosen, where only the order of errors matters. */
const choosingTolerance = 3e-3;

/** The path ends when the error has risen this often in a row (methods 4). */
const risesToStop = 5;

/** Share of a unit's time that choosing lambda takes. */
const choosingShare = 0.85;

export interface TraceNormUnit {
  model: 'trace-norm';
  /** On the scale fitted, but for the weights (features x tasks) and intercepts, which are as measured. */
  point: TraceNormPoint;
  lambdaMax: number;
}

/** @throws TracewiseError `cancelled` */
export function fitTraceNorm(
  settings: FitSettings,
  panel: Panel,
  tasks: FittedTasks,
  context: UnitContext,
): TraceNormUnit {
  const rows = measuredSamples(tasks.responses);
  const constants = standardisation(panel.features, rows, settings.scale);
  const { scores, expand } = reduceDesign(standardised(panel.features, rows, constants));
  const scaling = responseScaling(tasks.responses, settings.responses);
  const responses = takeRows(scaledResponses(tasks.responses, scaling), rows);
  const lambdaMax = traceNormLambdaMax(scores, responses);
  const lambda = chosenLambda(settings, panel, tasks, { scaling, lambdaMax }, context);
  const { solver, tolerance } = settings;
  const point = traceNormFit(scores, responses, lambda, {
    solver,
    tolerance,
    isCancelled: context.isCancelled,
  });
  requireGoingOn(context);
  const weights = expand(point.weights);
  const intercepts = point.intercepts.map((intercept, task) =>
    toOriginalScale(column(weights, task), intercept, constants, {
      centre: scaling.centres[task],
      deviation: scaling.deviations[task],
    }),
  );
  context.report({ fraction: 1 });
  return { model: 'trace-norm', point: { ...point, weights, intercepts }, lambdaMax };
}

interface Scaled {
  scaling: ResponseScaling;
  lambdaMax: number;
}

function chosenLambda(
  settings: FitSettings,
  panel: Panel,
  tasks: FittedTasks,
  scaled: Scaled,
  context: UnitContext,
): number {
  const { lambda } = settings;
  if (lambda.kind === 'value') return lambda.lambda;
  if (lambda.kind === 'fraction') return lambda.fraction * scaled.lambdaMax;
  const stream = randomStream(settings.seed, 'folds');
  const folds = assignFolds(lambda.scheme, tasks.responses, panel.tissues, lambda.folds, stream);
  const grid = lambdaGrid(scaled.lambdaMax, lambdaCount, minimumFraction);
  const curve = errorCurve(
    heldOutFolds(settings, panel, tasks.responses, folds),
    grid,
    scaled.scaling,
    context,
  );
  return grid[curve.chosenIndex];
}

/** One fold held out: what is fitted, and what is predicted. */
interface HeldOutFold {
  scores: Matrix;
  scaling: ResponseScaling;
  path: (lambdas: Float64Array, isCancelled: () => boolean) => Generator<TraceNormPoint>;
  /** Entries of samples x tasks. */
  entries: Int32Array;
  responses: Matrix;
}

function heldOutFolds(
  settings: FitSettings,
  panel: Panel,
  responses: Matrix,
  folds: Uint8Array,
): HeldOutFold[] {
  let shared: ReducedPanel | undefined;
  const foldCount = folds.reduce((most, fold) => Math.max(most, fold), 0);
  return Array.from({ length: foldCount }, (_, index) => {
    const isHeldOut = (entry: number): boolean => folds[entry] === index + 1;
    const training = withoutEntries(responses, isHeldOut);
    const rows = measuredSamples(training);
    if (shared?.trainingRows.join() !== rows.join()) {
      shared = reducePanel(panel.features, rows, settings.scale);
    }
    const { trainingScores, scores } = shared;
    const scaling = responseScaling(training, settings.responses);
    const scaled = takeRows(scaledResponses(training, scaling), rows);
    return {
      scores,
      scaling,
      path: (lambdas, isCancelled) =>
        traceNormPath(trainingScores, scaled, {
          lambdas,
          isCancelled,
          solver: settings.solver,
          tolerance: choosingTolerance,
        }),
      entries: indicesWhere(folds.length, isHeldOut),
      responses,
    };
  });
}

/** The mean error over tasks for each lambda, the folds going down the grid together. */
function errorCurve(
  folds: HeldOutFold[],
  grid: Float64Array,
  scaling: ResponseScaling,
  context: UnitContext,
): LambdaCurve {
  const curve: LambdaCurve = {
    name: 'trace-norm',
    model: 'trace-norm',
    lambdas: [],
    errors: [],
    chosenIndex: 0,
  };
  const paths = folds.map(({ path }) => path(grid, context.isCancelled));
  let rises = 0;
  for (const lambda of grid) {
    const sums = new Float64Array(scaling.centres.length);
    const counts = new Float64Array(scaling.centres.length);
    folds.forEach((fold, index) => {
      const step = paths[index].next();
      requireGoingOn(context);
      if (step.done !== true) addErrors(fold, step.value, scaling, sums, counts);
    });
    const error = meanOfRatios(sums, counts);
    rises = error > (curve.errors.at(-1) ?? Infinity) ? rises + 1 : 0;
    curve.lambdas.push(lambda);
    curve.errors.push(error);
    if (error < curve.errors[curve.chosenIndex]) curve.chosenIndex = curve.errors.length - 1;
    context.report({ fraction: (choosingShare * curve.errors.length) / grid.length, curve });
    if (rises >= risesToStop) break;
  }
  return curve;
}

/** Squared errors of the held-out entries, in units of the scale that the final fit has. */
function addErrors(
  { scores, scaling, entries, responses }: HeldOutFold,
  { weights, intercepts }: TraceNormPoint,
  unit: ResponseScaling,
  sums: Float64Array,
  counts: Float64Array,
): void {
  const row = new Float64Array(scores.columns);
  for (const entry of entries) {
    const task = Math.floor(entry / responses.rows);
    const sample = entry % responses.rows;
    for (let k = 0; k < row.length; k++) row[k] = scores.values[k * scores.rows + sample];
    const fitted = intercepts[task] + dot(row, column(weights, task));
    const predicted = scaling.centres[task] + scaling.deviations[task] * fitted;
    sums[task] += ((responses.values[entry] - predicted) / unit.deviations[task]) ** 2;
    counts[task] += 1;
  }
}

function meanOfRatios(sums: Float64Array, counts: Float64Array): number {
  const tested = [...sums.keys()].filter((task) => counts[task] > 0);
  return tested.reduce((total, task) => total + sums[task] / counts[task], 0) / tested.length;
}

function requireGoingOn({ isCancelled }: UnitContext): void {
  if (isCancelled()) throw new TracewiseError('cancelled', 'the work was cancelled');
}
