import fc from 'fast-check';
import { expect, it } from 'vitest';
import { column, matrix } from '#shared/numerics/linalg/matrix.ts';
import { multiply } from '#shared/numerics/linalg/products.ts';
import { ridgePath, ridgePredictor } from '#shared/numerics/paths/ridgePath.ts';
import { syntheticProblem, unitDesign } from '../../../fixtures/syntheticDesign.ts';
import { normalMatrix, seed } from '../../../support/arbitraries.ts';

it.each([
  { rows: 30, columns: 80 },
  { rows: 80, columns: 30 },
])('makes the gradient vanish along a ridge path: $rows samples, $columns features', ({ rows, columns }) => {
  const { design, responses } = syntheticProblem(rows, columns, 1);
  const response = column(responses, 0);
  for (const { weights, intercept, lambda, objective, gap } of ridgePath(design, response, {
    l1Ratio: 0,
    lambdaCount: 10,
  })) {
    const residual = response.map((y) => y - intercept);
    weights.forEach((w, j) => column(design, j).forEach((x, i) => (residual[i] -= w * x)));
    const loss = residual.reduce((sum, r) => sum + r * r, 0) / (2 * rows);
    const penalty = (lambda / 2) * weights.reduce((sum, w) => sum + w * w, 0);
    expect(Math.abs(objective - loss - penalty)).toBeLessThan(1e-12 * (1 + objective));
    expect(gap).toBeLessThan(1e-14);
    weights.forEach((weight, j) => {
      const correlation = column(design, j).reduce((sum, x, i) => sum + x * residual[i], 0);
      expect(Math.abs(correlation / rows - lambda * weight)).toBeLessThan(1e-10);
    });
  }
});

/** A design that may be wide or tall, with columns that are constant or copies of others, and other samples. */
const designs = fc.record({
  rows: fc.integer({ min: 1, max: 40 }),
  columns: fc.integer({ min: 1, max: 60 }),
  rank: fc.integer({ min: 0, max: 60 }),
  others: fc.integer({ min: 0, max: 9 }),
  seed,
});

it('predicts other samples as the weights do, at more lambdas than are solved for together', () => {
  fc.assert(
    fc.property(designs, ({ rows, columns, rank, others, seed: own }) => {
      const raw = normalMatrix(rows, columns, own);
      for (let j = rank; j < columns; j++) {
        if (rank === 0) column(raw, j).fill(1);
        else column(raw, j).set(column(raw, j % rank));
      }
      const design = unitDesign(raw);
      const response = normalMatrix(rows, 1, own + 1).values;
      const samples = normalMatrix(others, columns, own + 2);
      const lambdas = Float64Array.from({ length: 40 }, (_, k) => (k === 39 ? 0 : 10 ** (2 - k / 10)));
      const predictions = ridgePredictor(design, samples)(response, lambdas);
      expect([predictions.rows, predictions.columns]).toEqual([others, lambdas.length]);
      let step = 0;
      for (const { weights, intercept, lambda, gap } of ridgePath(design, response, {
        l1Ratio: 0,
        lambdas,
      })) {
        expect(lambda).toBe(lambdas[step]);
        expect(gap).toBeLessThan(1e-12);
        const expected = multiply(samples, matrix(columns, 1, weights)).values.map((fit) => fit + intercept);
        const size = weights.reduce((sum, weight) => sum + Math.abs(weight), Math.abs(intercept));
        column(predictions, step).forEach((value, i) => {
          expect(Math.abs(value - expected[i])).toBeLessThanOrEqual(1e-9 * (1 + size));
        });
        step += 1;
      }
      expect(step).toBe(lambdas.length);
    }),
    { numRuns: 60 },
  );
});

it('stops when cancelled, with the point that says so', () => {
  const { design, responses } = syntheticProblem(20, 30, 1);
  let asked = 0;
  const options = { l1Ratio: 0, lambdaCount: 10, isCancelled: () => ++asked > 2 };
  const points = [...ridgePath(design, column(responses, 0), options)];
  expect(points.map(({ status }) => status)).toEqual(['converged', 'converged', 'cancelled']);
});
