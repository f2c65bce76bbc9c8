import type { UnitContext } from '../../../model/job.ts';
import { column, matrix } from '../../linalg/matrix.ts';
import type { Matrix } from '../../linalg/matrix.ts';
import { columnGram, multiply } from '../../linalg/products.ts';
import { symmetricEigen } from '../../linalg/symmetricEigen.ts';
import { sumOfSquares } from '../../linalg/vector.ts';
import { requireGoingOn } from '../cancellation.ts';

/** The singular value decomposition of weights, W = left diag(values) right'. */
export interface Factors {
  /** All of them, descending; those that are rounding are 0. */
  singularValues: Float64Array;
  /** features x factors, and drugs x factors: as many as are above 0. Of a factor the largest loading of a drug is above 0. */
  features: Matrix;
  drugs: Matrix;
}

/** Share of the largest singular value below which one is rounding: squares are what is decomposed. */
const roundingShare = 1e-7;

/**
 * The singular vectors of weights, features x drugs, by way of the eigenvectors of W'W, which is small.
 * @throws TracewiseError `cancelled`
 */
export function latentFactors(weights: Matrix, context: Pick<UnitContext, 'isCancelled'>): Factors {
  const { vectors } = symmetricEigen(columnGram(weights));
  requireGoingOn(context);
  const scores = multiply(weights, vectors);
  const sizes = Float64Array.from({ length: vectors.columns }, (_, factor) =>
    Math.sqrt(sumOfSquares(column(scores, factor))),
  );
  const byValue = Array.from(sizes.keys()).sort((a, b) => sizes[b] - sizes[a]);
  const least = roundingShare * sizes[byValue[0]];
  const kept = byValue.filter((factor) => sizes[factor] > least);
  const singularValues = new Float64Array(sizes.length);
  const features = matrix(weights.rows, kept.length);
  const drugs = matrix(weights.columns, kept.length);
  kept.forEach((factor, place) => {
    const loadings = column(vectors, factor);
    const sign = largest(loadings) < 0 ? -1 : 1;
    singularValues[place] = sizes[factor];
    column(drugs, place).set(loadings.map((loading) => sign * loading));
    column(features, place).set(column(scores, factor).map((score) => (sign * score) / sizes[factor]));
  });
  return { singularValues, features, drugs };
}

/** The value of largest size, the first of several. */
function largest(values: Float64Array): number {
  return values.reduce((found, value) => (Math.abs(value) > Math.abs(found) ? value : found), 0);
}

/** Places of loadings, the largest by size first. */
export function byLoading(loadings: Float64Array): number[] {
  return Array.from(loadings.keys()).sort((a, b) => Math.abs(loadings[b]) - Math.abs(loadings[a]));
}
