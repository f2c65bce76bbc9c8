import { Workspace } from '../../kernels/memory.ts';
import { centred } from '../linalg/centred.ts';
import { sumOfSquares } from '../linalg/vector.ts';
import type { ElasticNetPenalty } from '../penalties/elasticNet.ts';
import {
  activateNonzero,
  activateViolators,
  emptyActiveSet,
  newtonStep,
  releaseActiveSet,
  type ActiveSet,
} from './activeSetNewton.ts';
import { descendOnce } from './coordinateDescent.ts';
import { dualityGap } from './dualityGap.ts';
import { extrapolate, type LastLambdas } from './extrapolation.ts';
import { largestCorrelation, type Reference, type ScannedDesign } from './scannedDesign.ts';
import { emptyScreening, exceeding, newReference, type Screening } from './screening.ts';
import type { SolverLimits, SolverStatus } from './status.ts';
import {
  addFeature,
  emptyWorkingSet,
  refreshResidual,
  releaseWorkingSet,
  usesGram,
  type WorkingSet,
} from './workingSet.ts';

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
const precisionShare = 0.2;

/** The Gram matrix of the working set grows with its square: 32 MiB at this count of features. */
const gramLimit = 2048;

/** min over w of 1/(2n) |y - Xw|^2 + l2/2 |w|_2^2 + l1 |w|_1, with the solution so far as the next start. */
export interface ElasticNetProblem {
  intercept: number;
  responseSquares: number;
  set: WorkingSet;
  active: ActiveSet;
  screening: Screening;
  lastLambdas: LastLambdas;
  workspace: Workspace;
}

export interface ElasticNetSolution {
  objective: number;
  /** Duality gap over |y - mean y|^2 / (2n). */
  gap: number;
  status: SolverStatus;
  iterations: number;
}

/** The design has centred columns; response: n values. Release the problem in a `finally`. */
export function elasticNetProblem(design: ScannedDesign, response: Float64Array): ElasticNetProblem {
  const { mean: intercept, values } = centred(response);
  const workspace = new Workspace();
  return {
    intercept,
    responseSquares: sumOfSquares(values),
    set: emptyWorkingSet(design, values, gramLimit, workspace),
    active: emptyActiveSet(),
    screening: emptyScreening(design, workspace),
    lastLambdas: [NaN, NaN],
    workspace,
  };
}

export function releaseElasticNetProblem({ set, active, workspace }: ElasticNetProblem): void {
  releaseWorkingSet(set);
  releaseActiveSet(active);
  workspace.release();
}

/** Takes the response as first reference, and returns max |<x_j, y - mean y>|. To be run once, before any solving. */
export function* startElasticNet({ set, screening }: ElasticNetProblem): Generator<Reference, number> {
  return largestCorrelation(screening.scanned, yield* newReference(screening, set.response));
}

/**
 * Newton's method on the active features, inside a working set that takes in whatever violates optimality, until the
 * duality gap is small. Coordinate descent takes over where signs do not settle or columns depend on each other. Starts
 * where the last two solutions point. Yields references to be scanned.
 */
export function* solveElasticNet(
  problem: ElasticNetProblem,
  penalty: ElasticNetPenalty,
  { tolerance, iterationLimit, isCancelled }: SolverLimits,
): Generator<Reference, ElasticNetSolution> {
  const { set, active, screening, responseSquares } = problem;
  const precision = precisionShare * tolerance * responseSquares;
  const lambda = penalty.l1 + penalty.l2;
  extrapolate(set, active, problem.lastLambdas, lambda);
  problem.lastLambdas = [problem.lastLambdas[1], lambda];
  let changeLimit = changeShare * tolerance * responseSquares;
  let newtonRounds = 0;
  let isSettled = false;
  for (let iterations = 0; ;) {
    const isHopeless = iterations === 0 && relativeGap(problem, dualityGap(set, penalty, [])) > tolerance;
    const candidates = isHopeless
      ? []
      : yield* exceeding(screening, set.residual, penalty.l1 * set.rows, set.positions);
    const gap = isHopeless ? Infinity : relativeGap(problem, dualityGap(set, penalty, candidates));
    if (gap <= tolerance) return solution(set, penalty, gap, 'converged', iterations);
    if (isCancelled()) return solution(set, penalty, gap, 'cancelled', iterations);
    if (iterations >= iterationLimit) return solution(set, penalty, gap, 'iterationLimit', iterations);
    for (const { feature, correlation } of candidates) addFeature(set, feature, correlation);
    if (usesGram(set) && newtonRounds < newtonRoundLimit) {
      const onlyLargest = newtonRounds > cautiousRound;
      const taken = activateViolators(active, set, penalty, { onlyLargest, isStationary: isSettled });
      newtonRounds = isSettled && taken === 0 ? newtonRoundLimit : newtonRounds + 1;
    }
    isSettled =
      usesGram(set) && newtonRounds < newtonRoundLimit && newtonStep(active, set, penalty, precision);
    if (isSettled) iterations += 1;
    else {
      iterations += descend(set, penalty, changeLimit);
      if (candidates.length === 0) changeLimit *= changeShareDrop;
      newtonRounds = usesGram(set) && activateNonzero(active, set, penalty) ? 0 : newtonRoundLimit;
    }
    refreshResidual(set);
  }
}

/** Of a response that does not vary, nothing is left to explain. */
function relativeGap({ set, responseSquares }: ElasticNetProblem, gap: number): number {
  return responseSquares === 0 ? 0 : gap / (responseSquares / (2 * set.rows));
}

/** Sweeps until no weight moves, and returns how many. */
function descend(set: WorkingSet, penalty: ElasticNetPenalty, changeLimit: number): number {
  const workPerSweep = Math.max(1, set.count * Math.max(set.count, set.rows));
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
  const loss = sumOfSquares(set.residual) / (2 * set.rows);
  return { objective: loss + penalties, gap, status, iterations };
}
