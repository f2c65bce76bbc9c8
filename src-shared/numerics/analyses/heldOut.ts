import type { LambdaCurve } from '../../model/results.ts';
import type { EvaluatedModel } from '../../model/settings.ts';

/** What one unit of an evaluation gives: predictions of held-out entries, by their place in samples x tasks. */
export interface EvaluationUnitResult {
  predictions: HeldOutPredictions[];
  curves: LambdaCurve[];
  warnings: string[];
}

export interface HeldOutPredictions {
  model: EvaluatedModel;
  entries: Int32Array;
  values: Float64Array;
}
