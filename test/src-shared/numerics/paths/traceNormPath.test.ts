import { describe, expect, it } from 'vitest';
import { column, matrix } from '#shared/numerics/linalg/matrix.ts';
import { standardisation, standardised } from '#shared/numerics/linalg/standardise.ts';
import {
  traceNormFit,
  traceNormLambdaMax,
  traceNormPath,
  type TraceNormPoint,
} from '#shared/numerics/paths/traceNormPath.ts';
import { reduceDesign } from '#shared/numerics/solvers/reduction.ts';
import { goldenPanel, goldenPanelNames, records } from '../../../fixtures/goldenPanel.ts';
import { syntheticProblem } from '../../../fixtures/syntheticDesign.ts';
import { naiveTraceNorm as naive } from '../../../support/naiveTraceNorm.ts';
import { plainDot } from '../../../support/plainKernels.ts';

const solvers = ['admm', 'proximal-gradient'] as const;

describe.each(goldenPanelNames)('the trace norm on %s', (name) => {
  const panel = goldenPanel(name);
  const rows = Int32Array.from({ length: panel.features.rows }, (_, i) => i);
  const constants = standardisation(panel.features, rows, 'none');
  const reduced = reduceDesign(standardised(panel.features, rows, constants));
  const spectra = records(panel.table('trace_norm_singular_values.tsv'));
  const cases = records(panel.table('trace_norm.tsv'));

  describe.each(solvers)('by %s', (solver) => {
    it.each(cases)('agrees at $fraction_of_lambda_max of lambdaMax', (row) => {
      const lambdaMax = traceNormLambdaMax(reduced.scores, panel.responses);
      expect(Math.abs(lambdaMax / Number(row['lambda_max']) - 1)).toBeLessThan(1e-9);
      const lambda = Number(row['lambda']);
      const point = traceNormFit(reduced.scores, panel.responses, lambda, { solver, tolerance: 1e-9 });
      expect(point.status).toBe('converged');
      expect(Math.abs(point.objective / Number(row['objective']) - 1)).toBeLessThan(1e-7);
      expect(Math.abs(point.loss / Number(row['loss']) - 1)).toBeLessThan(1e-6);
      expect(point.rank).toBe(Number(row['rank']));
      const expected = spectra
        .filter((entry) => entry['fraction_of_lambda_max'] === row['fraction_of_lambda_max'])
        .map((entry) => Number(entry['singular_value']));
      expected.forEach((value, k) => {
        expect(Math.abs((point.singularValues[k] ?? 0) - value)).toBeLessThan(1e-5 * expected[0]);
      });
    });

    it('agrees in weights and intercepts at a tenth of lambdaMax', () => {
      const row = cases.find((entry) => Number(entry['fraction_of_lambda_max']) === 0.1);
      const lambda = Number(row?.['lambda']);
      const point = traceNormFit(reduced.scores, panel.responses, lambda, { solver, tolerance: 1e-9 });
      const weights = reduced.expand(point.weights);
      const expected = panel.matrix('trace_norm_weights_at_0.1.tsv').values;
      const largest = Math.max(...expected.map(Math.abs));
      expected.forEach((value, k) => {
        if (Math.abs(weights.values[k] - value) >= 1e-5 * largest) expect(weights.values[k]).toBe(value);
      });
      panel.matrix('trace_norm_intercepts_at_0.1.tsv').values.forEach((value, t) => {
        const shift = plainDot(column(weights, t), constants.means);
        expect(Math.abs(point.intercepts[t] - shift - value)).toBeLessThan(1e-5 * Math.abs(value));
      });
    });
  });
});

describe.each([
  { shape: 'more features than samples', rows: 25, columns: 60 },
  { shape: 'fewer features than samples', rows: 50, columns: 20 },
])('a trace-norm path with $shape', ({ rows, columns }) => {
  const { design, responses } = syntheticProblem(rows, columns, 6, 0.2);
  const { scores, expand } = reduceDesign(design);

  describe.each(solvers)('by %s', (solver) => {
    it('states objective, trace norm and certificate truly', () => {
      for (const point of traceNormPath(scores, responses, { solver, lambdaCount: 8 })) {
        const truth = naive(design, responses, expand(point.weights), point.lambda);
        expect(point.status).toBe('converged');
        expect(point.certificate).toBeLessThanOrEqual(1e-4);
        expect(Math.abs(point.certificate - truth.certificate)).toBeLessThan(1e-8);
        expect(Math.abs(point.objective / truth.objective - 1)).toBeLessThan(1e-9);
        expect(Math.abs(point.loss / truth.loss - 1)).toBeLessThan(1e-9);
        point.intercepts.forEach((intercept, t) => {
          expect(intercept).toBeCloseTo(truth.intercepts[t], 8);
        });
      }
    });

    it('starts at zero at lambdaMax, by the mean of each task alone', () => {
      const [point] = traceNormPath(scores, responses, { solver });
      expect(point.rank).toBe(0);
      expect(point.certificate).toBeLessThan(1e-12);
      expect(point.weights.values.every((weight) => weight === 0)).toBe(true);
    });

    it('gives the same from a warm start as from zero', () => {
      const lambda = 0.1 * traceNormLambdaMax(scores, responses);
      const options = { solver, tolerance: 1e-10 };
      const start = traceNormFit(scores, responses, 2 * lambda, options);
      const warm = traceNormFit(scores, responses, lambda, { ...options, start });
      const cold = traceNormFit(scores, responses, lambda, options);
      warm.weights.values.forEach((weight, k) => expect(weight).toBeCloseTo(cold.weights.values[k], 7));
    });

    it('follows a permutation of the tasks', () => {
      const order = [3, 1, 5, 0, 4, 2];
      const permuted = matrix(rows, 6);
      order.forEach((from, to) => column(permuted, to).set(column(responses, from)));
      const lambda = 0.2 * traceNormLambdaMax(scores, responses);
      const here = traceNormFit(scores, responses, lambda, { solver, tolerance: 1e-10 });
      const there = traceNormFit(scores, permuted, lambda, { solver, tolerance: 1e-10 });
      order.forEach((from, to) => {
        column(there.weights, to).forEach((weight, k) => {
          expect(weight).toBeCloseTo(column(here.weights, from)[k], 7);
        });
      });
    });

    it('takes a complete response matrix', () => {
      const complete = syntheticProblem(rows, columns, 6).responses;
      const points = Array.from(traceNormPath(scores, complete, { solver, lambdaCount: 5 }));
      for (const point of points) expect(point.status).toBe('converged');
    });

    it('takes a task with two values and one with none', () => {
      const sparse = matrix(rows, 6, responses.values.slice());
      column(sparse, 0).fill(NaN, 2);
      column(sparse, 0).set([1, 2]);
      column(sparse, 1).fill(NaN);
      const lambda = 0.1 * traceNormLambdaMax(scores, sparse);
      const point = traceNormFit(scores, sparse, lambda, { solver });
      expect(point.status).toBe('converged');
      for (const weight of column(point.weights, 1)) expect(Math.abs(weight)).toBeLessThan(1e-10);
    });

    it('takes scores whose columns are not orthogonal', () => {
      const lambda = 0.1 * traceNormLambdaMax(scores, responses);
      const whole = traceNormFit(design, responses, lambda, { solver, tolerance: 1e-10 });
      const reduced = traceNormFit(scores, responses, lambda, { solver, tolerance: 1e-10 });
      expect(Math.abs(whole.objective / reduced.objective - 1)).toBeLessThan(1e-10);
      const expanded = expand(reduced.weights).values;
      whole.weights.values.forEach((weight, k) => expect(weight).toBeCloseTo(expanded[k], 6));
    });

    it('ends when cancelled, and says so', () => {
      const options = { solver, tolerance: 1e-30, isCancelled: () => true };
      const points = Array.from(traceNormPath(scores, responses, options));
      expect(points.at(-1)?.status).toBe('cancelled');
      expect(points.length).toBeLessThan(3);
    });

    it('never calls a fit converged that missed its tolerance', () => {
      const lambda = 0.05 * traceNormLambdaMax(scores, responses);
      const options = { solver, tolerance: 1e-9, iterationLimit: 3 };
      const point = traceNormFit(scores, responses, lambda, options);
      expect(point.status).toBe('iterationLimit');
      expect(point.certificate).toBeGreaterThan(1e-9);
    });
  });

  it('gives the same path by both solvers', () => {
    const [first, second] = solvers.map((solver) =>
      Array.from(traceNormPath(scores, responses, { solver, lambdaCount: 6, tolerance: 1e-9 })),
    );
    first.forEach((point: TraceNormPoint, k) => {
      expect(Math.abs(point.objective / second[k].objective - 1)).toBeLessThan(1e-9);
      expect(point.rank).toBe(second[k].rank);
    });
  });

  it('gives least squares at lambda 0', () => {
    const point = traceNormFit(scores, responses, 0);
    expect(point.status).toBe('converged');
    const { gradient } = naive(design, responses, expand(point.weights), 1);
    for (const slope of gradient.values) expect(Math.abs(slope)).toBeLessThan(1e-7);
  });

  it('has a gradient that finite differences of the loss confirm', () => {
    const point = traceNormFit(scores, responses, 0.3 * traceNormLambdaMax(scores, responses));
    const weights = expand(point.weights);
    const { gradient } = naive(design, responses, weights, point.lambda);
    for (const k of [0, 7, 3 * columns + 2, 6 * columns - 1]) {
      const moved = (step: number): number => {
        const values = weights.values.map((weight, index) => (index === k ? weight + step : weight));
        return naive(design, responses, matrix(columns, 6, values), point.lambda).loss;
      };
      expect((moved(1e-4) - moved(-1e-4)) / 2e-4).toBeCloseTo(gradient.values[k], 5);
    }
  });
});

it.each([4, 0.1])('stays at zero where no task varies from %f', (value) => {
  const { design } = syntheticProblem(20, 10, 1);
  const { scores } = reduceDesign(design);
  const constant = matrix(20, 3, new Float64Array(60).fill(value));
  const point = traceNormFit(scores, constant, 1);
  expect(point).toMatchObject({ status: 'converged', rank: 0, certificate: 0 });
  expect(point.loss).toBeLessThan(1e-25);
});

it('treats duplicated features as one of sqrt(2) times the size', () => {
  const { design, responses } = syntheticProblem(30, 10, 4, 0.1);
  const doubled = matrix(30, 20, Float64Array.of(...design.values, ...design.values));
  const grown = matrix(
    30,
    10,
    design.values.map((value) => value * Math.SQRT2),
  );
  const lambda = 0.1 * traceNormLambdaMax(reduceDesign(grown).scores, responses);
  const [one, two] = [grown, doubled].map((x) =>
    traceNormFit(reduceDesign(x).scores, responses, lambda, { tolerance: 1e-10 }),
  );
  expect(Math.abs(one.objective / two.objective - 1)).toBeLessThan(1e-10);
});
