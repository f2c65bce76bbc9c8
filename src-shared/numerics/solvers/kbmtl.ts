import { Workspace } from '../../kernels/memory.ts';
import { invertFactorOf, positiveDefiniteInverse } from '../linalg/cholesky.ts';
import { column, matrix } from '../linalg/matrix.ts';
import type { Matrix } from '../linalg/matrix.ts';
import {
  multiply,
  multiplyByTranspose,
  multiplyTransposed,
  rowGram,
  timesVector,
  transposedTimesVector,
} from '../linalg/products.ts';
import { dot } from '../linalg/vector.ts';
import { randomNormal } from '../random/stream.ts';
import type { RandomStream } from '../random/stream.ts';

/** Priors of methods 6. */
const gammaShape = 1;
const gammaScale = 1;
const latentDeviation = 0.1;
const weightDeviation = 1;

/** Means of the variational factors that a fit starts from. */
export interface KbmtlStart {
  /** A: samples x latent dimensions. */
  projection: Matrix;
  /** H: latent dimensions x samples. */
  latent: Matrix;
  /** W: latent dimensions x tasks. */
  weights: Matrix;
}

/** What predicts: Y = (A'k)'W for the kernel k of a sample with the training samples. */
export interface KbmtlFit {
  projection: Matrix;
  weights: Matrix;
}

export interface KbmtlOptions {
  start: KbmtlStart;
  sweeps: number;
  /** Asked after every sweep; a fit ends early, as it is, when it says so. */
  isCancelled?: () => boolean;
}

/** Standard normal means. */
export function randomStart(
  { samples, tasks, dimensions }: { samples: number; tasks: number; dimensions: number },
  stream: RandomStream,
): KbmtlStart {
  const normal = (rows: number, columns: number): Matrix =>
    matrix(
      rows,
      columns,
      Float64Array.from({ length: rows * columns }, () => randomNormal(stream)),
    );
  return {
    projection: normal(samples, dimensions),
    latent: normal(dimensions, samples),
    weights: normal(dimensions, tasks),
  };
}

/** What is measured: responses with 0 where they are missing, and 1 where they are not. */
interface Observations {
  values: Matrix;
  mask: Matrix;
  /** Sum of squares of each task. */
  squares: Float64Array;
  /** Shape of the gamma of each task's noise. */
  noiseShapes: Float64Array;
}

/** The means, with what of their covariances is needed. */
interface Posterior {
  projection: Matrix;
  /** Diagonals of the covariances of A's columns: samples x latent dimensions. */
  projectionVariances: Matrix;
  latent: Matrix;
  /** Expected hh' of each sample, a column of R * R each. */
  latentMoments: Matrix;
  weights: Matrix;
  /** Expected ww' of each task, a column of R * R each. */
  weightMoments: Matrix;
  /** Expected noise precision of each task. */
  precisions: Float64Array;
}

/**
 * Kernelized Bayesian multitask regression by mean-field variational inference (Gönen & Margolin, Bioinformatics 30:i556,
 * 2014): responses are linear in a few latent coordinates, which are linear in the kernel. Missing responses take no part.
 * @param kernel samples x samples
 * @param responses samples x tasks, each task centred; NaN = not observed
 */
export function kbmtl(
  kernel: Matrix,
  responses: Matrix,
  { start, sweeps, isCancelled }: KbmtlOptions,
): KbmtlFit {
  const squaredKernel = rowGram(kernel);
  const observed = observations(responses);
  const posterior = openPosterior(start, observed);
  for (let sweep = 0; sweep < sweeps; sweep++) {
    updateProjection(posterior, kernel, squaredKernel);
    updateLatent(posterior, kernel, observed);
    updateNoiseAndWeights(posterior, observed);
    if (isCancelled?.() === true) break;
  }
  return { projection: posterior.projection, weights: posterior.weights };
}

/** Predictions of samples by their kernel with the training samples (training x new): new x tasks, centred. */
export function predictKbmtl({ projection, weights }: KbmtlFit, kernel: Matrix): Matrix {
  return multiply(multiplyTransposed(kernel, projection), weights);
}

function observations({ rows, columns, values }: Matrix): Observations {
  const mask = matrix(
    rows,
    columns,
    values.map((value) => (Number.isNaN(value) ? 0 : 1)),
  );
  const measured = matrix(
    rows,
    columns,
    values.map((value) => (Number.isNaN(value) ? 0 : value)),
  );
  const squares = Float64Array.from({ length: columns }, (_, task) => squaredLength(column(measured, task)));
  const noiseShapes = Float64Array.from(
    { length: columns },
    (_, task) => gammaShape + squaredLength(column(mask, task)) / 2,
  );
  return { values: measured, mask, squares, noiseShapes };
}

function openPosterior(
  { projection, latent, weights }: KbmtlStart,
  { noiseShapes }: Observations,
): Posterior {
  const copyOf = ({ rows, columns, values }: Matrix): Matrix => matrix(rows, columns, values.slice());
  const dimensions = latent.rows;
  return {
    projection: copyOf(projection),
    projectionVariances: matrix(
      projection.rows,
      dimensions,
      new Float64Array(projection.rows * dimensions).fill(1),
    ),
    latent: copyOf(latent),
    latentMoments: momentsAtFirst(latent),
    weights: copyOf(weights),
    weightMoments: momentsAtFirst(weights),
    precisions: noiseShapes.map((shape) => shape * gammaScale),
  };
}

/** With unit covariances. */
function momentsAtFirst(means: Matrix): Matrix {
  const dimensions = means.rows;
  const moments = matrix(dimensions * dimensions, means.columns);
  const unit = matrix(dimensions, dimensions);
  addToDiagonal(unit, 1);
  for (let item = 0; item < means.columns; item++) {
    column(moments, item).set(unit.values);
    addSquare(column(moments, item), column(means, item));
  }
  return moments;
}

/** The precisions of A's entries, then A: its columns do not depend on each other. */
function updateProjection(
  { projection, projectionVariances, latent }: Posterior,
  kernel: Matrix,
  squaredKernel: Matrix,
): void {
  const samples = kernel.rows;
  const precision = 1 / latentDeviation ** 2;
  const targets = multiplyByTranspose(kernel, latent);
  const workspace = new Workspace();
  try {
    const system = matrix(samples, samples, workspace.float64(samples * samples));
    const inverse = matrix(samples, samples, workspace.float64(samples * samples));
    for (let dimension = 0; dimension < latent.rows; dimension++) {
      const means = column(projection, dimension);
      const variances = column(projectionVariances, dimension);
      for (let entry = 0; entry < system.values.length; entry++) {
        system.values[entry] = squaredKernel.values[entry] * precision;
      }
      for (let sample = 0; sample < samples; sample++) {
        const scale = 1 / (1 / gammaScale + 0.5 * (means[sample] ** 2 + variances[sample]));
        system.values[sample * samples + sample] += (gammaShape + 0.5) * scale;
      }
      if (!invertFactorOf(system, inverse)) throw notPositive();
      const target = column(targets, dimension).map((value) => value * precision);
      timesVector(inverse, target, variances);
      transposedTimesVector(inverse, variances, means);
      for (let sample = 0; sample < samples; sample++) {
        variances[sample] = squaredLength(column(inverse, sample));
      }
    }
  } finally {
    workspace.release();
  }
}

function updateLatent(
  { projection, latent, latentMoments, weights, weightMoments, precisions }: Posterior,
  kernel: Matrix,
  { values, mask }: Observations,
): void {
  const precision = 1 / latentDeviation ** 2;
  const systems = multiplyByTranspose(columnsTimes(weightMoments, precisions), mask);
  const targets = multiplyByTranspose(columnsTimes(weights, precisions), values);
  const expected = multiplyTransposed(projection, kernel);
  for (let entry = 0; entry < targets.values.length; entry++) {
    targets.values[entry] += precision * expected.values[entry];
  }
  solveEach({ systems, diagonal: precision, targets }, latent, latentMoments);
}

/** The noise of each task, then its weights given that. */
function updateNoiseAndWeights(
  { latent, latentMoments, weights, weightMoments, precisions }: Posterior,
  { values, mask, squares, noiseShapes }: Observations,
): void {
  const moments = multiply(latentMoments, mask);
  const products = multiply(latent, values);
  for (let task = 0; task < weights.columns; task++) {
    const error =
      squares[task] -
      2 * dot(column(products, task), column(weights, task)) +
      dot(column(moments, task), column(weightMoments, task));
    precisions[task] = noiseShapes[task] / (1 / gammaScale + 0.5 * error);
  }
  const systems = columnsTimes(moments, precisions);
  const targets = columnsTimes(products, precisions);
  solveEach({ systems, diagonal: 1 / weightDeviation ** 2, targets }, weights, weightMoments);
}

/** Gaussian factors, one per column: precision `system` + `diagonal`, mean times precision `target`. */
interface GaussianFactors {
  /** R * R x items. */
  systems: Matrix;
  diagonal: number;
  /** R x items. */
  targets: Matrix;
}

function solveEach({ systems, diagonal, targets }: GaussianFactors, means: Matrix, moments: Matrix): void {
  const dimensions = targets.rows;
  for (let item = 0; item < targets.columns; item++) {
    const system = matrix(dimensions, dimensions, column(systems, item));
    addToDiagonal(system, diagonal);
    const covariance = positiveDefiniteInverse(system);
    if (covariance === undefined) throw notPositive();
    const mean = column(means, item);
    timesVector(covariance, column(targets, item), mean);
    column(moments, item).set(covariance.values);
    addSquare(column(moments, item), mean);
  }
}

function notPositive(): RangeError {
  return new RangeError('invalid kernel: a posterior precision is not positive definite');
}

function addToDiagonal({ rows, values }: Matrix, term: number): void {
  for (let i = 0; i < rows; i++) values[i * rows + i] += term;
}

/** Adds vv' to a square in a column. */
function addSquare(target: Float64Array, vector: Float64Array): void {
  const size = vector.length;
  for (let j = 0; j < size; j++) {
    for (let i = 0; i < size; i++) target[j * size + i] += vector[j] * vector[i];
  }
}

function columnsTimes({ rows, columns, values }: Matrix, factors: Float64Array): Matrix {
  return matrix(
    rows,
    columns,
    values.map((value, entry) => value * factors[Math.floor(entry / rows)]),
  );
}

function squaredLength(vector: Float64Array): number {
  return dot(vector, vector);
}
