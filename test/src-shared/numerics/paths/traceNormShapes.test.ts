import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { column, matrix, type Matrix } from '#shared/numerics/linalg/matrix.ts';
import { traceNormPath, type TraceNormPoint } from '#shared/numerics/paths/traceNormPath.ts';
import { reduceDesign } from '#shared/numerics/solvers/reduction.ts';
import { syntheticProblem, unitDesign } from '../../../fixtures/syntheticDesign.ts';
import { seed } from '../../../support/arbitraries.ts';
import { naiveTraceNorm } from '../../../support/naiveTraceNorm.ts';

const solvers = ['proximal-gradient', 'admm'] as const;
const tolerance = 1e-7;

/** Points of a short path by one solver, each checked against the definition in the full feature space. */
function certifiedPath(
  design: Matrix,
  responses: Matrix,
  solver: (typeof solvers)[number],
): TraceNormPoint[] {
  const { scores, expand } = reduceDesign(design);
  const points = [
    ...traceNormPath(scores, responses, { solver, tolerance, lambdaCount: 6, minimumFraction: 0.05 }),
  ];
  for (const point of points) {
    expect(point.status).toBe('converged');
    const naive = naiveTraceNorm(design, responses, expand(point.weights), point.lambda);
    expect(Math.abs(naive.objective / point.objective - 1)).toBeLessThan(1e-9);
    expect(naive.certificate).toBeLessThan(tolerance + 1e-8);
    expect(Math.abs(naive.certificate - point.certificate)).toBeLessThan(1e-8);
  }
  return points;
}

function expectSamePath(design: Matrix, responses: Matrix): void {
  const [first, second] = solvers.map((solver) => certifiedPath(design, responses, solver));
  first.forEach(({ objective }, k) => {
    expect(Math.abs(objective / second[k].objective - 1)).toBeLessThan(10 * tolerance);
  });
}

describe('the trace norm, whatever the shape', () => {
  it('is certified by the definition, by both solvers alike', () => {
    const shape = fc.record({
      rows: fc.integer({ min: 4, max: 24 }),
      columns: fc.integer({ min: 1, max: 40 }),
      tasks: fc.integer({ min: 1, max: 40 }),
      missing: fc.constantFrom(0, 0.2, 0.5),
      start: seed,
    });
    const check = fc.property(shape, ({ rows, columns, tasks, missing, start }) => {
      const { design, responses } = syntheticProblem(rows, columns, tasks, missing, start);
      expectSamePath(design, responses);
    });
    fc.assert(check, { numRuns: 40 });
  });

  it('takes tasks without any value, features that are constant, and a design of rank 1', () => {
    const { design, responses } = syntheticProblem(20, 8, 5, 0.3, 4);
    column(responses, 1).fill(NaN);
    column(design, 2).fill(0);
    expectSamePath(design, responses);
    const rankOne = matrix(20, 8);
    for (let j = 0; j < 8; j++) column(rankOne, j).set(column(design, 0).map((value) => (j + 1) * value));
    expectSamePath(unitDesign(rankOne), responses);
  });
});

describe('along the lambdas', () => {
  it('loss never rises, trace norm never falls, and the least objective is concave in lambda', () => {
    const check = fc.property(seed, fc.constantFrom(...solvers), (start, solver) => {
      const { design, responses } = syntheticProblem(18, 30, 7, 0.3, start);
      const { scores } = reduceDesign(design);
      const points = [...traceNormPath(scores, responses, { solver, tolerance, lambdaCount: 12 })];
      const slack = 1e-5 * points[0].objective;
      for (let k = 1; k < points.length; k++) {
        expect(points[k].loss).toBeLessThan(points[k - 1].loss + slack);
        expect(points[k].traceNorm).toBeGreaterThan(points[k - 1].traceNorm * (1 - 1e-5));
        expect(points[k].objective).toBeLessThan(points[k - 1].objective + slack);
        const chord =
          points[k - 1].objective + (points[k].lambda - points[k - 1].lambda) * points[k - 1].traceNorm;
        expect(points[k].objective).toBeLessThan(chord + slack);
      }
    });
    fc.assert(check, { numRuns: 12 });
  });
});
