import type { Matrix } from '../linalg/matrix.ts';
import { elasticNetPenalty } from '../penalties/elasticNet.ts';
import {
  elasticNetProblem,
  releaseElasticNetProblem,
  solveElasticNet,
  startElasticNet,
} from '../solvers/elasticNet.ts';
import { releaseScannedDesign, scan, scannedDesign } from '../solvers/scannedDesign.ts';
import type { Reference, ScannedDesign } from '../solvers/scannedDesign.ts';
import type { SolverLimits } from '../solvers/status.ts';
import type { WorkingSet } from '../solvers/workingSet.ts';
import { lambdaGrid } from './lambdaGrid.ts';
import { ridgePath } from './ridgePath.ts';
import { lambdaMaxAt, singleTaskDefaults } from './singleTaskPath.ts';
import type { SingleTaskPathOptions, SingleTaskPoint } from './singleTaskPath.ts';

/** Paths under way at a time: their scans run together, and each holds a Gram matrix of what it has looked at. */
const pathsAtOnce = 32;

/** A path that yields what it needs scanned before it goes on, and its points. */
type Steps = Generator<Reference | ElasticNetPoint, void>;

/** One path of a batch. */
export interface ElasticNetTask extends Pick<
  SingleTaskPathOptions,
  'l1Ratio' | 'lambdas' | 'lambdaCount' | 'minimumFraction'
> {
  /** n values. */
  response: Float64Array;
}

/** One fit of a batch: the weights that are not 0, or of ridge regression all, and their features. */
export interface ElasticNetPoint extends Omit<SingleTaskPoint, 'weights'> {
  /** Index of the task, and of the lambda in its grid. */
  task: number;
  step: number;
  features: Int32Array;
  weights: Float64Array;
}

/**
 * The elastic nets of many tasks on one design (n x p, centred columns), each along its own descending lambdas and
 * mixing, as `elasticNetPath` for each. Scans of the design are shared. The points of a task come in the order of its
 * lambdas, those of different tasks interleaved. Stop iterating to end it; a cancelled path ends with its last point.
 */
export function* elasticNetPaths(
  design: Matrix,
  tasks: readonly ElasticNetTask[],
  limits: Partial<SolverLimits> = {},
): Generator<ElasticNetPoint> {
  if (tasks.length === 0) return;
  const batch = new ElasticNetBatch(design, tasks, limits);
  try {
    yield* batch.advance();
  } finally {
    batch.release();
  }
}

/** As `elasticNetPaths`, a stretch of steps at a time, for paths that others decide the length of. Release it in a `finally`. */
export class ElasticNetBatch {
  readonly #scanned: ScannedDesign;
  readonly #paths: Map<number, Steps>;

  constructor(design: Matrix, tasks: readonly ElasticNetTask[], limits: Partial<SolverLimits> = {}) {
    const { tolerance, iterationLimit, isCancelled } = { ...singleTaskDefaults, ...limits };
    this.#scanned = scannedDesign(design);
    this.#paths = new Map(
      tasks.map((options, task) => [
        task,
        path(this.#scanned, task, options, { tolerance, iterationLimit, isCancelled }),
      ]),
    );
  }

  /** The points still to come whose step lies below `stepLimit`. */
  *advance(stepLimit = Infinity): Generator<ElasticNetPoint> {
    const waiting = [...this.#paths.keys()];
    const running = new Set<number>();
    while (waiting.length > 0 || running.size > 0) {
      for (const task of waiting.splice(0, pathsAtOnce - running.size)) running.add(task);
      yield* this.#untilScan(running, stepLimit);
    }
  }

  /** Ends the path of a task. */
  end(task: number): void {
    this.#paths.get(task)?.return(undefined);
    this.#paths.delete(task);
  }

  release(): void {
    for (const task of [...this.#paths.keys()]) this.end(task);
    releaseScannedDesign(this.#scanned);
  }

  /** Lets each path run until it needs a scan, ends or has come to the limit, and then scans for all. */
  *#untilScan(running: Set<number>, stepLimit: number): Generator<ElasticNetPoint> {
    const wanted: Reference[] = [];
    for (const task of running) {
      for (;;) {
        const { done, value } = this.#paths.get(task)?.next() ?? ended;
        if (done === true) {
          this.#paths.delete(task);
          running.delete(task);
          break;
        }
        if (!('task' in value)) {
          wanted.push(value);
          break;
        }
        if (value.step >= stepLimit - 1) running.delete(task);
        yield value;
        if (!running.has(task)) break;
      }
    }
    scan(this.#scanned, wanted);
  }
}

const ended = { done: true, value: undefined } as const;

function* path(scanned: ScannedDesign, task: number, options: ElasticNetTask, limits: SolverLimits): Steps {
  const { design } = scanned;
  const { response, l1Ratio } = options;
  if (l1Ratio === 0) {
    yield* ridgePoints(design, task, options, limits);
    return;
  }
  const problem = elasticNetProblem(scanned, response);
  try {
    const largest = yield* startElasticNet(problem);
    const { lambdaCount, minimumFraction } = { ...singleTaskDefaults, ...options };
    const lambdaMax = lambdaMaxAt(l1Ratio, largest / design.rows);
    const lambdas = options.lambdas ?? lambdaGrid(lambdaMax, lambdaCount, minimumFraction);
    for (const [step, lambda] of lambdas.entries()) {
      if (lambda === 0 && problem.responseSquares > 0) {
        const [point] = ridgePoints(design, task, { ...options, lambdas: Float64Array.of(0) }, limits);
        yield { ...point, step };
        continue;
      }
      const solved = yield* solveElasticNet(problem, elasticNetPenalty(lambda, l1Ratio), limits);
      const { intercept, set } = problem;
      yield { task, step, lambda, intercept, ...nonzeroWeights(set), ...solved };
      if (solved.status === 'cancelled') return;
    }
  } finally {
    releaseElasticNetProblem(problem);
  }
}

function nonzeroWeights(set: WorkingSet): Pick<ElasticNetPoint, 'features' | 'weights' | 'nonzeroCount'> {
  const features = new Int32Array(set.count);
  const weights = new Float64Array(set.count);
  let nonzeroCount = 0;
  for (let k = 0; k < set.count; k++) {
    if (set.weights[k] === 0) continue;
    features[nonzeroCount] = set.features[k];
    weights[nonzeroCount] = set.weights[k];
    nonzeroCount += 1;
  }
  return {
    features: features.subarray(0, nonzeroCount),
    weights: weights.subarray(0, nonzeroCount),
    nonzeroCount,
  };
}

function* ridgePoints(
  design: Matrix,
  task: number,
  options: ElasticNetTask,
  limits: SolverLimits,
): Generator<ElasticNetPoint> {
  const features = Int32Array.from({ length: design.columns }, (_, j) => j);
  let step = 0;
  for (const point of ridgePath(design, options.response, { ...options, ...limits })) {
    yield { ...point, task, step, features, weights: point.weights.slice() };
    step += 1;
  }
}
