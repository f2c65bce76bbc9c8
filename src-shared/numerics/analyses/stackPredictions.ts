import type { Matrix } from '../linalg/matrix.ts';
import { moments } from '../statistics/moments.ts';
import { stackParts } from './heldOut.ts';
import type { HeldOutPredictions, InnerPredictions } from './heldOut.ts';
import { stackWeights } from './stackWeights.ts';
import type { StackedDrug } from './stackWeights.ts';

/** samples x tasks predictions of the parts of a stack, NaN where not held out. */
export interface StackQuestion {
  responses: Matrix;
  /** samples x tasks: the outer fold, from 1; 0 = not observed. */
  outerFolds: Uint8Array;
  outerFoldCount: number;
  first: Float64Array;
  second: Float64Array;
  inner: readonly InnerPredictions[];
}

export interface Stack {
  /** samples x tasks. */
  values: Float64Array;
  /** The first part's weight: one list per outer fold, one entry per task. */
  weights: Float64Array[];
}

/**
 * w x first + (1 - w) x second on held-out entries, w learned for each outer fold from what its inner folds predicted for
 * its training entries alone (methods 6).
 */
export function stackPredictions(question: StackQuestion): Stack {
  const { responses, outerFolds, outerFoldCount, first, second, inner } = question;
  const weights = Array.from({ length: outerFoldCount }, (_, fold) =>
    stackWeights(
      stackedDrugs(
        responses,
        inner.filter(({ outerFold }) => outerFold === fold + 1),
      ),
    ),
  );
  const values = new Float64Array(responses.values.length).fill(NaN);
  for (let entry = 0; entry < values.length; entry++) {
    if (outerFolds[entry] === 0) continue;
    const weight = weights[outerFolds[entry] - 1][Math.floor(entry / responses.rows)];
    values[entry] = weight * first[entry] + (1 - weight) * second[entry];
  }
  return { values, weights };
}

/** What stack weights are learned from: held-out predictions of both parts, in units of each drug's deviation. */
export function stackedDrugs(responses: Matrix, inner: readonly HeldOutPredictions[]): StackedDrug[] {
  const [first, second] = stackParts.map((part) => spread(responses, inner, part));
  return Array.from({ length: responses.columns }, (_, task) => {
    const start = task * responses.rows;
    const entries = Array.from({ length: responses.rows }, (_unused, sample) => start + sample).filter(
      (entry) => !Number.isNaN(first[entry]) && !Number.isNaN(second[entry]),
    );
    const measured = Float64Array.from(entries, (entry) => responses.values[entry]);
    const { deviation } = moments(measured);
    const unit = deviation > 0 ? deviation : 1;
    return {
      differences: Float64Array.from(entries, (entry) => (first[entry] - second[entry]) / unit),
      residuals: Float64Array.from(entries, (entry) => (responses.values[entry] - second[entry]) / unit),
    };
  });
}

function spread(
  responses: Matrix,
  inner: readonly HeldOutPredictions[],
  part: (typeof stackParts)[number],
): Float64Array {
  const values = new Float64Array(responses.values.length).fill(NaN);
  for (const { model, entries, values: predicted } of inner) {
    if (model !== part) continue;
    entries.forEach((entry, place) => {
      values[entry] = predicted[place];
    });
  }
  return values;
}
