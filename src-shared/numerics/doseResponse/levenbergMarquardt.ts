/** A model of few parameters that is fitted to points by least squares. */
export interface LeastSquares {
  /** Writes observed less modelled into `residuals`, and the model's derivatives into `jacobian`, point by point. */
  evaluate: (parameters: readonly number[], residuals: Float64Array, jacobian: Float64Array) => void;
  pointCount: number;
  lower: readonly number[];
  upper: readonly number[];
}

export interface LeastSquaresFit {
  parameters: number[];
  squares: number;
}

const mostSteps = 60;
const leastGain = 1e-9;
const largestDamping = 1e8;

/**
 * Levenberg-Marquardt with Marquardt's scaling by the diagonal (SIAM J. Appl. Math. 11:431, 1963); steps are cut at
 * the bounds. Ends when a step gains less than 1e-9 of the squares.
 */
export function levenbergMarquardt(problem: LeastSquares, start: readonly number[]): LeastSquaresFit {
  const size = start.length;
  const residuals = new Float64Array(problem.pointCount);
  const jacobian = new Float64Array(problem.pointCount * size);
  const squaresAt = (parameters: readonly number[]) => {
    problem.evaluate(parameters, residuals, jacobian);
    let squares = 0;
    for (const residual of residuals) squares += residual * residual;
    return squares;
  };
  let parameters = within(start, problem);
  let squares = squaresAt(parameters);
  let damping = 1e-3;
  for (let step = 0; step < mostSteps; step++) {
    const normal = normalEquations(residuals, jacobian, size);
    let gain = 0;
    while (gain <= 0 && damping < largestDamping) {
      const move = normal.right.slice();
      solveInPlace(damped(normal.matrix, size, damping), move);
      const tried = within(
        parameters.map((value, index) => value + move[index]),
        problem,
      );
      const triedSquares = squaresAt(tried);
      gain = squares - triedSquares;
      if (gain > 0) parameters = tried;
      damping *= gain > 0 ? 0.1 : 10;
    }
    squares -= Math.max(0, gain);
    if (gain <= leastGain * squares) break;
  }
  return { parameters, squares };
}

function within(parameters: readonly number[], { lower, upper }: LeastSquares): number[] {
  return parameters.map((value, index) => Math.min(upper[index], Math.max(lower[index], value)));
}

/** J'J row after row, and J'r. */
function normalEquations(residuals: Float64Array, jacobian: Float64Array, size: number) {
  const matrix = new Float64Array(size * size);
  const right = new Float64Array(size);
  for (let point = 0; point < residuals.length; point++) {
    const row = jacobian.subarray(point * size, (point + 1) * size);
    for (let i = 0; i < size; i++) {
      right[i] += row[i] * residuals[point];
      for (let j = 0; j < size; j++) matrix[i * size + j] += row[i] * row[j];
    }
  }
  return { matrix, right };
}

function damped(matrix: Float64Array, size: number, damping: number): Float64Array {
  const result = matrix.slice();
  for (let i = 0; i < size; i++) result[i * size + i] += damping * Math.max(matrix[i * size + i], 1e-12);
  return result;
}

/** Gauss-Jordan without pivots, for a positive definite matrix, which it uses up; the right side becomes the solution. */
function solveInPlace(matrix: Float64Array, right: Float64Array): void {
  const size = right.length;
  for (let pivot = 0; pivot < size; pivot++) {
    const diagonal = matrix[pivot * size + pivot];
    for (let i = 0; i < size; i++) {
      if (i === pivot) continue;
      const factor = matrix[i * size + pivot] / diagonal;
      for (let j = pivot; j < size; j++) matrix[i * size + j] -= factor * matrix[pivot * size + j];
      right[i] -= factor * right[pivot];
    }
  }
  for (let i = 0; i < size; i++) right[i] /= matrix[i * size + i];
}
