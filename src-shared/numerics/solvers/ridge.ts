import { column, matrix, type Matrix } from '../linalg/matrix.ts';
import {
  columnGram,
  multiply,
  multiplyByTranspose,
  multiplyTransposed,
  rowGram,
  timesVector,
  transposedTimesVector,
} from '../linalg/products.ts';
import { symmetricEigen, type SymmetricEigen } from '../linalg/symmetricEigen.ts';
import { dot, sumOfSquares } from '../linalg/vector.ts';

/** Eigenvalues below this share of the largest count as zero. */
const nullShare = 1e-13;

/** One eigendecomposition that solves ridge regression on a design for every response and lambda. */
export interface RidgeDecomposition {
  /** n x p. */
  design: Matrix;
  /** X'X (of features) or XX' (of samples), whichever is smaller. */
  gram: Matrix;
  isOfFeatures: boolean;
  eigen: SymmetricEigen;
}

/** Ridge regression of one response. */
export interface RidgeProblem extends RidgeDecomposition {
  /** The centred response. */
  response: Float64Array;
  /** X'y or y: what the Gram matrix is to be solved for. */
  right: Float64Array;
  /** The right side in the eigenvectors. */
  coordinates: Float64Array;
}

/** What the fits of a problem depend on. */
export interface RidgeInEigenvectors extends Pick<RidgeProblem, 'eigen' | 'coordinates'> {
  design: { rows: number };
}

/** Objective 1/(2n) |y - Xw|^2 + lambda/2 |w|^2 and its duality gap over |y|^2 / (2n). */
export interface RidgeSolution {
  weights: Float64Array;
  objective: number;
  gap: number;
}

/** Through the Gram matrix of the smaller side of the design (n x p). */
export function ridgeDecomposition(design: Matrix): RidgeDecomposition {
  const isOfFeatures = design.columns < design.rows;
  const gram = isOfFeatures ? columnGram(design) : rowGram(design);
  return { design, gram, isOfFeatures, eigen: symmetricEigen(gram) };
}

/** Of a centred response. */
export function ridgeProblem(decomposition: RidgeDecomposition, response: Float64Array): RidgeProblem {
  const { design, isOfFeatures, eigen } = decomposition;
  const right = isOfFeatures ? transposedProduct(design, response) : response;
  return { ...decomposition, response, right, coordinates: transposedProduct(eigen.vectors, right) };
}

/** The solutions at some lambdas, in their order; at lambda 0 the least-squares weights of least norm. */
export function solveRidge(problem: RidgeProblem, lambdas: Float64Array): RidgeSolution[] {
  const { gram, eigen } = problem;
  const solutions = multiply(eigen.vectors, shrunkCoordinates(problem, lambdas));
  const fits = multiply(gram, solutions);
  const weights = weightsOf(problem, solutions);
  return Array.from(lambdas, (lambda, k) =>
    certified(problem, lambda, column(solutions, k), column(fits, k), column(weights, k)),
  );
}

/** Other samples, given by their rows of the design (m x p), in the eigenvectors: what predicts them for any response. */
export function ridgeCoordinates(
  { design, isOfFeatures, eigen }: RidgeDecomposition,
  samples: Matrix,
): Matrix {
  const products = isOfFeatures ? samples : multiplyByTranspose(samples, design);
  return multiply(products, eigen.vectors);
}

/** What is predicted at each lambda for samples given by their coordinates (m x n): m x lambdas. */
export function ridgeFits(problem: RidgeInEigenvectors, coordinates: Matrix, lambdas: Float64Array): Matrix {
  return multiply(coordinates, shrunkCoordinates(problem, lambdas));
}

/** (Gram + ridge I)^-1 right in the eigenvectors, a column per lambda; null directions left out at lambda 0. */
function shrunkCoordinates(
  { design, eigen, coordinates }: RidgeInEigenvectors,
  lambdas: Float64Array,
): Matrix {
  const { values } = eigen;
  const shrunk = matrix(values.length, lambdas.length);
  lambdas.forEach((lambda, j) => {
    const ridge = lambda * design.rows;
    const target = column(shrunk, j);
    for (let k = 0; k < values.length; k++) {
      const isSolved = ridge > 0 || values[k] > nullShare * values[0];
      target[k] = isSolved ? coordinates[k] / (Math.max(0, values[k]) + ridge) : 0;
    }
  });
  return shrunk;
}

function weightsOf({ design, isOfFeatures }: RidgeProblem, solutions: Matrix): Matrix {
  if (isOfFeatures) return solutions;
  if (solutions.columns > 1) return multiplyTransposed(design, solutions);
  const weights = transposedProduct(design, solutions.values);
  return matrix(design.columns, 1, weights);
}

function certified(
  problem: RidgeProblem,
  lambda: number,
  solution: Float64Array,
  fitted: Float64Array,
  weights: Float64Array,
): RidgeSolution {
  const { design, response, isOfFeatures, right } = problem;
  const ridge = lambda * design.rows;
  const shortfall = right.map((value, i) => value - fitted[i] - ridge * solution[i]);
  const gap = shortfallGap(problem, shortfall, ridge);
  const residualSquares = isOfFeatures
    ? sumOfSquares(response) - dot(solution, right) - dot(solution, right) + dot(solution, fitted)
    : sumOfSquares(response.map((value, i) => value - fitted[i]));
  const penalty = (lambda / 2) * sumOfSquares(weights);
  return {
    weights,
    objective: Math.max(0, residualSquares) / (2 * design.rows) + penalty,
    gap: gap === 0 ? 0 : gap / sumOfSquares(response),
  };
}

/**
 * 2n times the gap, from what the Gram system is short of: |X'r - ridge w|^2 / ridge, or at ridge 0 the squared
 * length of the residual within the range of X, which is what the objective can still lose.
 */
function shortfallGap(
  { gram, eigen, isOfFeatures }: RidgeDecomposition,
  shortfall: Float64Array,
  ridge: number,
): number {
  if (ridge > 0) {
    const squares = isOfFeatures ? sumOfSquares(shortfall) : dot(shortfall, product(gram, shortfall));
    return Math.max(0, squares) / ridge;
  }
  const { values, vectors } = eigen;
  return transposedProduct(vectors, shortfall).reduce((sum, coordinate, k) => {
    if (values[k] <= nullShare * values[0]) return sum;
    return sum + coordinate ** 2 / (isOfFeatures ? values[k] : 1);
  }, 0);
}

function product(source: Matrix, vector: Float64Array): Float64Array {
  const result = new Float64Array(source.rows);
  timesVector(source, vector, result);
  return result;
}

export function transposedProduct(source: Matrix, vector: Float64Array): Float64Array {
  const result = new Float64Array(source.columns);
  transposedTimesVector(source, vector, result);
  return result;
}
