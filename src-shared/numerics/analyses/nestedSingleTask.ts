import { TracewiseError } from '../../model/errors.ts';
import type { UnitContext } from '../../model/job.ts';
import type { LambdaCurve } from '../../model/results.ts';
import { defaultElasticNetTolerance, responseScaleOf } from '../../model/settings.ts';
import type { EvaluationSettings } from '../../model/settings.ts';
import { column } from '../linalg/matrix.ts';
import type { Matrix } from '../linalg/matrix.ts';
import { standardisation, standardised } from '../linalg/standardise.ts';
import type { Standardisation } from '../linalg/standardise.ts';
import { elasticNetLambdaMax, elasticNetPath } from '../paths/elasticNetPath.ts';
import type { SingleTaskPoint } from '../paths/elasticNetPath.ts';
import { lambdaGrid } from '../paths/lambdaGrid.ts';
import { indicesWhere } from '../resampling/folds.ts';
import { moments } from '../statistics/moments.ts';
import { foldsOf, innerFoldsOf, outerTraining } from './evaluationDesign.ts';
import type { EvaluationDesign } from './evaluationDesign.ts';
import type { EvaluationUnitResult } from './heldOut.ts';

export type SingleTaskModel = 'elastic-net' | 'ridge';

const lambdaCount = 100;
const minimumFraction = 0.01;
const elasticNetRatios = Array.from({ length: 11 }, (_, step) => step / 10);
const ridgeRatios = [0];
/** Of the relative duality gap in the inner loop, where only the order of errors matters. */
const innerTolerance = 1e-5;

/**
 * One task under nested cross-validation, all outer folds. `strict` chooses l1Ratio with lambda in the inner loop;
 * `paper` chooses it once on all of the task's data, which leaks (methods 3).
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
  const progress = countingProgress(settings, model, context);
  const ratios = ratiosFor(design, settings, model, task, progress);
  const own = taskColumn(outerFolds, panel.responses.rows, task);
  const entries: number[] = [];
  const values: number[] = [];
  const curves: LambdaCurve[] = [];
  const warnings: string[] = [];
  for (let fold = 1; fold <= settings.outerFolds; fold++) {
    const training = outerTraining(design, fold);
    const innerFolds = taskColumn(innerFoldsOf(settings, panel, training, fold), training.rows, task);
    const problem = singleTaskProblem(panel.features, column(training, task), settings);
    const choice = chooseByFolds(problem, innerFolds, settings.innerFolds, ratios, progress);
    const point = fitAt(problem, choice, progress);
    if (point !== undefined && point.status !== 'converged') {
      warnings.push(
        `${name}, outer fold ${fold}: stopped at a relative duality gap of ${point.gap.toExponential(1)}`,
      );
    }
    const test = indicesWhere(own.length, (sample) => own[sample] === fold);
    entries.push(...test.map((sample) => task * own.length + sample));
    values.push(...predictRows(problem, point, test));
    const curve: LambdaCurve = { ...choice.curve, name: `${name}/outer-${fold}`, model };
    progress.show(curve);
    curves.push(curve);
  }
  const predictions = [{ model, entries: Int32Array.from(entries), values: Float64Array.from(values) }];
  return { predictions, curves, warnings };
}

/** A task's training set. Under `unit` the response is in units of its deviation, its mean taken off in both scales. */
interface SingleTaskProblem {
  features: Matrix;
  constants: Standardisation;
  design: Matrix;
  /** All samples, scaled; NaN where not for training. */
  response: Float64Array;
  trainingRows: Int32Array;
  centre: number;
  deviation: number;
}

function singleTaskProblem(
  features: Matrix,
  training: Float64Array,
  { protocol }: Pick<EvaluationSettings, 'protocol'>,
): SingleTaskProblem {
  const { mean, deviation } = moments(training);
  const divisor = responseScaleOf(protocol) === 'unit' && deviation > 0 ? deviation : 1;
  const trainingRows = indicesWhere(training.length, (sample) => !Number.isNaN(training[sample]));
  const constants = standardisation(features, trainingRows, 'unit');
  return {
    features,
    constants,
    design: standardised(features, trainingRows, constants),
    response: training.map((value) => (value - mean) / divisor),
    trainingRows,
    centre: mean,
    deviation: divisor,
  };
}

interface Choice {
  l1Ratio: number;
  /** Descending, down to the chosen value. */
  lambdas: Float64Array;
  curve: Omit<LambdaCurve, 'name' | 'model'>;
}

interface Progress {
  isCancelled: () => boolean;
  advance: () => void;
  show: (curve: LambdaCurve) => void;
}

function ratiosFor(
  { panel }: EvaluationDesign,
  settings: EvaluationSettings,
  model: SingleTaskModel,
  task: number,
  progress: Progress,
): readonly number[] {
  if (model === 'ridge') return ridgeRatios;
  if (settings.protocol === 'strict') return elasticNetRatios;
  const folds = foldsOf(settings, panel, panel.responses, 'l1-ratio', settings.innerFolds);
  const problem = singleTaskProblem(panel.features, column(panel.responses, task), settings);
  const own = taskColumn(folds, panel.responses.rows, task);
  return [chooseByFolds(problem, own, settings.innerFolds, elasticNetRatios, progress).l1Ratio];
}

/** The mixing value and lambda of least cross-validated error, the grids being those of the whole training set. */
function chooseByFolds(
  problem: SingleTaskProblem,
  folds: Uint8Array,
  foldCount: number,
  ratios: readonly number[],
  progress: Progress,
): Choice {
  const { features, response, trainingRows } = problem;
  const trained = Float64Array.from(trainingRows, (sample) => response[sample]);
  const grids = ratios.map((l1Ratio) =>
    lambdaGrid(elasticNetLambdaMax(problem.design, trained, l1Ratio), lambdaCount, minimumFraction),
  );
  const errors = grids.map((grid) => new Float64Array(grid.length));
  for (let fold = 1; fold <= foldCount; fold++) {
    const rest = response.map((value, sample) => (folds[sample] === fold ? NaN : value));
    const inner = singleTaskProblem(features, rest, { protocol: 'paper' });
    const test = indicesWhere(folds.length, (sample) => folds[sample] === fold);
    const testDesign = standardised(features, test, inner.constants);
    const truth = Float64Array.from(test, (sample) => response[sample]);
    ratios.forEach((l1Ratio, choice) => {
      addPathErrors(
        inner,
        { l1Ratio, lambdas: grids[choice] },
        { design: testDesign, truth },
        errors[choice],
        progress,
      );
      progress.advance();
    });
  }
  return best(ratios, grids, errors, trainingRows.length);
}

function addPathErrors(
  problem: SingleTaskProblem,
  { l1Ratio, lambdas }: { l1Ratio: number; lambdas: Float64Array },
  test: { design: Matrix; truth: Float64Array },
  errors: Float64Array,
  { isCancelled }: Progress,
): void {
  const options = { l1Ratio, lambdas, tolerance: innerTolerance, isCancelled };
  let index = 0;
  for (const point of elasticNetPath(problem.design, trainingResponse(problem), options)) {
    requireGoingOn(isCancelled);
    const fitted = multiply(test.design, point.weights);
    test.truth.forEach((value, row) => {
      errors[index] += (value - problem.centre - point.intercept - fitted[row]) ** 2;
    });
    index++;
  }
}

function best(
  ratios: readonly number[],
  grids: readonly Float64Array[],
  errors: readonly Float64Array[],
  entryCount: number,
): Choice {
  let choice = 0;
  let index = 0;
  errors.forEach((candidate, other) => {
    candidate.forEach((error, place) => {
      if (error < errors[choice][index]) [choice, index] = [other, place];
    });
  });
  return {
    l1Ratio: ratios[choice],
    lambdas: grids[choice].subarray(0, index + 1),
    curve: {
      lambdas: [...grids[choice]],
      errors: [...errors[choice]].map((sum) => sum / entryCount),
      chosenIndex: index,
    },
  };
}

/** The fit at the chosen lambda, reached along the path; `undefined` stands for the mean alone. */
function fitAt(
  problem: SingleTaskProblem,
  { l1Ratio, lambdas }: Choice,
  progress: Progress,
): SingleTaskPoint | undefined {
  let last: SingleTaskPoint | undefined;
  const options = {
    l1Ratio,
    lambdas,
    tolerance: defaultElasticNetTolerance,
    isCancelled: progress.isCancelled,
  };
  for (const point of elasticNetPath(problem.design, trainingResponse(problem), options)) {
    requireGoingOn(progress.isCancelled);
    last = point;
  }
  progress.advance();
  return last;
}

function predictRows(
  problem: SingleTaskProblem,
  point: SingleTaskPoint | undefined,
  rows: Int32Array,
): number[] {
  if (point === undefined) return Array.from(rows, () => problem.centre);
  const fitted = multiply(standardised(problem.features, rows, problem.constants), point.weights);
  return Array.from(fitted, (value) => problem.centre + problem.deviation * (point.intercept + value));
}

function trainingResponse({ response, trainingRows }: SingleTaskProblem): Float64Array {
  return Float64Array.from(trainingRows, (sample) => response[sample]);
}

/** rows x features times weights, of which most are zero. */
function multiply(design: Matrix, weights: Float64Array): Float64Array {
  const product = new Float64Array(design.rows);
  weights.forEach((weight, feature) => {
    if (weight === 0) return;
    const offset = feature * design.rows;
    for (let row = 0; row < design.rows; row++) product[row] += weight * design.values[offset + row];
  });
  return product;
}

function taskColumn(folds: Uint8Array, sampleCount: number, task: number): Uint8Array {
  return folds.subarray(task * sampleCount, (task + 1) * sampleCount);
}

function countingProgress(
  settings: EvaluationSettings,
  model: SingleTaskModel,
  context: UnitContext,
): Progress {
  const ratioCount = model === 'ridge' ? ridgeRatios.length : elasticNetRatios.length;
  const paths = pathsPerTask(settings, ratioCount);
  let done = 0;
  return {
    isCancelled: context.isCancelled,
    advance: () => {
      done++;
      context.report({ fraction: done / paths });
    },
    show: (curve) => context.report({ fraction: done / paths, curve }),
  };
}

/** How many lambda paths one task takes. */
export function pathsPerTask(
  { protocol, innerFolds, outerFolds }: EvaluationSettings,
  ratioCount: number,
): number {
  if (ratioCount === 1) return outerFolds * (innerFolds + 1);
  const leaking = ratioCount * innerFolds + outerFolds * (innerFolds + 1);
  return protocol === 'paper' ? leaking : outerFolds * (ratioCount * innerFolds + 1);
}

function requireGoingOn(isCancelled: () => boolean): void {
  if (isCancelled()) throw new TracewiseError('cancelled', 'the work was cancelled');
}
