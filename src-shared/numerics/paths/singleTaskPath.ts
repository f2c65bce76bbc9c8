import { centred } from '../linalg/centred.ts';
import type { Matrix } from '../linalg/matrix.ts';
import { transposedTimesVector } from '../linalg/products.ts';
import type { SolverStatus } from '../solvers/status.ts';
import { lambdaGrid } from './lambdaGrid.ts';

/** One fit of a single-task path, on the scale of its design. */
export interface SingleTaskPoint {
  lambda: number;
  /** One per feature; reused by the path: copy what is kept. */
  weights: Float64Array;
  intercept: number;
  objective: number;
  /** Duality gap relative to |y - mean y|^2 / (2n). */
  gap: number;
  status: SolverStatus;
  iterations: number;
  nonzeroCount: number;
}

export interface SingleTaskPathOptions {
  l1Ratio: number;
  /** Descending; else `lambdaCount` values from lambdaMax down to `minimumFraction` of it. */
  lambdas?: Float64Array;
  lambdaCount?: number;
  minimumFraction?: number;
  /** Of the relative duality gap. */
  tolerance?: number;
  iterationLimit?: number;
  isCancelled?: () => boolean;
}

export const singleTaskDefaults = {
  lambdaCount: 100,
  minimumFraction: 0.01,
  tolerance: 1e-7,
  iterationLimit: 20_000,
  isCancelled: (): boolean => false,
};

/** The L1 share below which lambdaMax is taken as if it were this, as glmnet does. */
const leastL1Ratio = 0.001;

/** The least lambda at which all weights are 0 (for ridge: nearly): max |<x_j, y - mean y>| / (n l1Ratio). */
export function elasticNetLambdaMax(design: Matrix, response: Float64Array, l1Ratio: number): number {
  const correlations = new Float64Array(design.columns);
  transposedTimesVector(design, centred(response).values, correlations);
  const largest = correlations.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return lambdaMaxAt(l1Ratio, largest / design.rows);
}

/** lambdaMax at one mixing from that at l1Ratio 1, max |<x_j, y - mean y>| / n. */
export function lambdaMaxAt(l1Ratio: number, largest: number): number {
  return largest / Math.max(l1Ratio, leastL1Ratio);
}

/** The lambdas asked for, or the grid of methods 3. */
export function lambdasOf(
  design: Matrix,
  response: Float64Array,
  { l1Ratio, lambdas, ...options }: SingleTaskPathOptions,
): Float64Array {
  if (lambdas !== undefined) return lambdas;
  const { lambdaCount, minimumFraction } = { ...singleTaskDefaults, ...options };
  return lambdaGrid(elasticNetLambdaMax(design, response, l1Ratio), lambdaCount, minimumFraction);
}
