import { centred } from '../linalg/centred.ts';
import type { Matrix } from '../linalg/matrix.ts';
import { ridgeDecomposition, solveRidge } from '../solvers/ridge.ts';
import {
  lambdasOf,
  singleTaskDefaults,
  type SingleTaskPathOptions,
  type SingleTaskPoint,
} from './singleTaskPath.ts';

/**
 * Ridge regression of one task along descending lambdas: one eigendecomposition of the smaller Gram matrix serves all
 * (methods 3). Design: n x p with centred columns; response: n values; `l1Ratio` counts as 0.
 */
export function* ridgePath(
  design: Matrix,
  response: Float64Array,
  options: SingleTaskPathOptions,
): Generator<SingleTaskPoint> {
  const { tolerance, isCancelled } = { ...singleTaskDefaults, ...options };
  const { mean: intercept, values } = centred(response);
  const decomposition = ridgeDecomposition(design, values);
  const weights = new Float64Array(design.columns);
  for (const lambda of lambdasOf(design, response, { ...options, l1Ratio: 0 })) {
    const solved = solveRidge(decomposition, lambda, weights);
    const nonzeroCount = weights.reduce((count, weight) => (weight === 0 ? count : count + 1), 0);
    const finished = solved.gap <= tolerance ? 'converged' : 'iterationLimit';
    const status = isCancelled() ? 'cancelled' : finished;
    yield { lambda, weights, intercept, nonzeroCount, status, iterations: 1, ...solved };
    if (status === 'cancelled') return;
  }
}
