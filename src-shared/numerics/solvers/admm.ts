import { matrix, type Matrix } from '../linalg/matrix.ts';
import { lossGradient } from '../losses/maskedSquaredLoss.ts';
import { maskedTasks, type LossTask } from '../losses/maskedTasks.ts';
import { shrinkSingularValues, type ShrunkMatrix } from '../penalties/traceNorm.ts';
import { regularisedSolves, solveTasks, type RegularisedSolve } from './regularisedLeastSquares.ts';
import type { SolverLimits } from './status.ts';
import {
  complementarity,
  traceNormCertificate,
  traceNormPoint,
  type TraceNormPoint,
  type TraceNormProblem,
} from './traceNormProblem.ts';

const relaxation = 1.6;

/** Iterations between looks at the residuals, the penalty and the certificate. */
const checkInterval = 4;

/** The first penalty as a share of the mean curvature of the loss. */
const startingPenaltyShare = 0.3;

/** How far the relative primal and dual residuals may drift apart before the penalty moves. */
const residualImbalance = 6;

/** The largest factor by which the penalty moves at once. */
const penaltyStepLimit = 10;

/** The iterates of ADMM; they live on along a path. */
export interface AdmmState {
  /** Z: the low-rank variable. */
  shrunk: ShrunkMatrix;
  /** Gamma / admmPenalty. */
  scaledDual: Matrix;
  admmPenalty: number;
  tasks: LossTask[];
  solves: RegularisedSolve[];
  /** Iterations until the penalty may move again: factorisations are dear. */
  penaltyRest: number;
  /** Solution and dual variable at the lambda before, for extrapolating the next start. */
  earlier?: { lambda: number; weights: Float64Array; dual: Float64Array; step: number };
}

interface Residuals {
  primal: number;
  dual: number;
}

/** From W = Z = 0, or from a fit near by with the dual variable that its gradient implies. */
export function startAdmm({ loss }: TraceNormProblem, start?: ShrunkMatrix): AdmmState {
  const rank = loss.design.columns;
  const taskCount = loss.responses.columns;
  const admmPenalty = startingPenalty(loss.squares);
  const shrunk = start ?? { matrix: matrix(rank, taskCount), singularValues: new Float64Array(0) };
  const scaledDual = matrix(rank, taskCount);
  lossGradient(loss, shrunk.matrix, scaledDual);
  for (let i = 0; i < scaledDual.values.length; i++) scaledDual.values[i] /= -admmPenalty;
  const tasks = maskedTasks(loss);
  const solves = regularisedSolves(tasks, loss.squares, admmPenalty);
  return { shrunk, scaledDual, admmPenalty, tasks, solves, penaltyRest: 0 };
}

function startingPenalty(squares: Float64Array): number {
  const total = squares.reduce((sum, square) => sum + square, 0);
  return (startingPenaltyShare * total) / Math.max(1, squares.length);
}

/**
 * Trace-norm multitask regression at one lambda by the alternating direction method of multipliers, split W = Z
 * (Yuan et al. 2016; Boyd et al. 2011, 3.1 and 3.4). Continues from the state and leaves it at the solution.
 */
export function solveByAdmm(
  problem: TraceNormProblem,
  lambda: number,
  state: AdmmState,
  limits: SolverLimits,
): TraceNormPoint {
  extrapolate(state, lambda);
  let certificate = Infinity;
  for (let iteration = 1; iteration <= limits.iterationLimit; iteration++) {
    const residuals = admmStep(lambda, state);
    const isCancelled = limits.isCancelled();
    const isLast = isCancelled || iteration === limits.iterationLimit;
    if (iteration % checkInterval === 0 || isLast) {
      certificate = certificateWithin(problem, lambda, state.shrunk, isLast ? Infinity : limits.tolerance);
      const facts = { certificate, iterations: iteration };
      if (certificate <= limits.tolerance) {
        return traceNormPoint(problem, lambda, state.shrunk, { ...facts, status: 'converged' });
      }
      if (isCancelled) {
        return traceNormPoint(problem, lambda, state.shrunk, { ...facts, status: 'cancelled' });
      }
      balancePenalty(problem, state, residuals);
    }
  }
  return traceNormPoint(problem, lambda, state.shrunk, {
    certificate,
    status: 'iterationLimit',
    iterations: limits.iterationLimit,
  });
}

/** Carries Z and Gamma on along the line through the last two solutions of the path. */
function extrapolate(state: AdmmState, lambda: number): void {
  const { earlier, admmPenalty } = state;
  const weights = state.shrunk.matrix.values;
  const dual = state.scaledDual.values.map((value) => value * admmPenalty);
  if (earlier !== undefined && earlier.step > 0) {
    const ratio = (earlier.lambda - lambda) / earlier.step;
    const { rows, columns } = state.shrunk.matrix;
    const ahead = weights.map((value, i) => value + ratio * (value - earlier.weights[i]));
    state.shrunk = { ...state.shrunk, matrix: matrix(rows, columns, ahead) };
    for (let i = 0; i < dual.length; i++) {
      state.scaledDual.values[i] += (ratio * (dual[i] - earlier.dual[i])) / admmPenalty;
    }
  }
  state.earlier = { lambda, weights, dual, step: earlier === undefined ? 0 : earlier.lambda - lambda };
}

function admmStep(lambda: number, state: AdmmState): Residuals {
  const { admmPenalty, scaledDual } = state;
  const previous = state.shrunk.matrix;
  const dual = scaledDual.values;
  const near = matrix(previous.rows, previous.columns);
  for (let i = 0; i < dual.length; i++) near.values[i] = previous.values[i] - dual[i];
  const weights = matrix(previous.rows, previous.columns);
  solveTasks(state.tasks, state.solves, admmPenalty, near, weights);
  for (let i = 0; i < dual.length; i++) {
    dual[i] += relaxation * weights.values[i] + (1 - relaxation) * previous.values[i];
  }
  state.shrunk = shrinkSingularValues(scaledDual, lambda / admmPenalty);
  const current = state.shrunk.matrix.values;
  for (let i = 0; i < dual.length; i++) dual[i] -= current[i];
  return relativeResiduals(weights.values, current, previous.values, dual);
}

function relativeResiduals(
  weights: Float64Array,
  current: Float64Array,
  previous: Float64Array,
  dual: Float64Array,
): Residuals {
  let gap = 0;
  let change = 0;
  let weightSize = 0;
  let dualSize = 0;
  for (let i = 0; i < weights.length; i++) {
    gap += (weights[i] - current[i]) ** 2;
    change += (current[i] - previous[i]) ** 2;
    weightSize += weights[i] ** 2;
    dualSize += dual[i] ** 2;
  }
  return { primal: Math.sqrt(gap / weightSize), dual: Math.sqrt(change / dualSize) };
}

/** The certificate, or its cheap part alone where that already exceeds the tolerance. */
function certificateWithin(
  problem: TraceNormProblem,
  lambda: number,
  shrunk: ShrunkMatrix,
  tolerance: number,
): number {
  const gradient = matrix(shrunk.matrix.rows, shrunk.matrix.columns);
  lossGradient(problem.loss, shrunk.matrix, gradient);
  const cheap = complementarity(lambda, shrunk, gradient);
  return cheap > tolerance ? cheap : traceNormCertificate(problem, lambda, shrunk, gradient);
}

/** Residual balancing on relative residuals (Boyd et al. 2011, 3.4.1; Wohlberg 2017), rarely. */
function balancePenalty(problem: TraceNormProblem, state: AdmmState, { primal, dual }: Residuals): void {
  state.penaltyRest -= checkInterval;
  const imbalance = primal / dual;
  if (state.penaltyRest > 0 || !Number.isFinite(imbalance) || imbalance === 0) return;
  if (imbalance < residualImbalance && imbalance > 1 / residualImbalance) return;
  const factor = Math.min(penaltyStepLimit, Math.max(1 / penaltyStepLimit, Math.sqrt(imbalance)));
  state.admmPenalty *= factor;
  for (let i = 0; i < state.scaledDual.values.length; i++) state.scaledDual.values[i] /= factor;
  state.solves = regularisedSolves(state.tasks, problem.loss.squares, state.admmPenalty);
  state.penaltyRest = 4 * checkInterval;
}
