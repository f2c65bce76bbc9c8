import type { WeightScale } from '../../../model/clustering.ts';
import { matrix } from '../../linalg/matrix.ts';
import type { Matrix } from '../../linalg/matrix.ts';

/** The weights of a stored model with what leads back to the scale it was fitted on; never written to. */
export interface FittedWeights {
  /** features x drugs, on the original scale. */
  weights: Matrix;
  /** By which each feature was divided before the fit; 1 where none was. */
  featureDivisors: Float64Array;
  /** By which each drug's responses were divided before the fit; 1 where they were not. */
  responseDivisors: Float64Array;
}

/** The part of a model that is looked at: places in the model, from 0. */
export interface ShownPart {
  features: Int32Array;
  drugs: Int32Array;
}

/**
 * Weights of a part of a model, features x drugs: as imported data are measured, or on the scale of the fit, where a
 * weight says by how many deviations of the response one deviation of the feature moves it (methods 10).
 */
export function weightsOn(scale: WeightScale, fitted: FittedWeights, { features, drugs }: ShownPart): Matrix {
  const { weights, featureDivisors, responseDivisors } = fitted;
  const shown = matrix(features.length, drugs.length);
  drugs.forEach((drug, place) => {
    const source = drug * weights.rows;
    const target = place * features.length;
    const divisor = responseDivisors[drug];
    for (let index = 0; index < features.length; index++) {
      const feature = features[index];
      const weight = weights.values[source + feature];
      shown.values[target + index] =
        scale === 'fitted' ? (weight * featureDivisors[feature]) / divisor : weight;
    }
  });
  return shown;
}

/** The places 0, 1 .. count - 1. */
export function allPlaces(count: number): Int32Array {
  return Int32Array.from({ length: count }, (_, place) => place);
}

/**
 * The features of largest variance, in the order of the model; of equal ones the earlier. All where there are no more.
 */
export function mostVariable(variances: Float64Array, count: number): Int32Array {
  const places = allPlaces(variances.length);
  if (count >= variances.length) return places;
  const byVariance = places.toSorted((a, b) => variances[b] - variances[a] || a - b);
  return byVariance.subarray(0, count).toSorted();
}
