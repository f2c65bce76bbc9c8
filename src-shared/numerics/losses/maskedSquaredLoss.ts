import { kernels } from '../../kernels/instance.ts';
import { residentAddress, type Workspace } from '../../kernels/memory.ts';
import { multiplyInto } from '../../kernels/products.ts';
import { centred } from '../linalg/centred.ts';
import { column, matrix, type Matrix } from '../linalg/matrix.ts';
import { sumOfSquares } from '../linalg/vector.ts';

/**
 * 1/2 sum over observed (y_it - b_t - s_i c_t)^2 with the intercepts profiled out, for a design whose columns are
 * orthogonal: its Gram matrix is `squares` on the diagonal. Its matrices lie in the kernels' memory.
 */
export interface MaskedSquaredLoss {
  /** n x r. */
  design: Matrix;
  squares: Float64Array;
  /** n x T, NaN where not observed. */
  responses: Matrix;
  /** n x T: the responses, less each task's mean, and 0 where not observed. */
  measured: Matrix;
  /** n x T: 1 where observed, else 0. */
  observed: Matrix;
  /** n x T, for what lives no longer than a call. */
  fitted: Matrix;
  residuals: Matrix;
}

/** Design: n x r with orthogonal columns; responses: n x T, NaN where not observed. */
export function maskedSquaredLoss(
  design: Matrix,
  responses: Matrix,
  workspace: Workspace,
): MaskedSquaredLoss {
  const { rows, columns } = responses;
  const squares = new Float64Array(design.columns);
  for (let j = 0; j < design.columns; j++) squares[j] = sumOfSquares(column(design, j));
  const create = (): Matrix => matrix(rows, columns, workspace.float64(rows * columns));
  const observed = create();
  const measured = create();
  responses.values.forEach((value, entry) => {
    observed.values[entry] = Number.isNaN(value) ? 0 : 1;
  });
  for (let t = 0; t < columns; t++) writeCentred(column(responses, t), column(measured, t));
  const resident = matrix(rows, design.columns, workspace.copyOf(design.values));
  return { design: resident, squares, responses, measured, observed, fitted: create(), residuals: create() };
}

function writeCentred(values: Float64Array, target: Float64Array): void {
  const { values: differences } = centred(values.filter((value) => !Number.isNaN(value)));
  let place = 0;
  for (let i = 0; i < values.length; i++) target[i] = Number.isNaN(values[i]) ? 0 : differences[place++];
}

/**
 * Writes the residuals (0 where not observed) at fitted values without intercepts, the intercepts being the best;
 * returns their sum of squares. All n x T, in the kernels' memory.
 */
export function writeResiduals(loss: MaskedSquaredLoss, fitted: Matrix, target: Matrix): number {
  return kernels.centredResiduals(
    residentAddress(loss.measured.values),
    residentAddress(loss.observed.values),
    residentAddress(fitted.values),
    residentAddress(target.values),
    fitted.rows,
    fitted.columns,
  );
}

/** Writes the gradient at `weights` (r x T), the intercepts being the best for them, and returns the loss. */
export function lossGradient(loss: MaskedSquaredLoss, weights: Matrix, gradient: Matrix): number {
  const { design, fitted, residuals } = loss;
  multiplyInto(fitted, design, weights);
  const squares = writeResiduals(loss, fitted, residuals);
  multiplyInto(gradient, design, residuals, { transposeLeft: true, alpha: -1 });
  return squares / 2;
}

/** The loss at `weights` (r x T), and the best intercepts. */
export function lossAndIntercepts(
  loss: MaskedSquaredLoss,
  weights: Matrix,
): { loss: number; intercepts: Float64Array } {
  const { design, responses, fitted, residuals } = loss;
  multiplyInto(fitted, design, weights);
  const squares = writeResiduals(loss, fitted, residuals);
  const intercepts = new Float64Array(responses.columns);
  for (let t = 0; t < intercepts.length; t++) {
    intercepts[t] = meanDifference(column(responses, t), column(fitted, t));
  }
  return { loss: squares / 2, intercepts };
}

/** Mean of measured less fitted over the observed; 0 where there are none. */
function meanDifference(measured: Float64Array, fitted: Float64Array): number {
  let sum = 0;
  let count = 0;
  for (let i = 0; i < measured.length; i++) {
    if (Number.isNaN(measured[i])) continue;
    sum += measured[i] - fitted[i];
    count += 1;
  }
  return count === 0 ? 0 : sum / count;
}
