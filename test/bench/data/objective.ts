import { column } from '../../../src-shared/numerics/linalg/matrix.ts';
import type { Matrix } from '../../../src-shared/numerics/linalg/matrix.ts';
import type { SparseFit } from './coefficients.ts';

/** 1/(2n) |y - b - Xw|^2 + lambda [(1 - l1Ratio)/2 |w|_2^2 + l1Ratio |w|_1], term by term in 64-bit numbers (methods 3). */
export function elasticNetObjective(
  design: Matrix,
  response: Float64Array,
  { intercept, features, weights }: SparseFit,
  { lambda, l1Ratio }: { lambda: number; l1Ratio: number },
): number {
  const residual = response.map((value) => value - intercept);
  features.forEach((feature, k) => {
    const values = column(design, feature);
    for (let i = 0; i < residual.length; i++) residual[i] -= weights[k] * values[i];
  });
  const loss = residual.reduce((sum, value) => sum + value * value, 0) / (2 * residual.length);
  const squares = weights.reduce((sum, weight) => sum + weight * weight, 0);
  const sizes = weights.reduce((sum, weight) => sum + Math.abs(weight), 0);
  return loss + lambda * (((1 - l1Ratio) / 2) * squares + l1Ratio * sizes);
}
