import { SingularValueDecomposition, Matrix as DenseMatrix } from 'ml-matrix';
import { column, matrix, type Matrix } from '#shared/numerics/linalg/matrix.ts';

export function singularValuesOf({ rows, columns, values }: Matrix): number[] {
  const dense = new DenseMatrix(rows, columns);
  for (let j = 0; j < columns; j++) for (let i = 0; i < rows; i++) dense.set(i, j, values[j * rows + i]);
  return new SingularValueDecomposition(dense, { autoTranspose: true }).diagonal;
}

const sum = (values: Iterable<number>): number =>
  Array.from(values).reduce((total, value) => total + value, 0);

/** Objective and certificate from the definition, in the full feature space, by another library's decomposition. */
export function naiveTraceNorm(design: Matrix, responses: Matrix, weights: Matrix, lambda: number) {
  const gradient = matrix(design.columns, responses.columns);
  const intercepts: number[] = [];
  let loss = 0;
  for (let t = 0; t < responses.columns; t++) {
    const observed = [...column(responses, t).keys()].filter((i) => !Number.isNaN(column(responses, t)[i]));
    const fitted = (i: number): number =>
      sum(column(weights, t).map((w, j) => w * design.values[j * design.rows + i]));
    const rest = observed.map((i) => column(responses, t)[i] - fitted(i));
    intercepts[t] = rest.length === 0 ? 0 : sum(rest) / rest.length;
    const residual = rest.map((r) => r - intercepts[t]);
    loss += sum(residual.map((r) => r * r)) / 2;
    for (let j = 0; j < design.columns; j++) {
      gradient.values[t * design.columns + j] = -sum(
        observed.map((i, k) => design.values[j * design.rows + i] * residual[k]),
      );
    }
  }
  const traceNorm = sum(singularValuesOf(weights));
  const steepest = Math.max(...singularValuesOf(gradient));
  const product = sum(gradient.values.map((g, k) => g * weights.values[k]));
  const slack = traceNorm > 0 ? Math.abs(product + lambda * traceNorm) / (lambda * traceNorm) : 0;
  return {
    loss,
    intercepts,
    traceNorm,
    gradient,
    objective: loss + lambda * traceNorm,
    certificate: Math.max(steepest - lambda, 0) / lambda + slack,
  };
}
