import { column, matrix } from '../linalg/matrix.ts';
import type { Matrix } from '../linalg/matrix.ts';
import { moments } from '../statistics/moments.ts';

/** How a training set is scaled before it is fitted (methods 2). */
export interface Scales {
  features: 'none' | 'unit';
  responses: 'raw' | 'unit';
}

/** Per task: subtracted, then divided by. `raw` is 0 and 1. */
export interface ResponseScaling {
  centres: Float64Array;
  deviations: Float64Array;
}

/**
 * Constants from the training entries (not NaN) of each task (methods 2); a task that is constant there is centred only.
 * @param training samples x tasks
 */
export function responseScaling(training: Matrix, scale: 'raw' | 'unit'): ResponseScaling {
  const centres = new Float64Array(training.columns);
  const deviations = new Float64Array(training.columns).fill(1);
  if (scale === 'raw') return { centres, deviations };
  for (let task = 0; task < training.columns; task++) {
    const { mean, deviation } = moments(column(training, task));
    centres[task] = mean;
    if (deviation > 0) deviations[task] = deviation;
  }
  return { centres, deviations };
}

/** samples x tasks, centred and divided; NaN stays. */
export function scaledResponses(responses: Matrix, { centres, deviations }: ResponseScaling): Matrix {
  const scaled = matrix(responses.rows, responses.columns);
  responses.values.forEach((value, entry) => {
    const task = Math.floor(entry / responses.rows);
    scaled.values[entry] = (value - centres[task]) / deviations[task];
  });
  return scaled;
}
