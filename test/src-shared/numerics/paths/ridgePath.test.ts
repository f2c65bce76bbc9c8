import { expect, it } from 'vitest';
import { column } from '#shared/numerics/linalg/matrix.ts';
import { ridgePath } from '#shared/numerics/paths/ridgePath.ts';
import { syntheticProblem } from '../../../fixtures/syntheticDesign.ts';

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
