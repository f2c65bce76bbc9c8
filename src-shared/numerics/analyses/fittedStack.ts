import type { FitStatus, FittedModel } from '../../model/results.ts';
import type { FittedTasks } from './fittedTasks.ts';
import type { SingleTaskUnit } from './fitSingleTask.ts';
import type { TraceNormUnit } from './fitTraceNorm.ts';
import type { HeldOutPredictions } from './heldOut.ts';
import { stackedDrugs } from './stackPredictions.ts';
import { stackWeights } from './stackWeights.ts';

/** A fitted model but for what all models have in common. */
export type Assembled = Omit<FittedModel, 'settings' | 'drugs' | 'featureDeviations'>;

/** Each drug's share of the trace norm, from what the folds of the parts' cross-validations held out (methods 6). */
export function heldOutWeights(
  { responses }: FittedTasks,
  together: TraceNormUnit,
  single: readonly SingleTaskUnit[],
): Float64Array {
  const predictions = [together, ...single].flatMap(({ model, heldOut }) =>
    heldOut.map((values): HeldOutPredictions => ({ model, ...values })),
  );
  return stackWeights(stackedDrugs(responses, predictions));
}

/**
 * The mix of two fitted models: weights and intercepts by each drug's share of the first, so that it predicts the same mix
 * of their predictions.
 * @param shares one per drug, in [0, 1]
 */
export function stackOf(first: Assembled, second: Assembled, shares: Float64Array): Assembled {
  return {
    ...first,
    weights: mixed(first.weights, second.weights, shares),
    intercepts: mixed(first.intercepts, second.intercepts, shares),
    objective: NaN,
    loss: NaN,
    traceNorm: NaN,
    rank: NaN,
    singularValues: new Float64Array(0),
    status: worstStatus([first.status, second.status]),
    iterations: first.iterations + second.iterations,
    drugFits: second.drugFits.map((fit, drug) => ({ ...fit, stackWeight: shares[drug] })),
    warnings: [...first.warnings, ...second.warnings],
  };
}

/** @param shares one per drug, of as many values of `first` and `second` each */
export function mixed(first: Float64Array, second: Float64Array, shares: Float64Array): Float64Array {
  const perDrug = first.length / shares.length;
  return first.map((value, place) => {
    const share = shares[Math.floor(place / perDrug)];
    return share * value + (1 - share) * second[place];
  });
}

export function worstStatus(statuses: readonly FitStatus[]): FitStatus {
  return statuses.find((status) => status !== 'converged') ?? 'converged';
}
