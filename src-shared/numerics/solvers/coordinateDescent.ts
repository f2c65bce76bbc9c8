import { kernels } from '../../kernels/instance.ts';
import { dot } from '../linalg/vector.ts';
import { softThreshold, type ElasticNetPenalty } from '../penalties/elasticNet.ts';
import { columnAt, usesGram, type WorkingSet } from './workingSet.ts';

/**
 * One pass of coordinate descent over the features of a working set (Friedman, Hastie & Tibshirani 2010), which keeps
 * the correlations by the Gram matrix while there is one, and else the residual.
 * Returns the largest decrease-like change, delta^2 |x|^2, of any coordinate.
 */
export function descendOnce(set: WorkingSet, penalty: ElasticNetPenalty, onlyNonzero: boolean): number {
  const { count, weights, correlations, squares, gram, capacity, rows } = set;
  const threshold = penalty.l1 * rows;
  const ridge = penalty.l2 * rows;
  if (!usesGram(set)) return descendByResidual(set, threshold, ridge, onlyNonzero);
  return kernels.sweepGram(
    count,
    weights.byteOffset,
    correlations.byteOffset,
    squares.byteOffset,
    gram.byteOffset,
    capacity,
    threshold,
    ridge,
    onlyNonzero,
  );
}

function descendByResidual(set: WorkingSet, threshold: number, ridge: number, onlyNonzero: boolean): number {
  const { count, weights, correlations, squares } = set;
  let largest = 0;
  for (let k = 0; k < count; k++) {
    const weight = weights[k];
    if (squares[k] === 0 || (onlyNonzero && weight === 0)) continue;
    correlations[k] = dot(columnAt(set, k), set.residual);
    const next = softThreshold(correlations[k] + squares[k] * weight, threshold) / (squares[k] + ridge);
    const change = next - weight;
    if (change === 0) continue;
    weights[k] = next;
    followInResidual(set, k, change);
    largest = Math.max(largest, change * change * squares[k]);
  }
  return largest;
}

function followInResidual({ residual, columns, stride }: WorkingSet, k: number, change: number): void {
  kernels.addScaled(residual.byteOffset, -change, columns.byteOffset + 8 * k * stride, stride);
}
