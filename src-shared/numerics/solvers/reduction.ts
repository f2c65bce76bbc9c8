import { column, matrix, type Matrix } from '../linalg/matrix.ts';
import {
  columnGram,
  multiply,
  multiplyByTranspose,
  multiplyTransposed,
  rowGram,
} from '../linalg/products.ts';
import { symmetricEigen, type SymmetricEigen } from '../linalg/symmetricEigen.ts';

/**
 * Squared singular values below this share of the largest are taken for zero. A direction whose singular value is
 * a millionth of the largest bears no weight at any lambda above a millionth of lambdaMax, and just above the
 * cut its vector is still orthogonal to the others within a thousandth.
 */
const rankCut = 1e-12;

/** A thin singular value decomposition X = U S V' that keeps X in the place of V. */
export interface ReducedDesign {
  /** n x r: U S. */
  scores: Matrix;
  /** Rows with the same standardisation (m x p) in reduced coordinates, m x r: rows V. */
  project: (rows: Matrix) => Matrix;
  /** Weights on the columns of X, p x T: V C. */
  expand: (weights: Matrix) => Matrix;
}

/** Through the Gram matrix of the smaller side; the design is held, not copied. */
export function reduceDesign(design: Matrix): ReducedDesign {
  return design.columns < design.rows ? reduceTall(design) : reduceWide(design);
}

function reduceTall(design: Matrix): ReducedDesign {
  const { vectors } = leading(symmetricEigen(columnGram(design)));
  return {
    scores: multiply(design, vectors),
    project: (rows) => multiply(rows, vectors),
    expand: (weights) => multiply(vectors, weights),
  };
}

/** V = X' U / S is never formed. */
function reduceWide(design: Matrix): ReducedDesign {
  const { values, vectors } = leading(symmetricEigen(rowGram(design)));
  const singular = values.map(Math.sqrt);
  const inverse = scaledColumns(vectors, singular, (value) => 1 / value);
  return {
    scores: scaledColumns(vectors, singular, (value) => value),
    project: (rows) => multiply(multiplyByTranspose(rows, design), inverse),
    expand: (weights) => multiplyTransposed(design, multiply(inverse, weights)),
  };
}

function leading({ values, vectors }: SymmetricEigen): SymmetricEigen {
  const rank = values.filter((value) => value > rankCut * values[0]).length;
  return {
    values: values.slice(0, rank),
    vectors: matrix(vectors.rows, rank, vectors.values.slice(0, rank * vectors.rows)),
  };
}

function scaledColumns(source: Matrix, scales: Float64Array, factor: (scale: number) => number): Matrix {
  const result = matrix(source.rows, source.columns, source.values.slice());
  scales.forEach((scale, j) => {
    const target = column(result, j);
    for (let i = 0; i < target.length; i++) target[i] *= factor(scale);
  });
  return result;
}
