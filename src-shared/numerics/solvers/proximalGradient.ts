import { multiplyInto } from '../../kernels/products.ts';
import { residentDot } from '../../kernels/vectors.ts';
import { matrix, type Matrix } from '../linalg/matrix.ts';
import { writeResiduals } from '../losses/maskedSquaredLoss.ts';
import { spectralNorm, type ShrunkMatrix } from '../penalties/traceNorm.ts';
import { WarmShrinkage, type ShrunkFactors } from '../penalties/warmShrinkage.ts';
import { AndersonMixing } from './andersonMixing.ts';
import type { SolverLimits } from './status.ts';
import {
  traceNormOf,
  traceNormPoint,
  type TraceNormPoint,
  type TraceNormProblem,
} from './traceNormProblem.ts';

/** Differences that are mixed: more pay only where a tight tolerance takes many iterations. */
const andersonMemory = 10;
const shortAndersonMemory = 5;
const tightTolerance = 1e-3;

/** Share of the largest curvature that the inverse step starts from; masks make the true one smaller. */
const startingCurvatureShare = 0.4;
const curvatureGrowth = 1.5;

/** Relative rise of the objective above its best at which an accelerated step is taken back. */
const tolerableRise = 1e-7;

/** The norm of the gradient is looked at when its expected excess is at most so many times the tolerance. */
const hopefulExcess = 1.2;

/** Share of the samples below which fitted values are formed from the factors of the weights. */
const factoredShare = 0.55;

/** C with what was found at it. */
interface Iterate {
  weights: Matrix;
  /** n x T. */
  residuals: Matrix;
  singularValues: Float64Array;
}

/** The proximal gradient method's iterates; they live on along a path. All matrices lie in the kernels' memory. */
export interface ProximalGradientState {
  accepted: Iterate;
  candidate: Iterate;
  /** C - G / curvature at the accepted C: a plain step. */
  image: Matrix;
  /** What is shrunk next. */
  trial: Matrix;
  /** Of the loss, where its norm is looked at. */
  gradient: Matrix;
  /** n x r, for fitted values by factors. */
  scores: Matrix;
  /** 1 / step length. */
  curvature: number;
  rejections: number;
  /** The gradient's excess over lambda per length of a plain step, both relative, when last looked at. */
  excessPerLength: number;
  shrinkage: WarmShrinkage;
  mixing: AndersonMixing;
  /** The plain step from the solution at the lambda before, for extrapolating the next start. */
  earlier?: { lambda: number; step: number; curvature: number };
  earlierImage: Matrix;
}

/** For solving to a tolerance, from zero or from a fit near by. */
export function startProximalGradient(
  problem: TraceNormProblem,
  tolerance: number,
  start?: ShrunkMatrix,
): ProximalGradientState {
  const { loss, workspace } = problem;
  const { rows, columns: rank } = loss.design;
  const tasks = loss.responses.columns;
  const create = (height: number, width: number): Matrix =>
    matrix(height, width, workspace.float64(height * width));
  const iterate = (): Iterate => ({
    weights: create(rank, tasks),
    residuals: create(rows, tasks),
    singularValues: new Float64Array(0),
  });
  const memory = tolerance < tightTolerance ? andersonMemory : shortAndersonMemory;
  const state = {
    accepted: iterate(),
    candidate: iterate(),
    image: create(rank, tasks),
    trial: create(rank, tasks),
    gradient: create(rank, tasks),
    scores: create(rows, rank),
    curvature: startingCurvatureShare * largestCurvature(problem),
    rejections: 0,
    excessPerLength: 0,
    shrinkage: new WarmShrinkage(rank, tasks, workspace),
    mixing: new AndersonMixing(memory, rank * tasks, workspace),
    earlierImage: create(rank, tasks),
  };
  const { weights, residuals } = state.accepted;
  if (start !== undefined) weights.values.set(start.matrix.values);
  multiplyInto(loss.fitted, loss.design, weights);
  writeResiduals(loss, loss.fitted, residuals);
  writeImage(problem, state);
  return state;
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
  extrapolate(state, lambda);
  state.mixing.jump();
  let best = Infinity;
  let wasPlain = true;
  for (let iteration = 1; ; iteration++) {
    const { objective, slack } = evaluateTrial(problem, lambda, state);
    const isRise = objective > best + tolerableRise * Math.abs(best);
    if (isRise && !(wasPlain && state.curvature >= largestCurvature(problem))) {
      takeBack(problem, state, wasPlain);
      wasPlain = true;
    } else {
      best = Math.min(best, objective);
      [state.accepted, state.candidate] = [state.candidate, state.accepted];
      writeImage(problem, state);
      const distance = state.mixing.observe(state.trial.values, state.image.values);
      const end = endOf(state, lambda, { slack, distance, iteration }, limits);
      if (end !== undefined) return finish(problem, lambda, state, { ...end, iterations: iteration });
      state.mixing.next(state.trial.values);
      wasPlain = false;
    }
  }
}

/** Shrinks the trial; gives the objective there, and how far it is from complementarity (see the certificate). */
function evaluateTrial(
  { loss }: TraceNormProblem,
  lambda: number,
  { candidate, trial, scores, curvature, shrinkage }: ProximalGradientState,
): { objective: number; slack: number } {
  const factors = shrinkage.shrink(trial, lambda / curvature, candidate.weights);
  candidate.singularValues = factors.singularValues;
  writeFitted(loss.design, candidate.weights, factors, scores, loss.fitted);
  const squares = writeResiduals(loss, loss.fitted, candidate.residuals);
  const traceNorm = traceNormOf(factors);
  const penalty = lambda * traceNorm;
  const product = residentDot(candidate.residuals.values, loss.fitted.values);
  const slack = traceNorm === 0 ? 0 : Math.abs(penalty - product) / penalty;
  return { objective: squares / 2 + penalty, slack };
}

function writeFitted(
  design: Matrix,
  weights: Matrix,
  { left, right }: ShrunkFactors,
  scores: Matrix,
  target: Matrix,
): void {
  const rank = left.columns;
  if (rank > factoredShare * design.columns) {
    multiplyInto(target, design, weights);
    return;
  }
  const part = matrix(design.rows, rank, scores.values.subarray(0, design.rows * rank));
  multiplyInto(part, design, left);
  multiplyInto(target, part, right, { transposeRight: true });
}

/** C - G / curvature, with G = -S' residuals. */
function writeImage({ loss }: TraceNormProblem, { accepted, image, curvature }: ProximalGradientState): void {
  image.values.set(accepted.weights.values);
  multiplyInto(image, loss.design, accepted.residuals, {
    transposeLeft: true,
    alpha: 1 / curvature,
    accumulate: true,
  });
}

/** Back to a plain step from the accepted iterate; every second time, or when a plain step failed, a shorter one. */
function takeBack(problem: TraceNormProblem, state: ProximalGradientState, wasPlain: boolean): void {
  state.mixing.clear();
  state.rejections += 1;
  if (wasPlain || state.rejections % 2 === 0) {
    state.curvature = Math.min(curvatureGrowth * state.curvature, largestCurvature(problem));
    writeImage(problem, state);
  }
  state.trial.values.set(state.image.values);
}

/** Sets the trial on the line through the plain steps from the last two solutions. */
function extrapolate(state: ProximalGradientState, lambda: number): void {
  const { earlier, earlierImage, image, trial, curvature } = state;
  trial.values.set(image.values);
  if (earlier !== undefined && earlier.step > 0 && earlier.curvature === curvature) {
    const ratio = (earlier.lambda - lambda) / earlier.step;
    for (let i = 0; i < trial.values.length; i++) {
      trial.values[i] += ratio * (image.values[i] - earlierImage.values[i]);
    }
  }
  earlierImage.values.set(image.values);
  state.earlier = { lambda, step: earlier === undefined ? 0 : earlier.lambda - lambda, curvature };
}

/**
 * How the iteration ends here, if it does: always told by the whole certificate. Its norm of the gradient is dear, and
 * is looked at once the length of a plain step, of which it was so many times before, lets expect that it is enough.
 */
function endOf(
  state: ProximalGradientState,
  lambda: number,
  { slack, distance, iteration }: { slack: number; distance: number; iteration: number },
  { tolerance, iterationLimit, isCancelled }: SolverLimits,
): Pick<TraceNormPoint, 'status' | 'certificate'> | undefined {
  const stops = isCancelled() ? 'cancelled' : iteration >= iterationLimit ? 'iterationLimit' : undefined;
  const length = (state.curvature * distance) / lambda;
  const isHopeless = slack > tolerance || state.excessPerLength * length > hopefulExcess * tolerance;
  if (isHopeless && stops === undefined) return undefined;
  const found = excess(state, lambda);
  if (found > 0 && length > 0) state.excessPerLength = found / length;
  const certificate = slack + found;
  if (certificate <= tolerance) return { status: 'converged', certificate };
  return stops && { status: stops, certificate };
}

/** max(||G||_2 - lambda, 0) / lambda at the accepted iterate. */
function excess({ accepted, image, gradient, curvature }: ProximalGradientState, lambda: number): number {
  const { values } = accepted.weights;
  for (let i = 0; i < values.length; i++) gradient.values[i] = (values[i] - image.values[i]) * curvature;
  return Math.max(spectralNorm(gradient) - lambda, 0) / lambda;
}

function finish(
  problem: TraceNormProblem,
  lambda: number,
  { accepted: { weights, singularValues } }: ProximalGradientState,
  facts: Pick<TraceNormPoint, 'status' | 'certificate' | 'iterations'>,
): TraceNormPoint {
  return traceNormPoint(problem, lambda, { matrix: weights, singularValues }, facts);
}
