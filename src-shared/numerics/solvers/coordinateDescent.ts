import { kernels } from '../../kernels/instance.ts';
import { dot } from '../linalg/vector.ts';
import { softThreshold, type ElasticNetPenalty } from '../penalties/elasticNet.ts';
import { columnAt, usesGram, type WorkingSet } from './workingSet.ts';

/**
 * One pass of coordinate descent over the features of a working set (Friedman, Hastie & Tibshirani 2010).
 * Returns the largest decrease-like change, delta^2 |x|^2, of any coordinate.
 */
export function descendOnce(set: WorkingSet, penalty: ElasticNetPenalty, onlyNonzero: boolean): number {
  const { count, weights, correlations, squares, rows } = set;
  const threshold = penalty.l1 * rows;
  const ridge = penalty.l2 * rows;
  const hasGram = usesGram(set);
  let largest = 0;
  for (let k = 0; k < count; k++) {
    const weight = weights[k];
    if (squares[k] === 0 || (onlyNonzero && weight === 0)) continue;
    if (!hasGram) correlations[k] = dot(columnAt(set, k), set.residual);
    const next = softThreshold(correlations[k] + squares[k] * weight, threshold) / (squares[k] + ridge);
    const change = next - weight;
    if (change === 0) continue;
    weights[k] = next;
    if (hasGram) followInCorrelations(set, k, change);
    else followInResidual(set, k, change);
    largest = Math.max(largest, change * change * squares[k]);
  }
  return largest;
}

function followInCorrelations(
  { correlations, gram, capacity, count }: WorkingSet,
  k: number,
  change: number,
): void {
  kernels.addScaled(correlations.byteOffset, -change, gram.byteOffset + 8 * k * capacity, count);
}

function followInResidual({ residual, columns, stride }: WorkingSet, k: number, change: number): void {
  kernels.addScaled(residual.byteOffset, -change, columns.byteOffset + 8 * k * stride, stride);
}
