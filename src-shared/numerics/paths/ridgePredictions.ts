import { centred } from '../linalg/centred.ts';
import { matrix, type Matrix } from '../linalg/matrix.ts';
import { multiply, multiplyByTranspose, multiplyTransposed } from '../linalg/products.ts';
import { nullShare, ridgeDecomposition } from '../solvers/ridge.ts';

/**
 * What ridge regression along some lambdas predicts of other samples: m x lambdas. No weights are formed where there are
 * more features than training samples: the inner products of samples suffice.
 * @param design n x p, centred columns
 * @param response n values
 * @param samples m x p, on the scale of the design
 */
export function ridgePredictions(
  design: Matrix,
  response: Float64Array,
  samples: Matrix,
  lambdas: Float64Array,
): Matrix {
  const { mean: intercept, values } = centred(response);
  const { isOfFeatures, eigen, right } = ridgeDecomposition(design, values);
  const scores = isOfFeatures ? samples : multiplyByTranspose(samples, design);
  const coordinates = multiplyTransposed(eigen.vectors, matrix(right.length, 1, right)).values;
  const shrunk = matrix(right.length, lambdas.length);
  lambdas.forEach((lambda, step) => {
    const ridge = lambda * design.rows;
    coordinates.forEach((coordinate, k) => {
      const value = Math.max(0, eigen.values[k]);
      const isKept = ridge > 0 || value > nullShare * eigen.values[0];
      shrunk.values[step * right.length + k] = isKept ? coordinate / (value + ridge) : 0;
    });
  });
  const predictions = multiply(multiply(scores, eigen.vectors), shrunk);
  for (let k = 0; k < predictions.values.length; k++) predictions.values[k] += intercept;
  return predictions;
}
