import type { UnitContext } from '../../model/job.ts';
import type { FitSettings } from '../../model/settings.ts';
import { column } from '../linalg/matrix.ts';
import { traceNormFit, traceNormLambdaMax, type TraceNormPoint } from '../paths/traceNormPath.ts';
import { randomStream } from '../random/stream.ts';
import { assignFolds } from '../resampling/folds.ts';
import { requireGoingOn } from './cancellation.ts';
import { chooseTraceNormLambda } from './chooseTraceNormLambda.ts';
import type { FittedTasks } from './fittedTasks.ts';
import type { HeldOutValues } from './heldOut.ts';
import { toOriginalScale } from './originalScale.ts';
import type { Panel } from './panel.ts';
import type { Scales } from './responseScaling.ts';
import { traceNormTraining, type TraceNormTraining } from './traceNormTraining.ts';

export interface TraceNormUnit {
  model: 'trace-norm';
  /** On the scale fitted, but for the weights (features x tasks) and intercepts, which are as measured. */
  point: TraceNormPoint;
  lambdaMax: number;
  /** What each fold of a cross-validation held out, and its prediction; where it is kept. */
  heldOut: HeldOutValues[];
}

/** @throws TracewiseError `cancelled` */
export function fitTraceNorm(
  settings: FitSettings,
  panel: Panel,
  tasks: FittedTasks,
  keepsHeldOut: boolean,
  context: UnitContext,
): TraceNormUnit {
  const whole = traceNormTraining(panel.features, tasks.responses, scalesOf(settings));
  const { reduced, scaling, responses } = whole;
  const lambdaMax = traceNormLambdaMax(reduced.trainingScores, responses);
  const { solver, tolerance } = settings;
  const { isCancelled } = context;
  const { lambda, start, heldOut } = chosenLambda(settings, panel, tasks, { whole, lambdaMax }, context);
  const point = traceNormFit(reduced.trainingScores, responses, lambda, {
    solver,
    tolerance,
    isCancelled,
    start,
  });
  requireGoingOn(context);
  const weights = reduced.expand(point.weights);
  const intercepts = point.intercepts.map((intercept, task) =>
    toOriginalScale(column(weights, task), intercept, reduced.constants, {
      centre: scaling.centres[task],
      deviation: scaling.deviations[task],
    }),
  );
  context.report({ fraction: 1 });
  return {
    model: 'trace-norm',
    point: { ...point, weights, intercepts },
    lambdaMax,
    heldOut: keepsHeldOut ? heldOut : [],
  };
}

function scalesOf({ scale, responses }: FitSettings): Scales {
  return { features: scale, responses };
}

function chosenLambda(
  settings: FitSettings,
  panel: Panel,
  { responses }: FittedTasks,
  { whole, lambdaMax }: { whole: TraceNormTraining; lambdaMax: number },
  context: UnitContext,
): { lambda: number; start?: TraceNormPoint; heldOut: HeldOutValues[] } {
  const { lambda, seed, solver } = settings;
  if (lambda.kind === 'value') return { lambda: lambda.lambda, heldOut: [] };
  if (lambda.kind === 'fraction') return { lambda: lambda.fraction * lambdaMax, heldOut: [] };
  const { scheme, folds: foldCount } = lambda;
  const folds = assignFolds(scheme, responses, panel.tissues, foldCount, randomStream(seed, 'folds'));
  const { features } = panel;
  const scales = scalesOf(settings);
  const question = { features, responses, folds, foldCount, whole, scales, solver, name: 'trace-norm' };
  const { grid, curve, start, heldOut } = chooseTraceNormLambda(question, context);
  return { lambda: grid[curve.chosenIndex], start, heldOut };
}
