import { expect, it } from 'vitest';
import { column } from '#shared/numerics/linalg/matrix.ts';
import { ridgePath } from '#shared/numerics/paths/ridgePath.ts';
import { ridgePredictor } from '#shared/numerics/paths/ridgePath.ts';
import { syntheticProblem } from '../../../fixtures/syntheticDesign.ts';

it.each([
  { rows: 20, columns: 70 },
  { rows: 60, columns: 15 },
  { rows: 2, columns: 1 },
])('ridge predictions of $rows x $columns are those of the weights', ({ rows, columns }) => {
  const { design, responses } = syntheticProblem(rows, columns, 1);
  const { design: samples } = syntheticProblem(9, columns, 1, 0, 2);
  const response = column(responses, 0);
  const lambdas = Float64Array.of(10, 1, 0.01, 0);
  const predictions = ridgePredictor(design, samples)(response, lambdas);
  expect([predictions.rows, predictions.columns]).toEqual([9, 4]);
  let step = 0;
  for (const { weights, intercept } of ridgePath(design, response, { l1Ratio: 0, lambdas })) {
    for (let i = 0; i < samples.rows; i++) {
      const expected = weights.reduce((sum, w, j) => sum + w * samples.values[j * 9 + i], intercept);
      expect(predictions.values[step * 9 + i]).toBeCloseTo(expected, 8);
    }
    step += 1;
  }
});
