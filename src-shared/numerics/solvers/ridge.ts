import type { Matrix } from '../linalg/matrix.ts';
import { columnGram, rowGram, timesVector, transposedTimesVector } from '../linalg/products.ts';
import { symmetricEigen, type SymmetricEigen } from '../linalg/symmetricEigen.ts';
import { dot, sumOfSquares } from '../linalg/vector.ts';

/** Eigenvalues below this share of the largest count as zero. */
export const nullShare = 1e-13;

/** One eigendecomposition that solves ridge regression at every lambda. */
export interface RidgeDecomposition {
  design: Matrix;
  /** The centred response. */
  response: Float64Array;
  /** X'X (of features) or XX' (of samples), whichever is smaller. */
  gram: Matrix;
  isOfFeatures: boolean;
  eigen: SymmetricEigen;
  /** X'y or y: what the Gram matrix is to be solved for. */
  right: Float64Array;
}

/** Objective 1/(2n) |y - Xw|^2 + lambda/2 |w|^2 and its duality gap over |y|^2 / (2n). */
export interface RidgeSolution {
  objective: number;
  gap: number;
}

/** Through the Gram matrix of the smaller side of the design (n x p); the response is centred. */
export function ridgeDecomposition(design: Matrix, response: Float64Array): RidgeDecomposition {
  const isOfFeatures = design.columns < design.rows;
  const gram = isOfFeatures ? columnGram(design) : rowGram(design);
  const right = isOfFeatures ? transposedProduct(design, response) : response;
  return { design, response, gram, isOfFeatures, eigen: symmetricEigen(gram), right };
}

/** Writes the ridge weights at one lambda; at lambda 0 the least-squares weights of least norm. */
export function solveRidge(
  decomposition: RidgeDecomposition,
  lambda: number,
  weights: Float64Array,
): RidgeSolution {
  const { design, response, gram, isOfFeatures, right } = decomposition;
  const ridge = lambda * design.rows;
  const solution = solveGram(decomposition, ridge);
  const fitted = product(gram, solution);
  const shortfall = right.map((value, i) => value - fitted[i] - ridge * solution[i]);
  const gap = shortfallGap(decomposition, shortfall, ridge);
  if (isOfFeatures) weights.set(solution);
  else transposedTimesVector(design, solution, weights);
  const residualSquares = isOfFeatures
    ? sumOfSquares(response) - dot(solution, right) - dot(solution, right) + dot(solution, fitted)
    : sumOfSquares(response.map((value, i) => value - fitted[i]));
  const penalty = (lambda / 2) * sumOfSquares(weights);
  return {
    objective: Math.max(0, residualSquares) / (2 * design.rows) + penalty,
    gap: gap === 0 ? 0 : gap / sumOfSquares(response),
  };
}

/** (Gram + ridge I)^-1 right, null directions left out at ridge 0. */
function solveGram({ eigen, right }: RidgeDecomposition, ridge: number): Float64Array {
  const { values, vectors } = eigen;
  const parts = transposedProduct(vectors, right).map((coordinate, k) =>
    ridge > 0 || values[k] > nullShare * values[0] ? coordinate / (Math.max(0, values[k]) + ridge) : 0,
  );
  return product(vectors, parts);
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

function transposedProduct(source: Matrix, vector: Float64Array): Float64Array {
  const result = new Float64Array(source.columns);
  transposedTimesVector(source, vector, result);
  return result;
}
