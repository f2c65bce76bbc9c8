import type { Standardisation } from '../linalg/standardise.ts';

/** Where a task's response was moved and by what it was divided before fitting. */
export interface TaskScale {
  centre: number;
  deviation: number;
}

/**
 * Turns a task's weights on a standardised design into weights on the features as measured, in place, and returns the
 * intercept that goes with them. Constant features keep weight 0.
 */
export function toOriginalScale(
  weights: Float64Array,
  intercept: number,
  { means, deviations }: Standardisation,
  { centre, deviation }: TaskScale,
): number {
  let shifted = centre + deviation * intercept;
  for (let j = 0; j < weights.length; j++) {
    weights[j] = deviations[j] > 0 ? (weights[j] * deviation) / deviations[j] : 0;
    shifted -= weights[j] * means[j];
  }
  return shifted;
}
