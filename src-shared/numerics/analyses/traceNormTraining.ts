import type { Matrix } from '../linalg/matrix.ts';
import { multiply } from '../linalg/products.ts';
import type { TraceNormPoint } from '../paths/traceNormPath.ts';
import { measuredSamples } from '../resampling/folds.ts';
import { reducePanel, takeRows } from './reducedPanel.ts';
import type { ReducedPanel } from './reducedPanel.ts';
import { responseScaling, scaledResponses } from './responseScaling.ts';
import type { ResponseScaling, Scales } from './responseScaling.ts';

/** One training set of the trace norm, ready to be fitted. */
export interface TraceNormTraining {
  reduced: ReducedPanel;
  scaling: ResponseScaling;
  /** training samples x tasks, scaled, NaN = not for training. */
  responses: Matrix;
}

/**
 * @param features samples x features, NaN = missing
 * @param training samples x tasks, original scale, NaN = not for training
 * @param shared used again when it was made from the same samples
 */
export function traceNormTraining(
  features: Matrix,
  training: Matrix,
  scales: Scales,
  shared?: ReducedPanel,
): TraceNormTraining {
  const rows = measuredSamples(training);
  const isShared = shared !== undefined && sameSamples(shared.trainingRows, rows);
  const reduced = isShared ? shared : reducePanel(features, rows, scales.features);
  const scaling = responseScaling(training, scales.responses);
  return { reduced, scaling, responses: takeRows(scaledResponses(training, scaling), rows) };
}

/** Predictions on the original scale, for entries of samples x tasks. */
export function predictEntries(
  { reduced: { scores }, scaling }: TraceNormTraining,
  { weights, intercepts }: TraceNormPoint,
  entries: Int32Array,
): Float64Array {
  const fitted = multiply(scores, weights);
  return Float64Array.from(entries, (entry) => {
    const task = Math.floor(entry / scores.rows);
    return scaling.centres[task] + scaling.deviations[task] * (intercepts[task] + fitted.values[entry]);
  });
}

function sameSamples(a: Int32Array, b: Int32Array): boolean {
  return a.length === b.length && a.every((sample, place) => sample === b[place]);
}
