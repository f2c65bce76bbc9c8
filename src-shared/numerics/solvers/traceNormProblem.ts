import type { Workspace } from '../../kernels/memory.ts';
import { matrix, type Matrix } from '../linalg/matrix.ts';
import { dot } from '../linalg/vector.ts';
import {
  lossAndIntercepts,
  lossGradient,
  maskedSquaredLoss,
  type MaskedSquaredLoss,
} from '../losses/maskedSquaredLoss.ts';
import { spectralNorm, type ShrunkMatrix } from '../penalties/traceNorm.ts';
import type { SolverStatus } from './status.ts';

/** min over C, b of 1/2 sum over observed (y_it - b_t - s_i c_t)^2 + lambda ||C||_*, the design's columns orthogonal. */
export interface TraceNormProblem {
  loss: MaskedSquaredLoss;
  lambdaMax: number;
  /** Where the solvers' matrices lie: as long as the problem. */
  workspace: Workspace;
}

/** A fit at one lambda, with what certifies it. */
export interface TraceNormPoint {
  lambda: number;
  /** r x T, of low rank. */
  weights: Matrix;
  intercepts: Float64Array;
  objective: number;
  /** 1/2 the sum of squared residuals over observed entries. */
  loss: number;
  traceNorm: number;
  rank: number;
  /** See `traceNormCertificate`. */
  certificate: number;
  status: SolverStatus;
  iterations: number;
  /** The positive ones, descending. */
  singularValues: Float64Array;
}

/**
 * Scores: n x r with orthogonal columns; responses: n x T, NaN where not observed. The workspace is the caller's to
 * release, when the problem is done with.
 */
export function traceNormProblem(scores: Matrix, responses: Matrix, workspace: Workspace): TraceNormProblem {
  const loss = maskedSquaredLoss(scores, responses, workspace);
  const gradient = matrix(scores.columns, responses.columns);
  lossGradient(loss, matrix(scores.columns, responses.columns), gradient);
  return { loss, lambdaMax: spectralNorm(gradient), workspace };
}

/** Sum of the singular values. */
export function traceNormOf({ singularValues }: Pick<ShrunkMatrix, 'singularValues'>): number {
  return singularValues.reduce((sum, value) => sum + value, 0);
}

/**
 * How far from optimal: max(||G||_2 - lambda, 0) / lambda + |<G, W> + lambda ||W||_*| / (lambda ||W||_*), G being the
 * gradient at W with the best intercepts; at W = 0 the first term alone. For lambda = 0, ||G||_2 / lambdaMax.
 */
export function traceNormCertificate(
  problem: TraceNormProblem,
  lambda: number,
  shrunk: ShrunkMatrix,
  gradient: Matrix,
): number {
  if (problem.lambdaMax === 0) return 0;
  if (lambda === 0) return spectralNorm(gradient) / problem.lambdaMax;
  const excess = Math.max(spectralNorm(gradient) - lambda, 0) / lambda;
  return excess + complementarity(lambda, shrunk, gradient);
}

/** The certificate's second term, which costs an inner product. */
export function complementarity(lambda: number, shrunk: ShrunkMatrix, gradient: Matrix): number {
  const traceNorm = traceNormOf(shrunk);
  if (traceNorm === 0) return 0;
  return Math.abs(dot(gradient.values, shrunk.matrix.values) + lambda * traceNorm) / (lambda * traceNorm);
}

/** Puts a point together, its loss taken from the residuals and its weights copied. */
export function traceNormPoint(
  problem: TraceNormProblem,
  lambda: number,
  shrunk: ShrunkMatrix,
  facts: Pick<TraceNormPoint, 'certificate' | 'status' | 'iterations'>,
): TraceNormPoint {
  const { loss, intercepts } = lossAndIntercepts(problem.loss, shrunk.matrix);
  const traceNorm = traceNormOf(shrunk);
  return {
    lambda,
    weights: matrix(shrunk.matrix.rows, shrunk.matrix.columns, shrunk.matrix.values.slice()),
    intercepts,
    objective: loss + lambda * traceNorm,
    loss,
    traceNorm,
    rank: shrunk.singularValues.length,
    singularValues: shrunk.singularValues,
    ...facts,
  };
}
