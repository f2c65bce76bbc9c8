import { column } from '../linalg/matrix.ts';
import type { Matrix } from '../linalg/matrix.ts';
import { indicesWhere, withoutEntries } from '../resampling/folds.ts';
import { moments } from '../statistics/moments.ts';
import type { EvaluationUnitResult } from './heldOut.ts';

/**
 * The drug mean and the additive mean on every outer fold (methods 6).
 * @param responses samples x tasks, NaN = not observed
 * @param outerFolds samples x tasks: 0 = not observed, else the outer fold from 1
 */
export function predictBaselines(
  responses: Matrix,
  outerFolds: Uint8Array,
  outerFoldCount: number,
): EvaluationUnitResult {
  const entries = indicesWhere(outerFolds.length, (entry) => outerFolds[entry] > 0);
  const drugMean = new Float64Array(entries.length);
  const additiveMean = new Float64Array(entries.length);
  for (let fold = 1; fold <= outerFoldCount; fold++) {
    const training = withoutEntries(responses, (entry) => outerFolds[entry] === fold);
    const effects = additiveEffects(training);
    entries.forEach((entry, place) => {
      if (outerFolds[entry] !== fold) return;
      const task = Math.floor(entry / training.rows);
      const level = effects.sampleLevels[entry % training.rows];
      drugMean[place] = effects.means[task];
      additiveMean[place] = effects.means[task] + effects.deviations[task] * level;
    });
  }
  return {
    predictions: [
      { model: 'additive-mean', entries, values: additiveMean },
      { model: 'drug-mean', entries, values: drugMean },
    ],
    curves: [],
    warnings: [],
  };
}

interface AdditiveEffects {
  means: Float64Array;
  deviations: Float64Array;
  /** Mean z-score of each sample over its training entries; 0 without one. */
  sampleLevels: Float64Array;
}

function additiveEffects(training: Matrix): AdditiveEffects {
  const { rows, columns } = training;
  const means = new Float64Array(columns);
  const deviations = new Float64Array(columns);
  const sums = new Float64Array(rows);
  const counts = new Float64Array(rows);
  for (let task = 0; task < columns; task++) {
    const responses = column(training, task);
    const { mean, deviation } = moments(responses);
    means[task] = mean;
    deviations[task] = deviation;
    responses.forEach((value, sample) => {
      if (Number.isNaN(value)) return;
      sums[sample] += deviation > 0 ? (value - mean) / deviation : 0;
      counts[sample] += 1;
    });
  }
  return {
    means,
    deviations,
    sampleLevels: sums.map((sum, sample) => (counts[sample] > 0 ? sum / counts[sample] : 0)),
  };
}
