import type { LambdaCurve } from '../../model/results.ts';
import type { EvaluatedModel, EvaluationSettings } from '../../model/settings.ts';

/** What one unit of an evaluation gives: predictions of held-out entries, by their place in samples x tasks. */
export interface EvaluationUnitResult {
  predictions: HeldOutPredictions[];
  /** Of the inner folds at what they chose, for each outer fold; where a stack is to be made of them. */
  inner?: InnerPredictions[];
  curves: LambdaCurve[];
  warnings: string[];
}

export interface InnerPredictions extends HeldOutPredictions {
  outerFold: number;
}

/** Places in samples x tasks, and what was predicted for them. */
export interface HeldOutValues {
  entries: Int32Array;
  values: Float64Array;
}

export interface HeldOutPredictions extends HeldOutValues {
  model: EvaluatedModel;
}

/** The models that a stack is made of, the first's weight being told (methods 6). */
export const stackParts = ['trace-norm', 'elastic-net'] as const;

export function isStacked({ models }: EvaluationSettings): boolean {
  return models.includes('stack');
}

/** What inner folds predicted, under the outer fold that they belong to. */
export function innerOf(
  model: EvaluatedModel,
  outerFold: number,
  heldOut: readonly HeldOutValues[],
): InnerPredictions[] {
  return heldOut.map(({ entries, values }) => ({ model, outerFold, entries, values }));
}
