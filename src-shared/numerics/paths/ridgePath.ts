import { centred } from '../linalg/centred.ts';
import { column, matrix, type Matrix } from '../linalg/matrix.ts';
import { multiply } from '../linalg/products.ts';
import { symmetricEigen } from '../linalg/symmetricEigen.ts';
import {
  ridgeCoordinates,
  ridgeDecomposition,
  ridgeFits,
  ridgeProblem,
  solveRidge,
  transposedProduct,
} from '../solvers/ridge.ts';
import {
  lambdasOf,
  singleTaskDefaults,
  type SingleTaskPathOptions,
  type SingleTaskPoint,
} from './singleTaskPath.ts';

/** Lambdas that are solved for together: their weights are one matrix product. */
const lambdasAtOnce = 32;

/**
 * Ridge regression of one task along descending lambdas: one eigendecomposition of the smaller Gram matrix serves all
 * (methods 3). Design: n x p with centred columns; response: n values; `l1Ratio` counts as 0.
 */
export function* ridgePath(
  design: Matrix,
  response: Float64Array,
  options: SingleTaskPathOptions,
): Generator<SingleTaskPoint> {
  const { tolerance, isCancelled } = { ...singleTaskDefaults, ...options };
  const { mean: intercept, values } = centred(response);
  const problem = ridgeProblem(ridgeDecomposition(design), values);
  const lambdas = lambdasOf(design, response, { ...options, l1Ratio: 0 });
  for (let start = 0; start < lambdas.length; start += lambdasAtOnce) {
    const together = lambdas.subarray(start, start + lambdasAtOnce);
    for (const [k, solved] of solveRidge(problem, together).entries()) {
      const nonzeroCount = solved.weights.reduce((count, weight) => (weight === 0 ? count : count + 1), 0);
      const finished = solved.gap <= tolerance ? 'converged' : 'iterationLimit';
      const status = isCancelled() ? 'cancelled' : finished;
      yield { lambda: together[k], intercept, nonzeroCount, status, iterations: 1, ...solved };
      if (status === 'cancelled') return;
    }
  }
}

/** What `ridgePath` predicts at given lambdas: samples x lambdas. */
export type RidgePredictor = (response: Float64Array, lambdas: Float64Array) => Matrix;

/**
 * Predicts other samples for many responses of one design: no weights are formed. Design: n x p with centred columns;
 * samples: m x p, on the design's scale.
 */
export function ridgePredictor(design: Matrix, samples: Matrix): RidgePredictor {
  const decomposition = ridgeDecomposition(design);
  const coordinates = ridgeCoordinates(decomposition, samples);
  return (response, lambdas) => {
    const { mean: intercept, values } = centred(response);
    const predictions = ridgeFits(ridgeProblem(decomposition, values), coordinates, lambdas);
    for (let k = 0; k < predictions.values.length; k++) predictions.values[k] += intercept;
    return predictions;
  };
}

/**
 * As `ridgePredictor`, from the products of all rows with each other: the first are trained on, the others predicted. For
 * fewer rows than features.
 */
export function ridgePredictorOfGram(gram: Matrix, trainedCount: number): RidgePredictor {
  const eigen = symmetricEigen(cut(gram, 0, trainedCount, trainedCount));
  const coordinates = multiply(cut(gram, trainedCount, gram.rows, trainedCount), eigen.vectors);
  return (response, lambdas) => {
    const { mean: intercept, values } = centred(response);
    const problem = {
      design: { rows: trainedCount },
      eigen,
      coordinates: transposedProduct(eigen.vectors, values),
    };
    const predictions = ridgeFits(problem, coordinates, lambdas);
    for (let k = 0; k < predictions.values.length; k++) predictions.values[k] += intercept;
    return predictions;
  };
}

function cut(source: Matrix, firstRow: number, endRow: number, columns: number): Matrix {
  const result = matrix(endRow - firstRow, columns);
  for (let j = 0; j < columns; j++) column(result, j).set(column(source, j).subarray(firstRow, endRow));
  return result;
}
