import { centred } from '../linalg/centred.ts';
import type { Matrix } from '../linalg/matrix.ts';
import { sumOfSquares } from '../linalg/vector.ts';
import type { ElasticNetPenalty } from '../penalties/elasticNet.ts';
import {
  activateNonzero,
  activateViolators,
  emptyActiveSet,
  newtonStep,
  type ActiveSet,
} from './activeSetNewton.ts';
import { descendOnce } from './coordinateDescent.ts';
import { dualityGap } from './dualityGap.ts';
import { exceeding, startScreening, type Screening } from './screening.ts';
import type { SolverLimits, SolverStatus } from './status.ts';
import { addFeature, emptyWorkingSet, refreshResidual, usesGram, type WorkingSet } from './workingSet.ts';

/** Sweeps over the non-zero weights between two over the whole working set, and sweeps between two gaps. */
const nonzeroSweeps = 10;
const sweepsPerCheck = 200;

/** Multiplications between two gaps: some 50 ms. */
const workPerCheck = 5e7;

/** Share of the tolerance at which sweeps stop changing the weights, and by how much it falls when that was too lax. */
const changeShare = 0.1;
const changeShareDrop = 0.1;

/** Newton rounds in a row that may take features in before coordinate descent has to sort them out. */
const newtonRoundLimit = 100;

/** Rounds after which features are taken in one by one, which cannot cycle. */
const cautiousRound = 10;

/** Share of the tolerance that the active features may take. */
const precisionShare = 0.05;

/** The Gram matrix of the working set grows with its square: 32 MiB at this count of features. */
const gramLimit = 2048;

/** min over w of 1/(2n) |y - Xw|^2 + l2/2 |w|_2^2 + l1 |w|_1, with the solution so far as the next start. */
export interface ElasticNetProblem {
  /** The centred response. */
  response: Float64Array;
  intercept: number;
  responseSquares: number;
  set: WorkingSet;
  active: ActiveSet;
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
  const { mean: intercept, values } = centred(response);
  return {
    response: values,
    intercept,
    responseSquares: sumOfSquares(values),
    set: emptyWorkingSet(design, values, gramLimit),
    active: emptyActiveSet(),
    screening: startScreening(design, values),
  };
}

/**
 * Newton's method on the active features, inside a working set that takes in whatever violates optimality, until the
 * duality gap is small. Coordinate descent takes over where signs do not settle or columns depend on each other.
 */
export function solveElasticNet(
  problem: ElasticNetProblem,
  penalty: ElasticNetPenalty,
  { tolerance, iterationLimit, isCancelled }: SolverLimits,
): ElasticNetSolution {
  const { set, active, screening, response, responseSquares } = problem;
  const rows = set.design.rows;
  let changeLimit = changeShare * tolerance * responseSquares;
  let iterations = 0;
  let newtonRounds = 0;
  for (;;) {
    const isSettled =
      usesGram(set) &&
      newtonRounds < newtonRoundLimit &&
      newtonStep(active, set, penalty, precisionShare * tolerance * responseSquares);
    iterations += isSettled ? 1 : descend(set, penalty, changeLimit);
    refreshResidual(set, response);
    const candidates = exceeding(screening, set.residual, penalty.l1 * rows, set.positions);
    const gap = relativeGap(problem, dualityGap(set, response, penalty, candidates));
    if (gap <= tolerance) return solution(set, penalty, gap, 'converged', iterations);
    if (isCancelled()) return solution(set, penalty, gap, 'cancelled', iterations);
    if (iterations >= iterationLimit) return solution(set, penalty, gap, 'iterationLimit', iterations);
    for (const { feature } of candidates) addFeature(set, feature);
    if (isSettled) {
      newtonRounds =
        activateViolators(active, set, penalty, newtonRounds > cautiousRound) > 0
          ? newtonRounds + 1
          : newtonRoundLimit;
    } else {
      if (candidates.length === 0) changeLimit *= changeShareDrop;
      newtonRounds = usesGram(set) && activateNonzero(active, set, penalty) ? 0 : newtonRoundLimit;
    }
  }
}

/** Of a response that does not vary, nothing is left to explain. */
function relativeGap({ set, responseSquares }: ElasticNetProblem, gap: number): number {
  return responseSquares === 0 ? 0 : gap / (responseSquares / (2 * set.design.rows));
}

/** Sweeps until no weight moves, and returns how many. */
function descend(set: WorkingSet, penalty: ElasticNetPenalty, changeLimit: number): number {
  const workPerSweep = Math.max(1, set.count * Math.max(set.count, set.design.rows));
  const sweepLimit = Math.min(sweepsPerCheck, workPerCheck / workPerSweep);
  for (let sweeps = 1; ; sweeps++) {
    if (descendOnce(set, penalty, false) <= changeLimit || sweeps >= sweepLimit) return sweeps;
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
