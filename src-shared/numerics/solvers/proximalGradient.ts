import { matrix, type Matrix } from '../linalg/matrix.ts';
import { lossGradient, lossValue } from '../losses/maskedSquaredLoss.ts';
import { shrinkSingularValues, type ShrunkMatrix } from '../penalties/traceNorm.ts';
import { andersonMixing, type AndersonMixing } from './andersonMixing.ts';
import type { SolverLimits, SolverStatus } from './status.ts';
import {
  complementarity,
  traceNormCertificate,
  traceNormOf,
  traceNormPoint,
  type TraceNormPoint,
  type TraceNormProblem,
} from './traceNormProblem.ts';

const andersonMemory = 10;

/** Share of the largest curvature that the inverse step starts from; masks make the true one smaller. */
const startingCurvatureShare = 0.4;
const curvatureGrowth = 1.5;

/** Relative rise of the objective above its best at which an accelerated step is taken back. */
const tolerableRise = 1e-7;

/** The iterate of the proximal gradient method; it lives on along a path. */
export interface ProximalGradientState {
  shrunk: ShrunkMatrix;
  gradient: Matrix;
  /** 1 / step length. */
  curvature: number;
  rejections: number;
  mixing: AndersonMixing;
  /** Solution and gradient at the lambda before, for extrapolating the next start. */
  earlier?: { lambda: number; weights: Float64Array; gradient: Float64Array; step: number };
}

export function startProximalGradient(
  problem: TraceNormProblem,
  start?: ShrunkMatrix,
): ProximalGradientState {
  const { loss } = problem;
  const shrunk = start ?? {
    matrix: matrix(loss.design.columns, loss.tasks.length),
    singularValues: new Float64Array(0),
  };
  const gradient = matrix(shrunk.matrix.rows, shrunk.matrix.columns);
  lossGradient(loss, shrunk.matrix, gradient);
  const curvature = startingCurvatureShare * largestCurvature(problem);
  return { shrunk, gradient, curvature, rejections: 0, mixing: andersonMixing(andersonMemory) };
}

function largestCurvature({ loss }: TraceNormProblem): number {
  return loss.squares.reduce((largest, square) => Math.max(largest, square), Number.MIN_VALUE);
}

/**
 * Trace-norm multitask regression at one lambda by the proximal gradient method under Anderson acceleration, a step
 * that raises the objective being taken back. Continues from the state and leaves it at the solution.
 */
export function solveByProximalGradient(
  problem: TraceNormProblem,
  lambda: number,
  state: ProximalGradientState,
  limits: SolverLimits,
): TraceNormPoint {
  const finish = (status: SolverStatus, certificate: number, iterations: number): TraceNormPoint =>
    traceNormPoint(problem, lambda, state.shrunk, { certificate, status, iterations });
  let trial = extrapolatedStart(state, lambda);
  let best = Infinity;
  let wasPlain = true;
  state.mixing.clear();
  for (let iteration = 1; iteration <= limits.iterationLimit; iteration++) {
    const shrunk = shrinkSingularValues(trial, lambda / state.curvature);
    const gradient = matrix(trial.rows, trial.columns);
    lossGradient(problem.loss, shrunk.matrix, gradient);
    const objective = lossValue(problem.loss, shrunk.matrix, gradient) + lambda * traceNormOf(shrunk);
    if (objective > best + tolerableRise * Math.abs(best)) {
      const isSteepest = state.curvature >= largestCurvature(problem);
      if (!(wasPlain && isSteepest)) {
        takeBack(problem, state, wasPlain);
        trial = plainStep(state);
        wasPlain = true;
        continue;
      }
    }
    best = Math.min(best, objective);
    state.shrunk = shrunk;
    state.gradient = gradient;
    const certificate = certificateWithin(problem, lambda, state, limits.tolerance);
    if (certificate <= limits.tolerance) return finish('converged', certificate, iteration);
    if (limits.isCancelled()) return finish('cancelled', certificate, iteration);
    const image = plainStep(state);
    trial = matrix(trial.rows, trial.columns, state.mixing.next(trial.values, image.values));
    wasPlain = false;
  }
  const certificate = traceNormCertificate(problem, lambda, state.shrunk, state.gradient);
  return finish('iterationLimit', certificate, limits.iterationLimit);
}

/** Forgets the accelerated steps; every second time, or when a plain step failed, shortens the step. */
function takeBack(problem: TraceNormProblem, state: ProximalGradientState, wasPlain: boolean): void {
  state.mixing.clear();
  state.rejections += 1;
  if (wasPlain || state.rejections % 2 === 0) {
    state.curvature = Math.min(curvatureGrowth * state.curvature, largestCurvature(problem));
  }
}

/** C - G / curvature. */
function plainStep({ shrunk, gradient, curvature }: ProximalGradientState): Matrix {
  const { rows, columns, values } = shrunk.matrix;
  return matrix(
    rows,
    columns,
    values.map((value, i) => value - gradient.values[i] / curvature),
  );
}

/** Solution and gradient carried on along the line through the last two solutions of the path. */
function extrapolatedStart(state: ProximalGradientState, lambda: number): Matrix {
  const start = plainStep(state);
  const { earlier } = state;
  const weights = state.shrunk.matrix.values;
  const gradient = state.gradient.values;
  if (earlier !== undefined && earlier.step > 0) {
    const ratio = (earlier.lambda - lambda) / earlier.step;
    for (let i = 0; i < start.values.length; i++) {
      const weightStep = weights[i] - earlier.weights[i];
      start.values[i] += ratio * (weightStep - (gradient[i] - earlier.gradient[i]) / state.curvature);
    }
  }
  const step = earlier === undefined ? 0 : earlier.lambda - lambda;
  state.earlier = { lambda, weights, gradient, step };
  return start;
}

/** The certificate, or its cheap part alone where that already exceeds the tolerance. */
function certificateWithin(
  problem: TraceNormProblem,
  lambda: number,
  { shrunk, gradient }: ProximalGradientState,
  tolerance: number,
): number {
  const cheap = complementarity(lambda, shrunk, gradient);
  return cheap > tolerance ? cheap : traceNormCertificate(problem, lambda, shrunk, gradient);
}
