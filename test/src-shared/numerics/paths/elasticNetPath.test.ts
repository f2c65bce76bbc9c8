import { describe, expect, it } from 'vitest';
import { column, matrix, type Matrix } from '#shared/numerics/linalg/matrix.ts';
import { standardisation, standardised } from '#shared/numerics/linalg/standardise.ts';
import { elasticNetLambdaMax, elasticNetPath } from '#shared/numerics/paths/elasticNetPath.ts';
import type { SingleTaskPoint } from '#shared/numerics/paths/elasticNetPath.ts';
import { goldenPanel, goldenPanelNames, records } from '../../../fixtures/goldenPanel.ts';
import { syntheticProblem } from '../../../fixtures/syntheticDesign.ts';

function collect(
  design: Matrix,
  response: Float64Array,
  options: Parameters<typeof elasticNetPath>[2],
): SingleTaskPoint[] {
  return Array.from(elasticNetPath(design, response, options), (point) => ({
    ...point,
    weights: point.weights.slice(),
  }));
}

/** Objective and relative duality gap by the definition alone: nothing of the solver is used. */
function naive(
  design: Matrix,
  response: Float64Array,
  { weights, intercept, lambda }: SingleTaskPoint,
  l1Ratio: number,
) {
  const n = design.rows;
  const [l1, l2] = [lambda * l1Ratio, lambda * (1 - l1Ratio)];
  const mean = response.reduce((sum, y) => sum + y, 0) / n;
  const residual = Array.from(response, (y) => y - intercept);
  weights.forEach((w, j) => column(design, j).forEach((x, i) => (residual[i] -= w * x)));
  const squares = (values: Iterable<number>) => Array.from(values).reduce((sum, v) => sum + v * v, 0);
  const correlations = Array.from(weights, (_, j) =>
    column(design, j).reduce((sum, x, i) => sum + x * residual[i], 0),
  );
  const absolute = weights.reduce((sum, w) => sum + Math.abs(w), 0);
  const objective = squares(residual) / (2 * n) + (l2 / 2) * squares(weights) + l1 * absolute;
  // the lasso's dual on the design with sqrt(n l2) I below it
  const scores = correlations.map((c, j) => c - n * l2 * weights[j]);
  const scale = Math.min(1, (n * l1) / Math.max(...scores.map(Math.abs)));
  const residualSquares = squares(residual) + n * l2 * squares(weights);
  const product = response.reduce((sum, y, i) => sum + (y - mean) * residual[i], 0);
  const dual = (scale * product) / n - (scale ** 2 * residualSquares) / (2 * n);
  const total = squares(response.map((y) => y - mean)) / (2 * n);
  return { objective, gap: (objective - dual) / total, correlations };
}

describe.each(goldenPanelNames)('the elastic net on %s', (name) => {
  const panel = goldenPanel(name);
  const coefficients = new Map<string, number>();
  for (const row of records(panel.table('elastic_net_coefficients.tsv'))) {
    const key = [row['drug'], row['alpha'], row['standardize'], row['lambda'], row['gene']].join();
    coefficients.set(key, Number(row['coefficient']));
  }

  it.each(records(panel.table('elastic_net.tsv')))(
    'agrees with glmnet: $drug, l1Ratio $alpha, standardized $standardize, lambda $lambda',
    (row) => {
      const responses = column(panel.responses, panel.taskNames.indexOf(row['drug']));
      const rows = Int32Array.from(responses.keys()).filter((i) => !Number.isNaN(responses[i]));
      const constants = standardisation(
        panel.features,
        rows,
        row['standardize'] === 'TRUE' ? 'unit' : 'none',
      );
      const design = standardised(panel.features, rows, constants);
      const response = Float64Array.from(rows, (i) => responses[i]);
      const l1Ratio = Number(row['alpha']);
      const lambdas = Float64Array.of(Number(row['lambda']));
      const [point] = collect(design, response, { l1Ratio, lambdas, tolerance: 1e-12 });
      expect(point.status).toBe('converged');
      expect(point.gap).toBeLessThanOrEqual(1e-12);
      expect(point.objective / Number(row['objective']) - 1).toBeCloseTo(0, 7);
      expect(Math.abs(point.objective / Number(row['objective']) - 1)).toBeLessThan(1e-7);
      const lambdaMax = elasticNetLambdaMax(design, response, l1Ratio);
      expect(Math.abs(lambdaMax / Number(row['lambda_max']) - 1)).toBeLessThan(1e-9);
      let intercept = point.intercept;
      point.weights.forEach((weight, j) => {
        if (constants.deviations[j] > 0) intercept -= (weight * constants.means[j]) / constants.deviations[j];
      });
      expect(Math.abs(intercept - Number(row['intercept']))).toBeLessThan(1e-5);
      if (l1Ratio === 0) return;
      expect(point.nonzeroCount).toBe(Number(row['nonzero']));
      const key = [row['drug'], row['alpha'], row['standardize'], row['lambda']].join();
      const expected = panel.featureNames.map((gene) => coefficients.get(`${key},${gene}`) ?? 0);
      const largest = Math.max(...expected.map(Math.abs));
      expected.forEach((value, j) => {
        const weight = constants.deviations[j] > 0 ? point.weights[j] / constants.deviations[j] : 0;
        expect(Math.abs(weight - value)).toBeLessThan(1e-4 * largest);
      });
    },
  );
});

describe.each([
  { shape: 'more features than samples', rows: 40, columns: 160 },
  { shape: 'fewer features than samples', rows: 90, columns: 25 },
])('an elastic-net path with $shape', ({ rows, columns }) => {
  const { design, responses } = syntheticProblem(rows, columns, 1);
  const response = column(responses, 0);

  it.each([1, 0.7, 0.3, 0.05])('states objective and gap truly at l1Ratio %f', (l1Ratio) => {
    for (const point of collect(design, response, { l1Ratio, lambdaCount: 30 })) {
      const { objective, gap } = naive(design, response, point, l1Ratio);
      expect(point.status).toBe('converged');
      expect(point.gap).toBeLessThanOrEqual(1e-7);
      expect(Math.abs(point.objective - objective)).toBeLessThan(1e-12 * (1 + objective));
      expect(point.gap).toBeLessThanOrEqual(gap + 1e-12);
    }
  });

  it('meets the optimality conditions over all features, screened or not', () => {
    for (const point of collect(design, response, { l1Ratio: 0.5, lambdaCount: 30, tolerance: 1e-13 })) {
      const { correlations } = naive(design, response, point, 0.5);
      const limit = rows * point.lambda * 0.5;
      correlations.forEach((correlation, j) => {
        const weight = point.weights[j];
        const wanted = limit * (weight + Math.sign(weight));
        if (weight !== 0) expect(Math.abs(correlation - wanted)).toBeLessThan(1e-4 * limit);
        else expect(Math.abs(correlation)).toBeLessThan(limit * (1 + 1e-4));
      });
    }
  });

  it('bounds what any nearby weights can gain by its gap', () => {
    const [point] = collect(design, response, {
      l1Ratio: 0.5,
      lambdas: Float64Array.of(0.1),
      tolerance: 1e-3,
    });
    const { objective } = naive(design, response, point, 0.5);
    const mean = response.reduce((sum, y) => sum + y, 0) / rows;
    const allowed = (point.gap * response.reduce((sum, y) => sum + (y - mean) ** 2, 0)) / (2 * rows);
    for (let j = 0; j < columns; j++) {
      for (const step of [-0.1, -0.01, 0.01, 0.1]) {
        const weights = point.weights.map((w, k) => (k === j ? w + step : w));
        const moved = naive(design, response, { ...point, weights }, 0.5).objective;
        expect(moved).toBeGreaterThanOrEqual(objective - allowed - 1e-12);
      }
    }
  });

  it('gives all zeros at lambdaMax and something just below', () => {
    const lambdaMax = elasticNetLambdaMax(design, response, 0.5);
    const lambdas = Float64Array.of(lambdaMax, 0.99 * lambdaMax);
    const counts = collect(design, response, { l1Ratio: 0.5, lambdas }).map((point) => point.nonzeroCount);
    expect(counts[0]).toBe(0);
    expect(counts[1]).toBeGreaterThan(0);
  });

  it('follows a permutation of the features', () => {
    const reversed = matrix(rows, columns);
    for (let j = 0; j < columns; j++) column(reversed, j).set(column(design, columns - 1 - j));
    const options = { l1Ratio: 0.5, lambdas: Float64Array.of(0.2), tolerance: 1e-13 };
    const [here] = collect(design, response, options);
    const [there] = collect(reversed, response, options);
    here.weights.forEach((weight, j) => {
      expect(there.weights[columns - 1 - j]).toBeCloseTo(weight, 6);
    });
  });

  it('scales with the response', () => {
    const [once] = collect(design, response, { l1Ratio: 1, lambdas: Float64Array.of(0.2), tolerance: 1e-13 });
    const tripled = response.map((y) => 3 * y);
    const [thrice] = collect(design, tripled, {
      l1Ratio: 1,
      lambdas: Float64Array.of(0.6),
      tolerance: 1e-13,
    });
    once.weights.forEach((weight, j) => {
      expect(thrice.weights[j]).toBeCloseTo(3 * weight, 6);
    });
  });

  it.each([1, 0.5, 0])('takes duplicated and constant columns at l1Ratio %f', (l1Ratio) => {
    const wider = matrix(rows, 2 * columns + 1);
    wider.values.set(design.values);
    wider.values.set(design.values, design.values.length);
    const points = collect(wider, response, { l1Ratio, lambdaCount: 20 });
    for (const point of points) {
      expect(point.status).toBe('converged');
      expect(point.weights[2 * columns]).toBe(0);
    }
  });

  it('stays at zero for a constant response', () => {
    for (const l1Ratio of [0, 0.5]) {
      const constant = new Float64Array(rows).fill(2.5);
      for (const point of collect(design, constant, { l1Ratio, lambdaCount: 3 })) {
        expect(point).toMatchObject({ status: 'converged', objective: 0, gap: 0, intercept: 2.5 });
      }
    }
  });

  it('does not trip over a constant response that rounding makes uneven', () => {
    const constant = new Float64Array(rows).fill(0.1);
    for (const point of collect(design, constant, { l1Ratio: 0.5, lambdaCount: 5 })) {
      expect(point.status).toBe('converged');
      for (const weight of point.weights) expect(Math.abs(weight)).toBeLessThan(1e-15);
    }
  });

  it('gives least squares at lambda 0', () => {
    const [point] = collect(design, response, { l1Ratio: 0.5, lambdas: Float64Array.of(0) });
    const { correlations } = naive(design, response, point, 0.5);
    expect(point.status).toBe('converged');
    for (const correlation of correlations) expect(Math.abs(correlation)).toBeLessThan(1e-8 * rows);
  });

  it('ends when cancelled', () => {
    const points = collect(design, response, { l1Ratio: 0.5, tolerance: 1e-30, isCancelled: () => true });
    expect(points).toHaveLength(2); // the first, at lambdaMax, is exact at once
    expect(points[1].status).toBe('cancelled');
  });

  it('says so when a tolerance is out of reach', () => {
    const options = { l1Ratio: 0.5, lambdas: Float64Array.of(0.1), tolerance: 1e-40, iterationLimit: 50 };
    const [point] = collect(design, response, options);
    expect(point.status).toBe('iterationLimit');
  });
});

it('solves the lasso where as many features are active as samples allow', () => {
  const { design, responses } = syntheticProblem(30, 300, 1);
  const points = collect(design, column(responses, 0), { l1Ratio: 1, minimumFraction: 1e-4 });
  for (const point of points) expect(point.status).toBe('converged');
});
