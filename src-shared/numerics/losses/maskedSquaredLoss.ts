import { centred } from '../linalg/centred.ts';
import { column, matrix, type Matrix } from '../linalg/matrix.ts';
import { transposed, transposedTimesVector, timesVector } from '../linalg/products.ts';
import { dot, mean, sumOfSquares } from '../linalg/vector.ts';

/** One task of the masked squared loss: what its observed entries make of the design. */
export interface LossTask {
  /** The samples observed for the task, ascending; tasks with equal masks share the array. */
  observed: Int32Array;
  /** The rows of the design, as columns, that the gradient runs through: observed ones, or the others when fewer. */
  rows: Matrix;
  /** Whether `rows` are the unobserved ones, so that the Gram matrix is the whole one less theirs. */
  complement: boolean;
  /** Sum of the observed rows of the design. */
  rowSum: Float64Array;
  /** Sum of squares of the centred responses. */
  totalSquares: number;
  /** Design rows times centred responses: minus the gradient at W = 0. */
  target: Float64Array;
}

/**
 * 1/2 sum over observed (y_it - b_t - s_i c_t)^2 with the intercepts profiled out, for a design whose columns are
 * orthogonal: its Gram matrix is `squares` on the diagonal.
 */
export interface MaskedSquaredLoss {
  design: Matrix;
  squares: Float64Array;
  responses: Matrix;
  tasks: LossTask[];
}

/** Design: n x r with orthogonal columns; responses: n x T, NaN where not observed. */
export function maskedSquaredLoss(design: Matrix, responses: Matrix): MaskedSquaredLoss {
  const squares = new Float64Array(design.columns);
  for (let j = 0; j < design.columns; j++) squares[j] = sumOfSquares(column(design, j));
  const samples = transposed(design);
  const masks = new Map<string, SharedMask>();
  const tasks = Array.from({ length: responses.columns }, (_, t) => {
    const values = column(responses, t);
    const key = maskKey(values);
    const mask = masks.get(key) ?? sharedMask(samples, values);
    masks.set(key, mask);
    return lossTask(samples, values, mask);
  });
  return { design, squares, responses, tasks };
}

type SharedMask = Pick<LossTask, 'observed' | 'rows' | 'complement' | 'rowSum'>;

function maskKey(values: Float64Array): string {
  return Array.from(values, (value) => (Number.isNaN(value) ? '0' : '1')).join('');
}

function sharedMask(samples: Matrix, values: Float64Array): SharedMask {
  const indices = Int32Array.from(values.keys());
  const observed = indices.filter((i) => !Number.isNaN(values[i]));
  const unobserved = indices.filter((i) => Number.isNaN(values[i]));
  const complement = unobserved.length < observed.length;
  const rowSum = new Float64Array(samples.rows);
  for (const i of observed) {
    const row = column(samples, i);
    for (let j = 0; j < row.length; j++) rowSum[j] += row[j];
  }
  return { observed, rows: gathered(samples, complement ? unobserved : observed), complement, rowSum };
}

function gathered(samples: Matrix, indices: Int32Array): Matrix {
  const result = matrix(samples.rows, indices.length);
  indices.forEach((i, k) => column(result, k).set(column(samples, i)));
  return result;
}

function lossTask(samples: Matrix, values: Float64Array, mask: SharedMask): LossTask {
  const { values: differences } = centred(Float64Array.from(mask.observed, (i) => values[i]));
  const target = new Float64Array(samples.rows);
  let totalSquares = 0;
  for (let k = 0; k < differences.length; k++) {
    const difference = differences[k];
    const row = column(samples, mask.observed[k]);
    totalSquares += difference * difference;
    for (let j = 0; j < row.length; j++) target[j] += difference * row[j];
  }
  return { ...mask, totalSquares, target };
}

/** Writes the gradient at `weights` (r x T), the intercepts being the best for them. */
export function lossGradient(loss: MaskedSquaredLoss, weights: Matrix, gradient: Matrix): void {
  loss.tasks.forEach((task, t) => {
    taskGradient(task, loss.squares, column(weights, t), column(gradient, t));
  });
}

function taskGradient(
  task: LossTask,
  squares: Float64Array,
  weights: Float64Array,
  gradient: Float64Array,
): void {
  const { rows, rowSum, target, complement } = task;
  const products = new Float64Array(rows.columns);
  transposedTimesVector(rows, weights, products);
  timesVector(rows, products, gradient);
  const count = task.observed.length;
  const fittedMean = count === 0 ? 0 : dot(rowSum, weights) / count;
  for (let j = 0; j < gradient.length; j++) {
    const gram = complement ? squares[j] * weights[j] - gradient[j] : gradient[j];
    gradient[j] = gram - fittedMean * rowSum[j] - target[j];
  }
}

/** The loss from the gradient: for quadratics, f(C) = f(0) + <C, gradient(C) + gradient(0)> / 2. */
export function lossValue(loss: MaskedSquaredLoss, weights: Matrix, gradient: Matrix): number {
  let doubled = 0;
  loss.tasks.forEach((task, t) => {
    const taskWeights = column(weights, t);
    doubled += task.totalSquares + dot(taskWeights, column(gradient, t)) - dot(taskWeights, task.target);
  });
  return doubled / 2;
}

/** The loss from its residuals, free of cancellation, and the best intercepts. */
export function lossAndIntercepts(
  loss: MaskedSquaredLoss,
  weights: Matrix,
): { loss: number; intercepts: Float64Array } {
  const { design, responses, tasks } = loss;
  const fitted = new Float64Array(design.rows);
  const intercepts = new Float64Array(tasks.length);
  let sum = 0;
  tasks.forEach(({ observed }, t) => {
    timesVector(design, column(weights, t), fitted);
    const measured = column(responses, t);
    const residuals = Float64Array.from(observed, (i) => measured[i] - fitted[i]);
    intercepts[t] = residuals.length === 0 ? 0 : mean(residuals);
    for (const residual of residuals) sum += (residual - intercepts[t]) ** 2;
  });
  return { loss: sum / 2, intercepts };
}
