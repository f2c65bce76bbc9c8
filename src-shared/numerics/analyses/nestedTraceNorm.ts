import type { UnitContext } from '../../model/job.ts';
import { defaultTraceNormTolerance, responseScaleOf } from '../../model/settings.ts';
import type { EvaluationSettings } from '../../model/settings.ts';
import { traceNormFit, traceNormPath } from '../paths/traceNormPath.ts';
import type { TraceNormPoint } from '../paths/traceNormPath.ts';
import { indicesWhere } from '../resampling/folds.ts';
import { requireGoingOn } from './cancellation.ts';
import { chooseTraceNormLambda, choosingToleranceFor } from './chooseTraceNormLambda.ts';
import type { TraceNormChoice } from './chooseTraceNormLambda.ts';
import { innerFoldsOf, outerTraining } from './evaluationDesign.ts';
import type { EvaluationDesign } from './evaluationDesign.ts';
import { innerOf, isStacked } from './heldOut.ts';
import type { EvaluationUnitResult } from './heldOut.ts';
import type { Scales } from './responseScaling.ts';
import { predictEntries, traceNormTraining } from './traceNormTraining.ts';
import type { TraceNormTraining } from './traceNormTraining.ts';

/**
 * Outer fold `fold` of nested cross-validation: lambda by the inner folds, then one fit to all outer-training entries
 * predicts the held-out ones (methods 5).
 * @throws TracewiseError `cancelled`
 */
export function nestedTraceNorm(
  design: EvaluationDesign,
  settings: EvaluationSettings,
  fold: number,
  context: UnitContext,
): EvaluationUnitResult {
  const { panel, outerFolds } = design;
  const scales: Scales = { features: 'unit', responses: responseScaleOf(settings.protocol) };
  const responses = outerTraining(design, fold);
  const whole = traceNormTraining(panel.features, responses, scales);
  const question = {
    features: panel.features,
    responses,
    folds: innerFoldsOf(settings, design, responses, fold),
    foldCount: settings.innerFolds,
    whole,
    scales,
    name: `trace-norm/outer-${fold}`,
  };
  const choice = chooseTraceNormLambda(question, context);
  const point = refit(whole, choice, context);
  requireGoingOn(context);
  const entries = indicesWhere(outerFolds.length, (entry) => outerFolds[entry] === fold);
  const warnings =
    point.status === 'converged'
      ? []
      : [`trace norm, outer fold ${fold}: stopped at certificate ${point.certificate.toExponential(1)}`];
  const values = predictEntries(whole, point, entries);
  return {
    predictions: [{ model: 'trace-norm', entries, values }],
    ...(isStacked(settings) ? { inner: innerOf('trace-norm', fold, choice.heldOut) } : {}),
    curves: [choice.curve],
    warnings,
  };
}

/** Starts from an inner fit where it shares the reduction, else from a loose path down to the chosen lambda. */
function refit(
  { reduced: { trainingScores }, responses }: TraceNormTraining,
  { grid, curve, start }: TraceNormChoice,
  { isCancelled }: UnitContext,
): TraceNormPoint {
  let warm = start;
  if (warm === undefined) {
    const lambdas = grid.subarray(0, curve.chosenIndex + 1);
    const options = { lambdas, tolerance: choosingToleranceFor(responses.rows), isCancelled };
    for (const point of traceNormPath(trainingScores, responses, options)) warm = point;
  }
  const options = { tolerance: defaultTraceNormTolerance, isCancelled, start: warm };
  return traceNormFit(trainingScores, responses, grid[curve.chosenIndex], options);
}
