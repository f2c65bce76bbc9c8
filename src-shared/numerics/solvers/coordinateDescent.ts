import { column } from '../linalg/matrix.ts';
import { addScaled, dot } from '../linalg/vector.ts';
import { softThreshold, type ElasticNetPenalty } from '../penalties/elasticNet.ts';
import { usesGram, type WorkingSet } from './workingSet.ts';

/**
 * One pass of coordinate descent over the features of a working set (Friedman, Hastie & Tibshirani 2010).
 * Returns the largest decrease-like change, delta^2 |x|^2, of any coordinate.
 */
export function descendOnce(set: WorkingSet, penalty: ElasticNetPenalty, onlyNonzero: boolean): number {
  return usesGram(set) ? gramSweep(set, penalty, onlyNonzero) : residualSweep(set, penalty, onlyNonzero);
}

function gramSweep(set: WorkingSet, penalty: ElasticNetPenalty, onlyNonzero: boolean): number {
  const { count, weights, correlations, squares, gram, design } = set;
  const capacity = set.features.length;
  const threshold = penalty.l1 * design.rows;
  const ridge = penalty.l2 * design.rows;
  let largest = 0;
  for (let k = 0; k < count; k++) {
    const weight = weights[k];
    if (squares[k] === 0 || (onlyNonzero && weight === 0)) continue;
    const next = softThreshold(correlations[k] + squares[k] * weight, threshold) / (squares[k] + ridge);
    const change = next - weight;
    if (change === 0) continue;
    weights[k] = next;
    subtractRow(correlations, change, gram, k * capacity, count);
    largest = Math.max(largest, change * change * squares[k]);
  }
  return largest;
}

function subtractRow(
  target: Float64Array,
  factor: number,
  values: Float64Array,
  start: number,
  count: number,
): void {
  for (let i = 0; i < count; i++) target[i] -= factor * values[start + i];
}

function residualSweep(set: WorkingSet, penalty: ElasticNetPenalty, onlyNonzero: boolean): number {
  const { count, features, weights, correlations, squares, residual, design } = set;
  const threshold = penalty.l1 * design.rows;
  const ridge = penalty.l2 * design.rows;
  let largest = 0;
  for (let k = 0; k < count; k++) {
    const weight = weights[k];
    if (squares[k] === 0 || (onlyNonzero && weight === 0)) continue;
    const values = column(design, features[k]);
    correlations[k] = dot(values, residual);
    const next = softThreshold(correlations[k] + squares[k] * weight, threshold) / (squares[k] + ridge);
    const change = next - weight;
    if (change === 0) continue;
    weights[k] = next;
    addScaled(residual, -change, values);
    largest = Math.max(largest, change * change * squares[k]);
  }
  return largest;
}
