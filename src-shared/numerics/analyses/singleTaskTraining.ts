import { kernels } from '../../kernels/instance.ts';
import type { Workspace } from '../../kernels/memory.ts';
import { column, type Matrix } from '../linalg/matrix.ts';
import { timesVector } from '../linalg/products.ts';
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

/** A predictor of many points for samples on the scale of the training set's design, kept in the workspace. */
export function sparsePredictor(
  { scale }: SingleTaskTraining,
  samples: Matrix,
  workspace: Workspace,
): SparsePredictor {
  const { rows, columns } = samples;
  const stride = Math.ceil(rows / 4) * 4;
  const padded = workspace.float64(stride * columns);
  for (let j = 0; j < columns; j++) padded.set(column(samples, j), j * stride);
  const chosen = workspace.int32(columns);
  const factors = workspace.float64(columns);
  const target = workspace.float64(stride);
  const predicted = target.subarray(0, rows);
  return ({ features, weights, intercept }) => {
    target.fill(intercept);
    chosen.set(features);
    factors.set(weights);
    kernels.addChosenColumns(
      target.byteOffset,
      padded.byteOffset,
      stride,
      chosen.byteOffset,
      factors.byteOffset,
      features.length,
    );
    for (let k = 0; k < rows; k++) predicted[k] = scale.centre + scale.deviation * predicted[k];
    return predicted;
  };
}

/** A predictor of some samples, whose features it standardises once for many points. */
export function samplePredictor(training: SingleTaskTraining, samples: Int32Array): SamplePredictor {
  const { centre, deviation } = training.scale;
  const design = scaledSamples(training, samples);
  const fitted = new Float64Array(samples.length);
  return ({ weights, intercept }) => {
    timesVector(design, weights, fitted);
    return fitted.map((value) => centre + deviation * (intercept + value));
  };
}
