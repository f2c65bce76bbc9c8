import type { UnitContext } from '../../model/job.ts';
import type { EvaluationSettings } from '../../model/settings.ts';
import { matrix } from '../linalg/matrix.ts';
import type { Matrix } from '../linalg/matrix.ts';
import { standardisation, standardised } from '../linalg/standardise.ts';
import { randomStream } from '../random/stream.ts';
import { indicesWhere, measuredSamples, withoutEntries } from '../resampling/folds.ts';
import { gaussianKernel, meanDistance, rowDistances } from '../solvers/gaussianKernel.ts';
import { kbmtl, predictKbmtl, randomStart } from '../solvers/kbmtl.ts';
import { moments } from '../statistics/moments.ts';
import { requireGoingOn } from './cancellation.ts';
import { innerFoldsOf, outerTraining } from './evaluationDesign.ts';
import type { EvaluationDesign } from './evaluationDesign.ts';
import type { EvaluationUnitResult } from './heldOut.ts';
import { takeRows } from './reducedPanel.ts';
import { responseScaling } from './responseScaling.ts';
import { TaskErrors } from './taskErrors.ts';

/** Latent dimensions and sweeps of methods 6. */
export const kbmtlDimensions = 20;
export const kbmtlSweeps = 200;
/** Widths of the kernel are tried around the mean distance. */
const widthSteps: readonly number[] = [-20, -10, 0, 10, 20];

/** How many fits one outer fold takes. */
export function kbmtlFits({ innerFolds }: EvaluationSettings): number {
  return widthSteps.length * innerFolds + 1;
}

/**
 * Outer fold `fold` of nested cross-validation of kernelized Bayesian multitask learning: the width of the kernel by the
 * inner folds, then one fit to all outer-training entries predicts the held-out ones (methods 6).
 * @throws TracewiseError `cancelled`
 */
export function nestedKbmtl(
  design: EvaluationDesign,
  settings: EvaluationSettings,
  fold: number,
  context: UnitContext,
): EvaluationUnitResult {
  const { panel, outerFolds } = design;
  const fits = new KbmtlFits(panel.features, settings, `kbmtl/outer-${fold}`, context);
  const responses = outerTraining(design, fold);
  const inner = innerFoldsOf(settings, design, responses, fold);
  const widths = widthsAround(meanDistance(fits.trainingDistances(responses)));
  const errors = widths.map(() => new TaskErrors(responses, responseScaling(responses, 'unit')));
  for (let innerFold = 1; innerFold <= settings.innerFolds; innerFold++) {
    const isHeldOut = (entry: number): boolean => inner[entry] === innerFold;
    const training = withoutEntries(responses, isHeldOut);
    const entries = indicesWhere(inner.length, isHeldOut);
    widths.forEach((width, place) => {
      errors[place].add(entries, fits.predict(training, entries, width, `inner-${innerFold}/width-${place}`));
    });
  }
  const means = errors.map((of) => of.mean());
  const width = widths[means.indexOf(Math.min(...means))];
  const entries = indicesWhere(outerFolds.length, (entry) => outerFolds[entry] === fold);
  const values = fits.predict(responses, entries, width, 'refit');
  return { predictions: [{ model: 'kbmtl', entries, values }], curves: [], warnings: [] };
}

function widthsAround(distance: number): number[] {
  return widthSteps.map((step) => distance + step).filter((width) => width > 0);
}

/** Fits on training sets of one outer fold, and what they predict. */
class KbmtlFits {
  readonly #features: Matrix;
  readonly #settings: EvaluationSettings;
  readonly #name: string;
  readonly #context: UnitContext;
  #rows: Int32Array = new Int32Array();
  #distances: Matrix | undefined;
  #done = 0;

  constructor(features: Matrix, settings: EvaluationSettings, name: string, context: UnitContext) {
    this.#features = features;
    this.#settings = settings;
    this.#name = name;
    this.#context = context;
  }

  /** Between the samples that have a response in a training set, standardised on them. */
  trainingDistances(training: Matrix): Matrix {
    const rows = measuredSamples(training);
    return partOf(this.#distancesFor(rows), rows, rows);
  }

  /** Predictions on the original scale, for entries of samples x tasks. */
  predict(training: Matrix, entries: Int32Array, width: number, name: string): Float64Array {
    const { isCancelled, report } = this.#context;
    const rows = measuredSamples(training);
    const distances = this.#distancesFor(rows);
    const means = Float64Array.from({ length: training.columns }, (_, task) => meanOf(training, task));
    const start = randomStart(
      { samples: rows.length, tasks: training.columns, dimensions: kbmtlDimensions },
      randomStream(this.#settings.seed, `${this.#name}/${name}`),
    );
    const fit = kbmtl(gaussianKernel(partOf(distances, rows, rows), width), centred(training, rows, means), {
      start,
      sweeps: kbmtlSweeps,
      isCancelled,
    });
    requireGoingOn(this.#context);
    const wanted = Int32Array.from(new Set(entries.map((entry) => entry % training.rows)));
    const predicted = predictKbmtl(fit, gaussianKernel(partOf(distances, rows, wanted), width));
    const places = new Map(Array.from(wanted, (sample, place) => [sample, place]));
    this.#done += 1;
    report({ fraction: this.#done / kbmtlFits(this.#settings) });
    return Float64Array.from(entries, (entry) => {
      const task = Math.floor(entry / training.rows);
      const place = places.get(entry % training.rows) ?? NaN;
      return means[task] + predicted.values[task * wanted.length + place];
    });
  }

  /** Between all samples, standardised on the training rows; kept for the next training set of the same rows. */
  #distancesFor(rows: Int32Array): Matrix {
    const isKept = rows.length === this.#rows.length && rows.every((row, place) => row === this.#rows[place]);
    if (this.#distances !== undefined && isKept) return this.#distances;
    const all = Int32Array.from({ length: this.#features.rows }, (_, sample) => sample);
    const scaled = standardised(this.#features, all, standardisation(this.#features, rows, 'unit'));
    this.#rows = rows;
    this.#distances = rowDistances(scaled, scaled);
    return this.#distances;
  }
}

function meanOf(training: Matrix, task: number): number {
  return moments(training.values.subarray(task * training.rows, (task + 1) * training.rows)).mean;
}

/** Some rows and columns of a matrix. */
function partOf(source: Matrix, rows: Int32Array, columns: Int32Array): Matrix {
  const part = matrix(rows.length, columns.length);
  columns.forEach((from, j) => {
    rows.forEach((row, i) => {
      part.values[j * rows.length + i] = source.values[from * source.rows + row];
    });
  });
  return part;
}

/** The training rows of responses, each task less its mean; NaN stays. */
function centred(training: Matrix, rows: Int32Array, means: Float64Array): Matrix {
  const taken = takeRows(training, rows);
  const values = taken.values.map((value, entry) => value - means[Math.floor(entry / rows.length)]);
  return matrix(taken.rows, taken.columns, values);
}
