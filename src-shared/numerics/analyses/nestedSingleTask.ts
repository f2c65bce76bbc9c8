import type { UnitContext } from '../../model/job.ts';
import type { LambdaCurve } from '../../model/results.ts';
import { defaultElasticNetTolerance, responseScaleOf } from '../../model/settings.ts';
import type { EvaluationSettings } from '../../model/settings.ts';
import { column } from '../linalg/matrix.ts';
import { elasticNetPath } from '../paths/elasticNetPath.ts';
import type { SingleTaskPoint } from '../paths/elasticNetPath.ts';
import { indicesWhere } from '../resampling/folds.ts';
import { requireGoingOn } from './cancellation.ts';
import { chooseSingleTask, ratiosOf, singleTaskCurve } from './chooseSingleTask.ts';
import type { PathProgress, SingleTaskChoice } from './chooseSingleTask.ts';
import { foldsOf, innerFoldsOf, outerTraining } from './evaluationDesign.ts';
import type { EvaluationDesign } from './evaluationDesign.ts';
import { innerOf, isStacked } from './heldOut.ts';
import type { EvaluationUnitResult, InnerPredictions } from './heldOut.ts';
import type { Scales } from './responseScaling.ts';
import { samplePredictor, singleTaskTraining } from './singleTaskTraining.ts';
import type { SingleTaskModel, SingleTaskTraining } from './singleTaskTraining.ts';

/**
 * One task under nested cross-validation, all outer folds. `strict` chooses l1Ratio with lambda in the inner loop;
 * `paper` chooses it once on all of the task's data, which leaks (methods 3).
 * @throws TracewiseError `cancelled`
 */
export function nestedSingleTask(
  design: EvaluationDesign,
  settings: EvaluationSettings,
  model: SingleTaskModel,
  task: number,
  context: UnitContext,
): EvaluationUnitResult {
  const { panel, outerFolds } = design;
  const name = `${model}/${panel.taskNames[task]}`;
  const scales: Scales = { features: 'unit', responses: responseScaleOf(settings.protocol) };
  const progress = countingProgress(settings, model, context);
  const ratios = ratiosFor(design, settings, { model, task, scales }, progress);
  const own = taskColumn(outerFolds, panel.responses.rows, task);
  const keepsPredictions = model === 'elastic-net' && isStacked(settings);
  const inner: InnerPredictions[] = [];
  const entries: number[] = [];
  const values: number[] = [];
  const curves: LambdaCurve[] = [];
  const warnings: string[] = [];
  for (let fold = 1; fold <= settings.outerFolds; fold++) {
    const training = outerTraining(design, fold);
    const responses = column(training, task);
    const folds = taskColumn(innerFoldsOf(settings, design, training, fold), training.rows, task);
    const whole = singleTaskTraining(panel.features, responses, scales);
    const question = { features: panel.features, responses, folds, ratios, scales, whole, keepsPredictions };
    const choice = chooseSingleTask(question, progress);
    const point = fitAt(whole, choice, progress);
    if (point.status !== 'converged') {
      warnings.push(
        `${name}, outer fold ${fold}: stopped at a relative duality gap of ${point.gap.toExponential(1)}`,
      );
    }
    const heldOut = choice.heldOut.map(({ samples, values: predicted }) => ({
      entries: samples.map((sample) => task * own.length + sample),
      values: predicted,
    }));
    if (keepsPredictions) inner.push(...innerOf(model, fold, heldOut));
    const test = indicesWhere(own.length, (sample) => own[sample] === fold);
    entries.push(...test.map((sample) => task * own.length + sample));
    values.push(...samplePredictor(whole, test)(point));
    const curve = singleTaskCurve(model, `${name}/outer-${fold}`, choice);
    context.report({ fraction: fold / settings.outerFolds, curve });
    curves.push(curve);
  }
  const predictions = [{ model, entries: Int32Array.from(entries), values: Float64Array.from(values) }];
  return { predictions, ...(keepsPredictions ? { inner } : {}), curves, warnings };
}

function ratiosFor(
  { panel }: EvaluationDesign,
  settings: EvaluationSettings,
  { model, task, scales }: { model: SingleTaskModel; task: number; scales: Scales },
  progress: PathProgress,
): readonly number[] {
  const ratios = ratiosOf(model);
  if (settings.protocol === 'strict' || ratios.length === 1) return ratios;
  const { features } = panel;
  const responses = column(panel.responses, task);
  const allFolds = foldsOf(settings, panel, panel.responses, 'l1-ratio', settings.innerFolds);
  const folds = taskColumn(allFolds, panel.responses.rows, task);
  const whole = singleTaskTraining(features, responses, scales);
  return [chooseSingleTask({ features, responses, folds, ratios, scales, whole }, progress).l1Ratio];
}

/** The fit at the chosen lambda, reached along the path; ridge needs no path. */
function fitAt(
  { design, response }: SingleTaskTraining,
  { l1Ratio, lambdas }: SingleTaskChoice,
  progress: PathProgress,
): SingleTaskPoint {
  let last: SingleTaskPoint | undefined;
  const { isCancelled } = progress;
  const steps = l1Ratio === 0 ? lambdas.subarray(-1) : lambdas;
  const options = { l1Ratio, lambdas: steps, tolerance: defaultElasticNetTolerance, isCancelled };
  for (const point of elasticNetPath(design, response, options)) {
    requireGoingOn(progress);
    last = point;
  }
  if (last === undefined) throw new RangeError('invalid lambdas: none');
  progress.advance();
  return last;
}

function taskColumn(folds: Uint8Array, sampleCount: number, task: number): Uint8Array {
  return folds.subarray(task * sampleCount, (task + 1) * sampleCount);
}

function countingProgress(
  settings: EvaluationSettings,
  model: SingleTaskModel,
  { isCancelled, report }: UnitContext,
): PathProgress {
  const paths = pathsPerTask(settings, model);
  let done = 0;
  return { isCancelled, advance: () => report({ fraction: ++done / paths }) };
}

/** How many lambda paths one task takes. */
export function pathsPerTask(
  { protocol, innerFolds, outerFolds }: EvaluationSettings,
  model: SingleTaskModel,
): number {
  const ratioCount = ratiosOf(model).length;
  if (ratioCount === 1) return outerFolds * (innerFolds + 1);
  const leaking = ratioCount * innerFolds + outerFolds * (innerFolds + 1);
  return protocol === 'paper' ? leaking : outerFolds * (ratioCount * innerFolds + 1);
}
