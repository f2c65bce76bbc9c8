import { expect, it } from 'vitest';
import { column, matrix } from '#shared/numerics/linalg/matrix.ts';
import { columnGram, multiply } from '#shared/numerics/linalg/products.ts';
import { reduceDesign } from '#shared/numerics/solvers/reduction.ts';
import { syntheticProblem } from '../../../fixtures/syntheticDesign.ts';

it.each([
  { rows: 20, columns: 50 },
  { rows: 50, columns: 20 },
])('keeps every inner product of a $rows x $columns design', ({ rows, columns }) => {
  const { design } = syntheticProblem(rows, columns, 1);
  const { scores, project, expand } = reduceDesign(design);
  const projected = project(design);
  scores.values.forEach((value, k) => expect(projected.values[k]).toBeCloseTo(value, 9));
  const weights = matrix(scores.columns, 2);
  weights.values.forEach((_, k) => (weights.values[k] = Math.sin(k + 1)));
  const direct = multiply(design, expand(weights));
  multiply(scores, weights).values.forEach((value, k) => expect(direct.values[k]).toBeCloseTo(value, 9));
  const gram = columnGram(expand(weights));
  columnGram(weights).values.forEach((value, k) => expect(gram.values[k]).toBeCloseTo(value, 9));
});

it('leaves out the directions that centring, duplicates and constants take away', () => {
  const { design } = syntheticProblem(12, 30, 1);
  expect(reduceDesign(design).scores.columns).toBe(11);
  const narrow = syntheticProblem(30, 6, 1).design;
  const wider = matrix(30, 13);
  wider.values.set(narrow.values);
  wider.values.set(narrow.values, narrow.values.length);
  expect(column(wider, 12).every((value) => value === 0)).toBe(true);
  expect(reduceDesign(wider).scores.columns).toBe(6);
});

it('gives no directions for a design of zeros', () => {
  expect(reduceDesign(matrix(5, 3)).scores.columns).toBe(0);
});
