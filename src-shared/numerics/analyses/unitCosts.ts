import type { Matrix } from '../linalg/matrix.ts';
import type { Panel } from './panel.ts';
import type { SingleTaskModel } from './singleTaskTraining.ts';

/**
 * What units cost, in rough seconds of one core as measured for test/bench/README.md: enough for shares of progress, as
 * the speed of the machine at hand is taken from the units that are done.
 */

/** Operations a second of products of matrices, at which the iterations spend most of their time. */
const productSpeed = 15e9;
/** Iterations of a path while lambda is chosen, and products of n x n by n x T in each. */
const iterationsPerPath = 200;
const productsPerIteration = 2;

/** An elastic-net path streams the design a few times, and works on its active features, as many as samples. */
const secondsPerValue = 4e-9;
const secondsPerSquaredSample = 1.5e-7;

/** Samples and features that are worked on. */
interface FeatureShape {
  features: Pick<Matrix, 'rows' | 'columns'>;
}

/** Bringing the features down to the row space of the samples: a Gram matrix and its eigenvectors. */
export function reductionCost({ features: { rows, columns } }: FeatureShape): number {
  return (rows * rows * columns + 10 * Math.min(rows, columns) ** 3) / productSpeed;
}

/** One trace-norm path on the reduced problem. */
export function traceNormPathCost({ features: { rows, columns }, responses }: Panel): number {
  const product = 2 * rows * Math.min(rows, columns) * responses.columns;
  return (iterationsPerPath * productsPerIteration * product) / productSpeed;
}

/** Pearson's correlation of every pair of columns: six products. */
export function correlationsCost({ rows, columns }: Pick<Matrix, 'rows' | 'columns'>): number {
  return (12 * rows * columns * columns) / productSpeed;
}

/** One fit of kernelized Bayesian multitask learning: a Gram-sized inverse per latent dimension and sweep. */
export function kbmtlFitCost({ features }: FeatureShape, dimensions: number, sweeps: number): number {
  return (sweeps * dimensions * 2 * features.rows ** 3) / productSpeed;
}

/** One path of one task. */
export function singleTaskPathCost(model: SingleTaskModel, { features }: FeatureShape): number {
  const { rows, columns } = features;
  if (model === 'ridge') return reductionCost({ features });
  return secondsPerValue * rows * columns + secondsPerSquaredSample * rows * rows;
}
