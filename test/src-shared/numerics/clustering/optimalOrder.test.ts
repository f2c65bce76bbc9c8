import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { agglomerate } from '#shared/numerics/clustering/agglomerate.ts';
import { neighbourSum, optimalOrder } from '#shared/numerics/clustering/optimalOrder.ts';
import { euclideanDistances } from '#shared/numerics/clustering/distances.ts';

/** Every order that a tree allows, by turning each of its merges. */
function allOrders(merges: readonly number[], node = merges.length / 2): number[][] {
  if (node < 0) return [[-node - 1]];
  const left = allOrders(merges, merges[2 * node - 2]);
  const right = allOrders(merges, merges[2 * node - 1]);
  return left.flatMap((first) =>
    right.flatMap((second) => [
      [...first, ...second],
      [...second, ...first],
    ]),
  );
}

const items = fc
  .array(fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 2, maxLength: 2 }), {
    minLength: 2,
    maxLength: 8,
  })
  .map((points) => ({ rows: 2, columns: points.length, values: Float64Array.from(points.flat()) }));

describe('the optimal order of leaves', () => {
  test('has the least sum of all orders that the tree allows', () => {
    fc.assert(
      fc.property(
        items,
        fc.constantFrom('average' as const, 'single' as const, 'wardD' as const),
        (points, linkage) => {
          const distances = euclideanDistances(points);
          const merges = [...agglomerate(distances.slice(), linkage).merges];
          const allowed = allOrders(merges);
          const order = [...optimalOrder(merges, distances)];
          expect(allowed).toContainEqual(order);
          const least = Math.min(...allowed.map((each) => neighbourSum(each, distances)));
          expect(neighbourSum(order, distances)).toBeCloseTo(least, 9);
        },
      ),
      { numRuns: 200 },
    );
  });

  test('of one item is that item', () => {
    expect([...optimalOrder([], new Float64Array(0))]).toEqual([0]);
  });

  test('ends when a step throws', () => {
    const stop = (): void => {
      throw new Error('stopped');
    };
    expect(() => optimalOrder([-1, -2], Float64Array.of(1), stop)).toThrow('stopped');
  });
});
