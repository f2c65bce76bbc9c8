import { expect, it } from 'vitest';
import { chooseSingleTask } from '#shared/numerics/analyses/chooseSingleTask.ts';
import { samplePredictor, singleTaskTraining } from '#shared/numerics/analyses/singleTaskTraining.ts';
import type { matrix } from '#shared/numerics/linalg/matrix.ts';
import { elasticNetPath } from '#shared/numerics/paths/elasticNetPath.ts';
import { indicesWhere } from '#shared/numerics/resampling/folds.ts';
import { normalMatrix } from '../../../support/arbitraries.ts';

const scales = { features: 'unit', responses: 'unit' } as const;
const progress = { isCancelled: () => false, advance: () => undefined };

/** Held-out errors of one mixing by the weights of each fold's path, in units of the whole training set's scale. */
function errorsByWeights(
  features: ReturnType<typeof matrix>,
  responses: Float64Array,
  folds: Uint8Array,
  l1Ratio: number,
  lambdas: Float64Array,
): number[] {
  const sums = Array.from(lambdas, () => 0);
  for (const fold of new Set(folds)) {
    const inner = singleTaskTraining(
      features,
      responses.map((value, sample) => (folds[sample] === fold ? NaN : value)),
      scales,
    );
    const samples = indicesWhere(folds.length, (sample) => folds[sample] === fold);
    const predict = samplePredictor(inner, samples);
    let step = 0;
    for (const point of elasticNetPath(inner.design, inner.response, { l1Ratio, lambdas, tolerance: 1e-5 })) {
      predict(point).forEach((value, k) => (sums[step] += (responses[samples[k]] - value) ** 2));
      step += 1;
    }
  }
  const { scale } = singleTaskTraining(features, responses, scales);
  return sums.map((sum) => sum / (responses.length * scale.deviation ** 2));
}

it.each([
  { rows: 24, columns: 60, ratios: [0] },
  { rows: 60, columns: 12, ratios: [0] },
  { rows: 24, columns: 60, ratios: [0, 0.5] },
  { rows: 24, columns: 60, ratios: [0.5, 0] },
])('errs as the weights of each fold do: $rows samples, $columns features, mixing $ratios', (given) => {
  const { rows, columns, ratios } = given;
  const features = normalMatrix(rows, columns, 3);
  features.values[4] = NaN;
  const noise = normalMatrix(rows, 1, 4).values;
  const responses = noise.map(
    (value, i) => 5 + value + features.values[rows + i] + features.values[2 * rows + i],
  );
  const folds = Uint8Array.from({ length: rows }, (_, sample) => 1 + (sample % 4));
  const whole = singleTaskTraining(features, responses, scales);
  const choices = ratios.map((ratio) =>
    chooseSingleTask({ features, responses, folds, ratios: [ratio], scales, whole }, progress),
  );
  for (const [k, { curve }] of choices.entries()) {
    const expected = errorsByWeights(features, responses, folds, ratios[k], Float64Array.from(curve.lambdas));
    curve.errors.forEach((error, step) => {
      expect(Math.abs(error - expected[step])).toBeLessThan(1e-9);
    });
    expect(curve.chosenIndex).toBe(curve.errors.indexOf(Math.min(...curve.errors)));
  }
  const least = choices.map(({ curve }) => Math.min(...curve.errors));
  const best = choices[least.indexOf(Math.min(...least))];
  const choice = chooseSingleTask({ features, responses, folds, ratios, scales, whole }, progress);
  expect(choice).toEqual(best);
  const { lambdas, chosenIndex } = choice.curve;
  expect([...choice.lambdas]).toEqual(lambdas.slice(choice.l1Ratio === 0 ? chosenIndex : 0, chosenIndex + 1));
});
