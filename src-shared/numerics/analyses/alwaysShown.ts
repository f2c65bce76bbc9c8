import type { Evaluation } from '../../model/results.ts';
import type { EvaluatedModel } from '../../model/settings.ts';
import { predictBaselines } from './baselines.ts';

/** What every comparison shows, asked for or not (methods 6). */
const shownBaselines: readonly EvaluatedModel[] = ['additive-mean', 'drug-mean'];

/**
 * An evaluation whose predictions hold the additive mean and the drug mean as well, after the models that were asked for.
 * Both follow from what was observed and from the folds alone, so that they are the same numbers as if asked for.
 */
export function withBaselines(evaluation: Evaluation): Evaluation {
  const { drugs, samples, observed, folds, settings, predictions } = evaluation;
  const missing = shownBaselines.filter((model) => !settings.models.includes(model));
  if (missing.length === 0) return evaluation;
  const responses = { rows: samples.length, columns: drugs.length, values: observed };
  const added = predictBaselines(responses, folds, settings.outerFolds).predictions.filter(({ model }) =>
    missing.includes(model),
  );
  return {
    ...evaluation,
    predictions: [
      ...predictions,
      ...added.map(({ model, entries, values: heldOut }) => {
        const values = new Float64Array(observed.length).fill(NaN);
        entries.forEach((entry, place) => {
          values[entry] = heldOut[place];
        });
        return { model, values };
      }),
    ],
  };
}
