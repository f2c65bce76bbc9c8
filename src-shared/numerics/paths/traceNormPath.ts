import { Workspace } from '../../kernels/memory.ts';
import { matrix, type Matrix } from '../linalg/matrix.ts';
import { columnGram, transposed } from '../linalg/products.ts';
import { lossGradient } from '../losses/maskedSquaredLoss.ts';
import { shrinkSingularValues, type ShrunkMatrix } from '../penalties/traceNorm.ts';
import { solveByAdmm, startAdmm } from '../solvers/admm.ts';
import { maskedLeastSquares } from '../solvers/maskedLeastSquares.ts';
import { solveByProximalGradient, startProximalGradient } from '../solvers/proximalGradient.ts';
import { reduceDesign } from '../solvers/reduction.ts';
import type { SolverLimits } from '../solvers/status.ts';
import {
  traceNormCertificate,
  traceNormPoint,
  traceNormProblem,
  type TraceNormPoint,
  type TraceNormProblem,
} from '../solvers/traceNormProblem.ts';
import { lambdaGrid } from './lambdaGrid.ts';

export type { TraceNormPoint } from '../solvers/traceNormProblem.ts';

export interface TraceNormOptions {
  solver?: 'admm' | 'proximal-gradient';
  /** Descending; else `lambdaCount` values from lambdaMax down to `minimumFraction` of it. */
  lambdas?: Float64Array;
  lambdaCount?: number;
  minimumFraction?: number;
  /** Of the certificate. */
  tolerance?: number;
  iterationLimit?: number;
  isCancelled?: () => boolean;
  /** A fit near by to start from. */
  start?: TraceNormPoint;
}

/** Inner product of two columns of the scores, as a share of the largest square, above which they are not orthogonal. */
const orthogonalityShare = 1e-11;

const defaults = { lambdaCount: 50, minimumFraction: 0.01, tolerance: 1e-4, iterationLimit: 20_000 };

/**
 * Trace-norm multitask regression along descending lambdas, warm-started (methods 4). Stop iterating to end it.
 * Scores: n x r, usually `ReducedDesign.scores`; responses: n x T, NaN where not observed.
 */
export function* traceNormPath(
  scores: Matrix,
  responses: Matrix,
  options: TraceNormOptions = {},
): Generator<TraceNormPoint, void> {
  const workspace = new Workspace();
  try {
    yield* pathWithin(workspace, scores, responses, options);
  } finally {
    workspace.release();
  }
}

function* pathWithin(
  workspace: Workspace,
  scores: Matrix,
  responses: Matrix,
  options: TraceNormOptions,
): Generator<TraceNormPoint, void> {
  const { orthogonal, expand, project } = orthogonalised(scores);
  const problem = traceNormProblem(orthogonal, responses, workspace);
  const settings = { ...defaults, ...options };
  const lambdas =
    options.lambdas ?? lambdaGrid(problem.lambdaMax, settings.lambdaCount, settings.minimumFraction);
  const start = options.start && {
    matrix: project(options.start.weights),
    singularValues: options.start.singularValues,
  };
  const solve = startedSolver(problem, { ...settings, start });
  const { tolerance, iterationLimit, isCancelled = () => false } = settings;
  for (const lambda of lambdas) {
    const point = solve(lambda, { tolerance, iterationLimit, isCancelled });
    yield { ...point, weights: expand(point.weights) };
    if (point.status === 'cancelled') return;
  }
}

/** What a solver goes by before the first lambda. */
interface Beginning {
  solver?: TraceNormOptions['solver'];
  tolerance: number;
  start?: ShrunkMatrix;
}

type Solve = (lambda: number, limits: SolverLimits) => TraceNormPoint;

/** A solver that goes on from its last solution; lambda 0 and all from lambdaMax upward need no iterations. */
function startedSolver(problem: TraceNormProblem, beginning: Beginning): Solve {
  const iterate = startedIteration(problem, beginning);
  return (lambda, limits) => {
    if (lambda >= problem.lambdaMax) return directPoint(problem, lambda, zeroWeights(problem), limits);
    if (lambda === 0) {
      const weights = maskedLeastSquares(problem.loss);
      return directPoint(problem, lambda, shrinkSingularValues(weights, 0), limits);
    }
    return iterate(lambda, limits);
  };
}

function startedIteration(problem: TraceNormProblem, { solver, tolerance, start }: Beginning): Solve {
  if (solver === 'admm') {
    const state = startAdmm(problem, start);
    return (lambda, limits) => solveByAdmm(problem, lambda, state, limits);
  }
  const state = startProximalGradient(problem, tolerance, start);
  return (lambda, limits) => solveByProximalGradient(problem, lambda, state, limits);
}

function zeroWeights({ loss }: TraceNormProblem): ShrunkMatrix {
  return { matrix: matrix(loss.design.columns, loss.responses.columns), singularValues: new Float64Array(0) };
}

function directPoint(
  problem: TraceNormProblem,
  lambda: number,
  shrunk: ShrunkMatrix,
  { tolerance }: SolverLimits,
): TraceNormPoint {
  const gradient = matrix(shrunk.matrix.rows, shrunk.matrix.columns);
  lossGradient(problem.loss, shrunk.matrix, gradient);
  const certificate = traceNormCertificate(problem, lambda, shrunk, gradient);
  const status = certificate <= tolerance ? 'converged' : 'iterationLimit';
  return traceNormPoint(problem, lambda, shrunk, { certificate, status, iterations: 0 });
}

interface Orthogonalised {
  orthogonal: Matrix;
  expand: (weights: Matrix) => Matrix;
  project: (weights: Matrix) => Matrix;
}

/** The solvers need orthogonal columns; a design without them is reduced first. */
function orthogonalised(scores: Matrix): Orthogonalised {
  if (hasOrthogonalColumns(scores)) {
    return { orthogonal: scores, expand: (weights) => weights, project: (weights) => weights };
  }
  const { scores: orthogonal, expand, project } = reduceDesign(scores);
  return { orthogonal, expand, project: (weights) => transposed(project(transposed(weights))) };
}

function hasOrthogonalColumns(scores: Matrix): boolean {
  const { rows, values } = columnGram(scores);
  let largest = 0;
  let offDiagonal = 0;
  for (let j = 0; j < rows; j++) {
    largest = Math.max(largest, values[j * rows + j]);
    for (let i = j + 1; i < rows; i++) offDiagonal = Math.max(offDiagonal, Math.abs(values[j * rows + i]));
  }
  return offDiagonal <= orthogonalityShare * largest;
}

/** As `traceNormPath`, at one lambda. */
export function traceNormFit(
  scores: Matrix,
  responses: Matrix,
  lambda: number,
  options: TraceNormOptions = {},
): TraceNormPoint {
  const [point] = traceNormPath(scores, responses, { ...options, lambdas: Float64Array.of(lambda) });
  return point;
}

/** The least lambda at which all weights are 0. */
export function traceNormLambdaMax(scores: Matrix, responses: Matrix): number {
  const workspace = new Workspace();
  try {
    return traceNormProblem(scores, responses, workspace).lambdaMax;
  } finally {
    workspace.release();
  }
}
