import { positiveDefiniteInverse } from '../linalg/cholesky.ts';
import { column, matrix } from '../linalg/matrix.ts';
import type { Matrix } from '../linalg/matrix.ts';
import {
  multiply,
  multiplyByTranspose,
  multiplyTransposed,
  rowGram,
  timesVector,
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

/** The covariances that go with the means, and the expected precisions. */
interface Posterior {
  projection: Matrix;
  /** Diagonals of the covariances of A's columns: samples x latent dimensions. */
  projectionVariances: Matrix;
  latent: Matrix;
  /** One R x R block per sample, side by side. */
  latentCovariances: Float64Array;
  weights: Matrix;
  /** One R x R block per task, side by side. */
  weightCovariances: Float64Array;
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
  const posterior = openPosterior(start, responses);
  const observed = observations(responses);
  for (let sweep = 0; sweep < sweeps; sweep++) {
    updateProjection(posterior, kernel, squaredKernel);
    updateLatent(posterior, kernel, responses, observed);
    updateNoise(posterior, responses, observed);
    updateWeights(posterior, responses, observed);
    if (isCancelled?.() === true) break;
  }
  return { projection: posterior.projection, weights: posterior.weights };
}

/** Predictions of samples by their kernel with the training samples (training x new): new x tasks, centred. */
export function predictKbmtl({ projection, weights }: KbmtlFit, kernel: Matrix): Matrix {
  return multiply(multiplyTransposed(kernel, projection), weights);
}

interface Observations {
  /** Tasks observed on each sample. */
  tasksOf: number[][];
  /** Samples that each task was observed on. */
  samplesOf: number[][];
}

function observations({ rows, columns, values }: Matrix): Observations {
  const tasksOf = Array.from({ length: rows }, (): number[] => []);
  const samplesOf = Array.from({ length: columns }, (): number[] => []);
  for (let task = 0; task < columns; task++) {
    for (let sample = 0; sample < rows; sample++) {
      if (Number.isNaN(values[task * rows + sample])) continue;
      tasksOf[sample].push(task);
      samplesOf[task].push(sample);
    }
  }
  return { tasksOf, samplesOf };
}

function openPosterior({ projection, latent, weights }: KbmtlStart, responses: Matrix): Posterior {
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
    latentCovariances: identities(dimensions, latent.columns),
    weights: copyOf(weights),
    weightCovariances: identities(dimensions, weights.columns),
    precisions: precisionsAtFirst(responses),
  };
}

function identities(size: number, count: number): Float64Array {
  const blocks = new Float64Array(size * size * count);
  for (let block = 0; block < count; block++) {
    for (let i = 0; i < size; i++) blocks[block * size * size + i * size + i] = 1;
  }
  return blocks;
}

/** Shapes of the noise's gamma with its prior scale. */
function precisionsAtFirst({ rows, columns, values }: Matrix): Float64Array {
  return Float64Array.from({ length: columns }, (_, task) => {
    const own = values.subarray(task * rows, (task + 1) * rows);
    return noiseShape(own.filter((value) => !Number.isNaN(value)).length) * gammaScale;
  });
}

function noiseShape(observedCount: number): number {
  return gammaShape + observedCount / 2;
}

/** The precisions of A's entries, then A: its columns do not depend on each other. */
function updateProjection(
  { projection, projectionVariances, latent }: Posterior,
  kernel: Matrix,
  squaredKernel: Matrix,
): void {
  const samples = kernel.rows;
  const noise = latentDeviation ** 2;
  const targets = multiplyByTranspose(kernel, latent);
  const system = matrix(samples, samples);
  for (let dimension = 0; dimension < latent.rows; dimension++) {
    const means = column(projection, dimension);
    const variances = column(projectionVariances, dimension);
    for (let entry = 0; entry < system.values.length; entry++) {
      system.values[entry] = squaredKernel.values[entry] / noise;
    }
    for (let sample = 0; sample < samples; sample++) {
      const scale = 1 / (1 / gammaScale + 0.5 * (means[sample] ** 2 + variances[sample]));
      system.values[sample * samples + sample] += (gammaShape + 0.5) * scale;
    }
    const covariance = inverseOf(system);
    timesVector(
      covariance,
      column(targets, dimension).map((value) => value / noise),
      means,
    );
    for (let sample = 0; sample < samples; sample++) {
      variances[sample] = covariance.values[sample * samples + sample];
    }
  }
}

function updateLatent(
  { projection, latent, latentCovariances, weights, weightCovariances, precisions }: Posterior,
  kernel: Matrix,
  responses: Matrix,
  { tasksOf }: Observations,
): void {
  const dimensions = latent.rows;
  const blockLength = dimensions * dimensions;
  const noise = latentDeviation ** 2;
  const expected = multiplyTransposed(projection, kernel);
  const system = matrix(dimensions, dimensions);
  tasksOf.forEach((tasks, sample) => {
    const target = column(expected, sample).map((value) => value / noise);
    system.values.fill(0);
    addToDiagonal(system, 1 / noise);
    for (const task of tasks) {
      const precision = precisions[task];
      const own = column(weights, task);
      addBlock(system, weightCovariances, task * blockLength, precision);
      addSquare(system, own, precision);
      addScaled(target, own, precision * responses.values[task * responses.rows + sample]);
    }
    const covariance = inverseOf(system);
    latentCovariances.set(covariance.values, sample * blockLength);
    timesVector(covariance, target, column(latent, sample));
  });
}

/** Expected second moments of the latent coordinates, summed over some samples: R x R. */
function latentMoments({ latent, latentCovariances }: Posterior, samples: readonly number[]): Matrix {
  const dimensions = latent.rows;
  const moments = matrix(dimensions, dimensions);
  for (const sample of samples) {
    addBlock(moments, latentCovariances, sample * dimensions * dimensions, 1);
    addSquare(moments, column(latent, sample), 1);
  }
  return moments;
}

function updateNoise(posterior: Posterior, responses: Matrix, { samplesOf }: Observations): void {
  const { latent, weights, weightCovariances, precisions } = posterior;
  const dimensions = latent.rows;
  samplesOf.forEach((samples, task) => {
    const own = column(weights, task);
    const measured = column(responses, task);
    let squares = 0;
    for (const sample of samples) {
      const value = measured[sample];
      squares += value * value - 2 * value * dot(column(latent, sample), own);
    }
    const moments = latentMoments(posterior, samples);
    const start = task * dimensions * dimensions;
    for (let i = 0; i < dimensions; i++) {
      for (let j = 0; j < dimensions; j++) {
        const entry = i * dimensions + j;
        squares += moments.values[entry] * (own[i] * own[j] + weightCovariances[start + entry]);
      }
    }
    precisions[task] = noiseShape(samples.length) / (1 / gammaScale + 0.5 * squares);
  });
}

function updateWeights(posterior: Posterior, responses: Matrix, { samplesOf }: Observations): void {
  const { latent, weights, weightCovariances, precisions } = posterior;
  const dimensions = latent.rows;
  samplesOf.forEach((samples, task) => {
    const precision = precisions[task];
    const measured = column(responses, task);
    const system = latentMoments(posterior, samples);
    const target = new Float64Array(dimensions);
    for (const sample of samples) addScaled(target, column(latent, sample), precision * measured[sample]);
    for (let entry = 0; entry < system.values.length; entry++) system.values[entry] *= precision;
    addToDiagonal(system, 1 / weightDeviation ** 2);
    const covariance = inverseOf(system);
    weightCovariances.set(covariance.values, task * dimensions * dimensions);
    timesVector(covariance, target, column(weights, task));
  });
}

function inverseOf(system: Matrix): Matrix {
  const inverse = positiveDefiniteInverse(system);
  if (inverse === undefined)
    throw new RangeError('invalid kernel: its posterior precision is not positive definite');
  return inverse;
}

function addToDiagonal({ rows, values }: Matrix, term: number): void {
  for (let i = 0; i < rows; i++) values[i * rows + i] += term;
}

function addBlock({ values }: Matrix, blocks: Float64Array, start: number, factor: number): void {
  for (let entry = 0; entry < values.length; entry++) values[entry] += factor * blocks[start + entry];
}

/** target += factor * vv'. */
function addSquare({ rows, values }: Matrix, vector: Float64Array, factor: number): void {
  for (let j = 0; j < rows; j++) {
    const scaled = factor * vector[j];
    for (let i = 0; i < rows; i++) values[j * rows + i] += scaled * vector[i];
  }
}

function addScaled(target: Float64Array, vector: Float64Array, factor: number): void {
  for (let i = 0; i < target.length; i++) target[i] += factor * vector[i];
}
