import { column, matrix, type Matrix } from '../linalg/matrix.ts';
import { rowGram, timesVector, transposedTimesVector } from '../linalg/products.ts';
import { symmetricEigen } from '../linalg/symmetricEigen.ts';
import type { MaskedSquaredLoss } from '../losses/maskedSquaredLoss.ts';
import { maskedTasks, type LossTask } from '../losses/maskedTasks.ts';

/** Eigenvalues of a task's Hessian below this share of its largest count as zero. */
const nullShare = 1e-13;

/** The least-squares weights (r x T) of least norm, each task by itself: the trace-norm problem at lambda 0. */
export function maskedLeastSquares(loss: MaskedSquaredLoss): Matrix {
  const result = matrix(loss.design.columns, loss.responses.columns);
  maskedTasks(loss).forEach((task, t) => {
    if (task.observed.length > 0)
      leastNormSolution(taskHessian(task, loss.squares), task.target, column(result, t));
  });
  return result;
}

function taskHessian({ rows, complement, rowSum, observed }: LossTask, squares: Float64Array): Matrix {
  const hessian = rowGram(rows);
  const size = squares.length;
  for (let j = 0; j < size; j++) {
    for (let i = 0; i < size; i++) {
      const gram = hessian.values[j * size + i];
      const whole = i === j ? squares[j] : 0;
      const masked = complement ? whole - gram : gram;
      hessian.values[j * size + i] = masked - (rowSum[i] * rowSum[j]) / observed.length;
    }
  }
  return hessian;
}

function leastNormSolution(hessian: Matrix, right: Float64Array, solution: Float64Array): void {
  const { values, vectors } = symmetricEigen(hessian);
  const parts = new Float64Array(values.length);
  transposedTimesVector(vectors, right, parts);
  for (let k = 0; k < parts.length; k++)
    parts[k] = values[k] > nullShare * values[0] ? parts[k] / values[k] : 0;
  timesVector(vectors, parts, solution);
}
