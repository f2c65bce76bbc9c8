import type { Matrix } from '../linalg/matrix.ts';
import { mean, sumOfSquares } from '../linalg/vector.ts';
import type { ElasticNetPenalty } from '../penalties/elasticNet.ts';
import { descendOnce } from './coordinateDescent.ts';
import { dualityGap } from './dualityGap.ts';
import { exceeding, startScreening, type Screening } from './screening.ts';
import type { SolverLimits, SolverStatus } from './status.ts';
import { addFeature, emptyWorkingSet, refreshResidual, type WorkingSet } from './workingSet.ts';

/** Sweeps over the non-zero weights between two over the whole working set, and sweeps between two gaps. */
const nonzeroSweeps = 10;
const sweepsPerCheck = 200;

/** Share of the tolerance at which sweeps stop changing the weights, and by how much it falls when that was too lax. */
const changeShare = 0.1;
const changeShareDrop = 0.1;

/** Cached products grow with the square of the working set: beyond 2 n features the residual is cheaper. */
const gramLimitPerSample = 2;

/** min over w of 1/(2n) |y - Xw|^2 + l2/2 |w|_2^2 + l1 |w|_1, with the solution so far as the next start. */
export interface ElasticNetProblem {
  /** The centred response. */
  response: Float64Array;
  intercept: number;
  responseSquares: number;
  set: WorkingSet;
  screening: Screening;
}

export interface ElasticNetSolution {
  objective: number;
  /** Duality gap over |y - mean y|^2 / (2n). */
  gap: number;
  status: SolverStatus;
  iterations: number;
}

/** Design: n x p with centred columns; response: n values. */
export function elasticNetProblem(design: Matrix, response: Float64Array): ElasticNetProblem {
  const intercept = mean(response);
  const centred = response.map((value) => value - intercept);
  return {
    response: centred,
    intercept,
    responseSquares: sumOfSquares(centred),
    set: emptyWorkingSet(design, centred, gramLimitPerSample * design.rows),
    screening: startScreening(design, centred),
  };
}

/** Coordinate descent on a working set that takes in whatever violates optimality, until the gap is small. */
export function solveElasticNet(
  problem: ElasticNetProblem,
  penalty: ElasticNetPenalty,
  { tolerance, iterationLimit, isCancelled }: SolverLimits,
): ElasticNetSolution {
  const { set, screening, response, responseSquares } = problem;
  const rows = set.design.rows;
  let changeLimit = changeShare * tolerance * responseSquares;
  for (let sweeps = 0; ;) {
    sweeps += descend(set, penalty, changeLimit);
    refreshResidual(set, response);
    const candidates = exceeding(screening, set.residual, penalty.l1 * rows, set.positions);
    const gap = dualityGap(set, response, penalty, candidates) / (responseSquares / (2 * rows));
    if (gap <= tolerance) return solution(set, penalty, gap, 'converged', sweeps);
    if (isCancelled()) return solution(set, penalty, gap, 'cancelled', sweeps);
    if (sweeps >= iterationLimit) return solution(set, penalty, gap, 'iterationLimit', sweeps);
    for (const { feature } of candidates) addFeature(set, feature);
    if (candidates.length === 0) changeLimit *= changeShareDrop;
  }
}

/** Sweeps until no weight moves, and returns how many. */
function descend(set: WorkingSet, penalty: ElasticNetPenalty, changeLimit: number): number {
  for (let sweeps = 1; ; sweeps++) {
    if (descendOnce(set, penalty, false) <= changeLimit || sweeps >= sweepsPerCheck) return sweeps;
    for (let inner = 0; inner < nonzeroSweeps; inner++) {
      sweeps += 1;
      if (descendOnce(set, penalty, true) <= changeLimit) break;
    }
  }
}

function solution(
  set: WorkingSet,
  { l1, l2 }: ElasticNetPenalty,
  gap: number,
  status: SolverStatus,
  iterations: number,
): ElasticNetSolution {
  let penalties = 0;
  for (let k = 0; k < set.count; k++) {
    penalties += (l2 / 2) * set.weights[k] ** 2 + l1 * Math.abs(set.weights[k]);
  }
  const loss = sumOfSquares(set.residual) / (2 * set.design.rows);
  return { objective: loss + penalties, gap, status, iterations };
}
