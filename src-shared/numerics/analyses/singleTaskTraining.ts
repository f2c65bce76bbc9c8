import type { Matrix } from '../linalg/matrix.ts';
import { standardisation, standardised } from '../linalg/standardise.ts';
import type { Standardisation } from '../linalg/standardise.ts';
import type { SingleTaskPoint } from '../paths/elasticNetPath.ts';
import { indicesWhere } from '../resampling/folds.ts';
import { moments } from '../statistics/moments.ts';
import type { TaskScale } from './originalScale.ts';
import type { Scales } from './responseScaling.ts';

export type SingleTaskModel = 'elastic-net' | 'ridge';

/** One task's training set, on the scale that is fitted. */
export interface SingleTaskTraining {
  /** samples x features, as measured. */
  features: Matrix;
  constants: Standardisation;
  /** training samples x features. */
  design: Matrix;
  /** A value per training sample. */
  response: Float64Array;
  scale: TaskScale;
}

/** @param responses one per sample, NaN = not for training */
export function singleTaskTraining(
  features: Matrix,
  responses: Float64Array,
  scales: Scales,
): SingleTaskTraining {
  const rows = indicesWhere(responses.length, (sample) => !Number.isNaN(responses[sample]));
  const { mean, deviation } = moments(responses);
  const isUnit = scales.responses === 'unit' && deviation > 0;
  const scale = isUnit ? { centre: mean, deviation } : { centre: 0, deviation: 1 };
  const constants = standardisation(features, rows, scales.features);
  return {
    features,
    constants,
    design: standardised(features, rows, constants),
    response: Float64Array.from(rows, (sample) => (responses[sample] - scale.centre) / scale.deviation),
    scale,
  };
}

/** Predicts samples, given by the rows of their features, on the original scale. */
export type SamplePredictor = (point: Pick<SingleTaskPoint, 'weights' | 'intercept'>) => Float64Array;

/** A predictor of some samples, whose features it standardises once for a whole path. */
export function samplePredictor(
  { features, constants, scale }: SingleTaskTraining,
  samples: Int32Array,
): SamplePredictor {
  const design = standardised(features, samples, constants);
  return ({ weights, intercept }) =>
    timesSparse(design, weights).map((fitted) => scale.centre + scale.deviation * (intercept + fitted));
}

/** rows x features times weights, of which most are zero. */
function timesSparse(design: Matrix, weights: Float64Array): Float64Array {
  const product = new Float64Array(design.rows);
  weights.forEach((weight, feature) => {
    if (weight === 0) return;
    const offset = feature * design.rows;
    for (let row = 0; row < design.rows; row++) product[row] += weight * design.values[offset + row];
  });
  return product;
}
