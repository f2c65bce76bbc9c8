import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clusterCountAt, cutTree } from '#shared/numerics/clustering/cutTree.ts';
import { adjustedRandIndex } from '#shared/numerics/clustering/randIndex.ts';

/** Joins 2 and 4, then 1 and 5, then 3 to the former, then both. */
const merges = [-2, -4, -1, -5, -3, 1, 2, 3];
const heights = [1, 2, 2, 5];

describe('a cut', () => {
  test('numbers clusters in the order of their first items', () => {
    expect([...cutTree(merges, 5)]).toEqual([1, 2, 3, 4, 5]);
    expect([...cutTree(merges, 4)]).toEqual([1, 2, 3, 2, 4]);
    expect([...cutTree(merges, 3)]).toEqual([1, 2, 3, 2, 1]);
    expect([...cutTree(merges, 2)]).toEqual([1, 2, 2, 2, 1]);
    expect([...cutTree(merges, 1)]).toEqual([1, 1, 1, 1, 1]);
  });

  test('at a height does the merges up to it', () => {
    expect([0, 1, 1.5, 2, 4.9, 5].map((height) => clusterCountAt(heights, height))).toEqual([
      5, 4, 4, 2, 2, 1,
    ]);
  });

  test.each([0, 6, 1.5])('into %s clusters is refused', (k) => {
    expect(() => cutTree(merges, k)).toThrow('clusters of 5 items');
  });
});

/** The index by its definition, pair by pair. */
function pairByPair(first: number[], second: number[]): number {
  let both = 0;
  let inFirst = 0;
  let inSecond = 0;
  let all = 0;
  for (let i = 0; i < first.length; i++) {
    for (let j = i + 1; j < first.length; j++) {
      const [a, b] = [first[i] === first[j], second[i] === second[j]];
      all += 1;
      if (a) inFirst += 1;
      if (b) inSecond += 1;
      if (a && b) both += 1;
    }
  }
  const expected = (inFirst * inSecond) / all;
  return (both - expected) / ((inFirst + inSecond) / 2 - expected);
}

describe('the adjusted Rand index', () => {
  test('is that of its definition, pair by pair', () => {
    const label = fc.integer({ min: 0, max: 4 });
    fc.assert(
      fc.property(fc.array(fc.tuple(label, label), { minLength: 2, maxLength: 30 }), (pairs) => {
        const first = pairs.map(([a]) => a);
        const second = pairs.map(([, b]) => b);
        const expected = pairByPair(first, second);
        if (Number.isNaN(expected)) expect(adjustedRandIndex(first, second)).toBeNaN();
        else expect(adjustedRandIndex(first, second)).toBeCloseTo(expected, 12);
      }),
    );
  });

  test('is 1 for the same partition under other numbers, and not defined for one item', () => {
    expect(adjustedRandIndex([1, 1, 2, 3], [7, 7, 5, 6])).toBe(1);
    expect(adjustedRandIndex([1], [1])).toBeNaN();
  });
});
