import type { Matrix } from '../linalg/matrix.ts';
import { elasticNetPenalty } from '../penalties/elasticNet.ts';
import { elasticNetProblem, solveElasticNet } from '../solvers/elasticNet.ts';
import type { WorkingSet } from '../solvers/workingSet.ts';
import { ridgePath } from './ridgePath.ts';
import {
  lambdasOf,
  singleTaskDefaults,
  type SingleTaskPathOptions,
  type SingleTaskPoint,
} from './singleTaskPath.ts';

export { elasticNetLambdaMax, type SingleTaskPathOptions, type SingleTaskPoint } from './singleTaskPath.ts';

/**
 * The elastic net of one task along descending lambdas, warm-started (methods 3). Stop iterating to end it.
 * Design: n x p with centred columns; response: n values. An l1Ratio of 0 and a lambda of 0 go to `ridgePath`.
 */
export function* elasticNetPath(
  design: Matrix,
  response: Float64Array,
  options: SingleTaskPathOptions,
): Generator<SingleTaskPoint> {
  if (options.l1Ratio === 0) {
    yield* ridgePath(design, response, options);
    return;
  }
  const limits = { ...singleTaskDefaults, ...options };
  const problem = elasticNetProblem(design, response);
  const weights = new Float64Array(design.columns);
  for (const lambda of lambdasOf(design, response, options)) {
    if (lambda === 0 && problem.responseSquares > 0) {
      yield* ridgePath(design, response, { ...options, lambdas: Float64Array.of(0) });
      continue;
    }
    const solved = solveElasticNet(problem, elasticNetPenalty(lambda, options.l1Ratio), limits);
    const nonzeroCount = spread(problem.set, weights);
    yield { lambda, weights, intercept: problem.intercept, nonzeroCount, ...solved };
    if (solved.status === 'cancelled') return;
  }
}

/** Writes the set's weights to their features, and returns how many are not 0. */
function spread(set: WorkingSet, weights: Float64Array): number {
  let nonzeroCount = 0;
  for (let k = 0; k < set.count; k++) {
    weights[set.features[k]] = set.weights[k];
    if (set.weights[k] !== 0) nonzeroCount += 1;
  }
  return nonzeroCount;
}
