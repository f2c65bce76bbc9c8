import type { Matrix } from '../linalg/matrix.ts';
import { elasticNetPaths } from './elasticNetPaths.ts';
import { ridgePath } from './ridgePath.ts';
import type { SingleTaskPathOptions, SingleTaskPoint } from './singleTaskPath.ts';

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
  const weights = new Float64Array(design.columns);
  for (const point of elasticNetPaths(design, [{ ...options, response }], options)) {
    weights.fill(0);
    point.features.forEach((feature, k) => {
      weights[feature] = point.weights[k];
    });
    const { lambda, intercept, objective, gap, status, iterations, nonzeroCount } = point;
    yield { lambda, weights, intercept, objective, gap, status, iterations, nonzeroCount };
  }
}
