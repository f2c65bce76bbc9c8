import { centred } from '../linalg/centred.ts';
import { column, matrix, type Matrix } from '../linalg/matrix.ts';
import { transposed } from '../linalg/products.ts';
import type { MaskedSquaredLoss } from './maskedSquaredLoss.ts';

/** One task of the masked squared loss, for solvers that take its Hessian apart. */
export interface LossTask {
  /** The samples observed for the task, ascending; tasks with equal masks share the array. */
  observed: Int32Array;
  /** Rows of the design, as columns: the observed ones, or the others when they are fewer. */
  rows: Matrix;
  /** Whether `rows` are the unobserved ones, so that the Gram matrix is the whole one less theirs. */
  complement: boolean;
  /** Sum of the observed rows of the design. */
  rowSum: Float64Array;
  /** Design rows times centred responses: minus the gradient at W = 0. */
  target: Float64Array;
}

export function maskedTasks({ design, responses }: MaskedSquaredLoss): LossTask[] {
  const samples = transposed(design);
  const masks = new Map<string, SharedMask>();
  return Array.from({ length: responses.columns }, (_, t) => {
    const values = column(responses, t);
    const key = maskKey(values);
    const mask = masks.get(key) ?? sharedMask(samples, values);
    masks.set(key, mask);
    return { ...mask, target: targetOf(samples, values, mask) };
  });
}

type SharedMask = Omit<LossTask, 'target'>;

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

function targetOf(samples: Matrix, values: Float64Array, { observed }: SharedMask): Float64Array {
  const { values: differences } = centred(Float64Array.from(observed, (i) => values[i]));
  const target = new Float64Array(samples.rows);
  for (let k = 0; k < differences.length; k++) {
    const row = column(samples, observed[k]);
    for (let j = 0; j < row.length; j++) target[j] += differences[k] * row[j];
  }
  return target;
}
