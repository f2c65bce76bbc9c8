import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { column, matrix } from '#shared/numerics/linalg/matrix.ts';
import type { Matrix } from '#shared/numerics/linalg/matrix.ts';
import { elasticNetPath } from '#shared/numerics/paths/elasticNetPath.ts';
import { elasticNetPaths } from '#shared/numerics/paths/elasticNetPaths.ts';
import type { ElasticNetPoint, ElasticNetTask } from '#shared/numerics/paths/elasticNetPaths.ts';
import { syntheticProblem } from '../../../fixtures/syntheticDesign.ts';

/**
 * How far a point is from optimal, by the definition alone: the smaller of the duality gap with sqrt(n l2) I below the
 * design and Fenchel's, feature by feature, which a weight of l2 > 0 makes finite.
 */
function trueGap(design: Matrix, { response, l1Ratio }: ElasticNetTask, point: ElasticNetPoint): number {
  const n = design.rows;
  const [l1, l2] = [point.lambda * l1Ratio, point.lambda * (1 - l1Ratio)];
  const weights = new Float64Array(design.columns);
  point.features.forEach((feature, k) => (weights[feature] = point.weights[k]));
  const mean = response.reduce((sum, y) => sum + y, 0) / n;
  const residual = response.map((y) => y - mean);
  weights.forEach((w, j) => column(design, j).forEach((x, i) => (residual[i] -= w * x)));
  const squares = (values: Float64Array): number => values.reduce((sum, value) => sum + value * value, 0);
  const correlations = weights.map((_, j) =>
    column(design, j).reduce((sum, x, i) => sum + x * residual[i], 0),
  );
  const scores = correlations.map((correlation, j) => correlation - n * l2 * weights[j]);
  const largest = scores.reduce((most, score) => Math.max(most, Math.abs(score)), 0);
  const scale = largest > n * l1 ? (n * l1) / largest : 1;
  const augmented = squares(residual) + n * l2 * squares(weights);
  const absolute = weights.reduce((sum, w) => sum + Math.abs(w), 0);
  const product = response.reduce((sum, y, i) => sum + (y - mean) * residual[i], 0);
  const scaledGap = augmented / 2 + n * l1 * absolute - scale * product + (scale ** 2 * augmented) / 2;
  const smoothGap = correlations.reduce((sum, correlation, j) => {
    const excess = Math.max(Math.abs(correlation) - n * l1, 0);
    const paid = (l2 / 2) * weights[j] ** 2 * n + n * l1 * Math.abs(weights[j]) - weights[j] * correlation;
    return sum + paid + excess ** 2 / (2 * n * l2);
  }, 0);
  const total = squares(response.map((y) => y - mean));
  return total === 0 ? 0 : Math.min(scaledGap, l2 > 0 ? smoothGap : Infinity) / (total / 2);
}

/** Design with copies of a column, a constant one and a nearly constant one among the others. */
function awkwardDesign(rows: number, columns: number, seed: number): { design: Matrix; responses: Matrix } {
  const { design, responses } = syntheticProblem(rows, columns, 3, 0, seed);
  if (columns > 4) {
    column(design, 1).set(column(design, 0));
    column(design, 2).fill(0);
    column(design, 3).set(column(design, 3).map((value) => 1e-6 * value));
  }
  return { design, responses };
}

function tasksOf(responses: Matrix, l1Ratios: readonly number[], minimumFraction = 0.02): ElasticNetTask[] {
  return l1Ratios.map((l1Ratio, task) => ({
    response: column(responses, task % responses.columns),
    l1Ratio,
    lambdaCount: 12,
    minimumFraction,
  }));
}

describe('elastic-net paths in a batch', () => {
  it('are optimal by the definition for any shape', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 3, max: 45 }),
        fc.integer({ min: 1, max: 120 }),
        fc.array(fc.constantFrom(1, 0.9, 0.5, 0.1, 0.01), { minLength: 1, maxLength: 4 }),
        fc.constantFrom(0.02, 0.001),
        fc.integer({ min: 1, max: 1000 }),
        (rows, columns, l1Ratios, minimumFraction, seed) => {
          const { design, responses } = awkwardDesign(rows, columns, seed);
          const tasks = tasksOf(responses, l1Ratios, minimumFraction);
          let points = 0;
          for (const point of elasticNetPaths(design, tasks)) {
            points += 1;
            expect(point.status).toBe('converged');
            expect(point.gap).toBeLessThanOrEqual(1e-7);
            expect(trueGap(design, tasks[point.task], point)).toBeLessThan(1.01e-7);
          }
          expect(points).toBe(12 * tasks.length);
        },
      ),
      {
        numRuns: 150,
        // Exchanges of dependent columns away from the optimum once let weights grow without end on these.
        examples: [
          [15, 15, [1, 1], 0.02, 995],
          [28, 7, [1], 0.02, 303],
          [25, 6, [1], 0.001, 302],
        ],
      },
    );
  });

  it('equal the paths alone, whatever runs beside them', () => {
    const { design, responses } = awkwardDesign(40, 300, 5);
    const tasks = tasksOf(
      responses,
      Array.from({ length: 25 }, (_, k) => [1, 0.5, 0.1][k % 3]),
    );
    const together = tasks.map((): ElasticNetPoint[] => []);
    for (const point of elasticNetPaths(design, tasks)) together[point.task].push(point);
    tasks.forEach((task, index) => {
      const alone = [...elasticNetPaths(design, [task])];
      expect(together[index].map((point) => ({ ...point, task: 0 }))).toEqual(alone);
    });
  });

  it('take ridge and lambda 0 among the others', () => {
    const { design, responses } = syntheticProblem(12, 30, 1);
    const response = column(responses, 0);
    const lambdas = Float64Array.of(0.5, 0.1, 0);
    const tasks = [0, 0.5].map((l1Ratio) => ({ response, l1Ratio, lambdas }));
    const points = [...elasticNetPaths(design, tasks)];
    for (const [task, { l1Ratio }] of tasks.entries()) {
      const alone = Array.from(elasticNetPath(design, response, { l1Ratio, lambdas }), (point) =>
        point.weights.slice(),
      );
      const own = points.filter((point) => point.task === task);
      expect(own.map(({ step }) => step)).toEqual([0, 1, 2]);
      own.forEach((point, step) => {
        const weights = new Float64Array(30);
        point.features.forEach((feature, k) => (weights[feature] = point.weights[k]));
        expect(weights).toEqual(alone[step]);
      });
    }
  });

  it('have a loss that falls and a penalty that rises along the path', () => {
    const { design, responses } = syntheticProblem(30, 80, 1);
    for (const l1Ratio of [1, 0.5, 0.1]) {
      let [lastLoss, lastPenalty] = [Infinity, -1];
      for (const { weights, lambda, objective } of elasticNetPaths(
        design,
        [{ response: column(responses, 0), l1Ratio }],
        { tolerance: 1e-12 },
      )) {
        const penalty = weights.reduce(
          (sum, w) => sum + ((1 - l1Ratio) / 2) * w * w + l1Ratio * Math.abs(w),
          0,
        );
        const loss = objective - lambda * penalty;
        expect(loss).toBeLessThanOrEqual(lastLoss * (1 + 1e-9));
        expect(penalty).toBeGreaterThanOrEqual(lastPenalty * (1 - 1e-9));
        [lastLoss, lastPenalty] = [loss, penalty];
      }
    }
  });

  it('do not depend on the scale of features and response', () => {
    const { design, responses } = syntheticProblem(25, 60, 1);
    const response = column(responses, 0);
    for (const [featureScale, responseScale] of [
      [1e-30, 1e25],
      [1e20, 1e-40],
    ]) {
      const scaled = matrix(
        25,
        60,
        design.values.map((value) => featureScale * value),
      );
      const tasks = [{ response, l1Ratio: 1, lambdaCount: 20 }];
      const own = [...elasticNetPaths(design, tasks)];
      const others = [
        ...elasticNetPaths(scaled, [
          { ...tasks[0], response: response.map((value) => responseScale * value) },
        ]),
      ];
      others.forEach((point, step) => {
        expect(point.status).toBe('converged');
        expect([...point.features]).toEqual([...own[step].features]);
        point.weights.forEach((weight, k) =>
          expect((weight * featureScale) / responseScale / own[step].weights[k]).toBeCloseTo(1, 5),
        );
      });
    }
  });

  it('end when cancelled, each with its last point', () => {
    const { design, responses } = syntheticProblem(30, 200, 2);
    let asked = 0;
    const limits = { tolerance: 1e-30, isCancelled: () => ++asked > 10 };
    const points = [...elasticNetPaths(design, tasksOf(responses, [1, 0.5, 0.1]), limits)];
    expect(points.length).toBeLessThan(36);
    for (const task of [0, 1, 2]) {
      expect(points.filter((point) => point.task === task).at(-1)?.status).toBe('cancelled');
    }
  });

  it('give back their memory when they are left early', () => {
    const { design, responses } = syntheticProblem(30, 200, 2);
    const tasks = tasksOf(responses, [1, 0.5]);
    const firstOf = (): ElasticNetPoint | undefined => {
      for (const point of elasticNetPaths(design, tasks)) return point;
      return undefined;
    };
    expect(firstOf()?.step).toBe(0);
    expect([...elasticNetPaths(design, tasks)]).toHaveLength(24);
  });
});
