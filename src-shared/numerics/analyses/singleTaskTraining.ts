import type { Workspace } from '../../kernels/memory.ts';
import { addCombination } from '../linalg/chosenColumns.ts';
import type { Matrix } from '../linalg/matrix.ts';
import { standardisation, standardised } from '../linalg/standardise.ts';
import type { Standardisation } from '../linalg/standardise.ts';
import type { SingleTaskPoint } from '../paths/elasticNetPath.ts';
import type { ElasticNetPoint } from '../paths/elasticNetPaths.ts';
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

/**
 * @param responses one per sample, NaN = not for training
 * @param workspace where the design is kept; else in memory of its own
 */
export function singleTaskTraining(
  features: Matrix,
  responses: Float64Array,
  scales: Scales,
  workspace?: Workspace,
): SingleTaskTraining {
  const rows = indicesWhere(responses.length, (sample) => !Number.isNaN(responses[sample]));
  const { mean, deviation } = moments(responses);
  const isUnit = scales.responses === 'unit' && deviation > 0;
  const scale = isUnit ? { centre: mean, deviation } : { centre: 0, deviation: 1 };
  const constants = standardisation(features, rows, scales.features);
  return {
    features,
    constants,
    design: standardised(features, rows, constants, workspace),
    response: Float64Array.from(rows, (sample) => (responses[sample] - scale.centre) / scale.deviation),
    scale,
  };
}

/** Predicts samples, given by the rows of their features, on the original scale. */
export type SamplePredictor = (point: Pick<SingleTaskPoint, 'weights' | 'intercept'>) => Float64Array;

/** As `SamplePredictor`, from the non-zero weights; the values are overwritten by the next prediction. */
export type SparsePredictor = (
  point: Pick<ElasticNetPoint, 'features' | 'weights' | 'intercept'>,
) => Float64Array;

/** Some samples, given by the rows of their features, on the scale of the training set's design. */
export function scaledSamples(
  { features, constants }: SingleTaskTraining,
  samples: Int32Array,
  workspace?: Workspace,
): Matrix {
  return standardised(features, samples, constants, workspace);
}

/** A predictor of samples on the scale of the training set's design. */
export function sparsePredictor({ scale }: SingleTaskTraining, samples: Matrix): SparsePredictor {
  const predicted = new Float64Array(samples.rows);
  return ({ features, weights, intercept }) => {
    predicted.fill(intercept);
    addCombination(predicted, samples, features, weights, features.length);
    for (let k = 0; k < predicted.length; k++) predicted[k] = scale.centre + scale.deviation * predicted[k];
    return predicted;
  };
}

/** As `sparsePredictor`, from the weights of all features. */
export function samplePredictor(training: SingleTaskTraining, samples: Int32Array): SamplePredictor {
  const predict = sparsePredictor(training, scaledSamples(training, samples));
  return ({ weights, intercept }) => {
    const features = indicesWhere(weights.length, (feature) => weights[feature] !== 0);
    return predict({ features, weights: Float64Array.from(features, (j) => weights[j]), intercept });
  };
}
