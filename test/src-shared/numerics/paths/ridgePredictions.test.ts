import { expect, it } from 'vitest';
import { column, matrix } from '#shared/numerics/linalg/matrix.ts';
import { rowGram } from '#shared/numerics/linalg/products.ts';
import { ridgePath, ridgePredictor, ridgePredictorOfGram } from '#shared/numerics/paths/ridgePath.ts';
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

it('ridge predictions from the products of all rows are those from the rows', () => {
  const [trained, all, columns] = [20, 29, 70];
  const { design, responses } = syntheticProblem(trained, columns, 1);
  const { design: samples } = syntheticProblem(all - trained, columns, 1, 0, 2);
  const rows = matrix(all, columns);
  for (let j = 0; j < columns; j++) {
    column(rows, j).set(column(design, j));
    column(rows, j).set(column(samples, j), trained);
  }
  const response = column(responses, 0);
  const lambdas = Float64Array.of(10, 1, 0.01, 0);
  const expected = ridgePredictor(design, samples)(response, lambdas);
  const predicted = ridgePredictorOfGram(rowGram(rows), trained)(response, lambdas);
  predicted.values.forEach((value, k) => expect(value).toBeCloseTo(expected.values[k], 8));
});
