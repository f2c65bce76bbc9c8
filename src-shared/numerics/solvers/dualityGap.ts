import { dot, sumOfSquares } from '../linalg/vector.ts';
import type { ElasticNetPenalty } from '../penalties/elasticNet.ts';
import type { Candidate } from './screening.ts';
import type { WorkingSet } from './workingSet.ts';

/**
 * The duality gap of the elastic net, an upper bound on the objective's excess over the optimum: the smaller of two.
 * Both take the residual over n as dual point; correlations outside the set and the candidates lie below l1 x n.
 */
export function dualityGap(set: WorkingSet, penalty: ElasticNetPenalty, candidates: Candidate[]): number {
  const scaled = scaledGap(set, penalty, candidates);
  return penalty.l2 > 0 ? Math.min(scaled, smoothGap(set, penalty, candidates)) : scaled;
}

/** Fenchel's gap, feature by feature; for l2 > 0 every dual point is feasible. */
function smoothGap(set: WorkingSet, { l1, l2 }: ElasticNetPenalty, candidates: Candidate[]): number {
  const { rows } = set;
  let gap = 0;
  for (let k = 0; k < set.count; k++) {
    const weight = set.weights[k];
    const correlation = set.correlations[k] / rows;
    const excess = Math.max(Math.abs(correlation) - l1, 0);
    const paid = (l2 / 2) * weight * weight + l1 * Math.abs(weight) - weight * correlation;
    gap += Math.max(0, paid + (excess * excess) / (2 * l2));
  }
  for (const { correlation } of candidates) {
    gap += Math.max(Math.abs(correlation) / rows - l1, 0) ** 2 / (2 * l2);
  }
  return gap;
}

/**
 * The lasso's gap on the design with sqrt(n l2) I below it, its residual shrunk until feasible. Written as the
 * complementarity at scale 1 plus what shrinking costs, which avoids cancellation.
 */
function scaledGap(set: WorkingSet, { l1, l2 }: ElasticNetPenalty, candidates: Candidate[]): number {
  const { rows } = set;
  let largest = 0;
  let complementarity = 0;
  let weightSquares = 0;
  for (let k = 0; k < set.count; k++) {
    const weight = set.weights[k];
    const correlation = set.correlations[k] - rows * l2 * weight;
    largest = Math.max(largest, Math.abs(correlation));
    complementarity += Math.max(0, l1 * Math.abs(weight) - (weight * correlation) / rows);
    weightSquares += weight * weight;
  }
  for (const { correlation } of candidates) largest = Math.max(largest, Math.abs(correlation));
  const scale = largest > rows * l1 ? (rows * l1) / largest : 1;
  const residualSquares = sumOfSquares(set.residual) + rows * l2 * weightSquares;
  const shrinking =
    ((1 - scale) * (dot(set.response, set.residual) - ((1 + scale) / 2) * residualSquares)) / rows;
  return Math.max(0, complementarity + shrinking);
}
