import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rankGenes } from '#shared/numerics/enrichment/topGenes.ts';

const scores = Float64Array.of(0.5, -2, 0.1, 3, 0, -0.5);
const genes = Int32Array.of(0, 1, 1, 2, 3, 0);

test('a gene counts once, by its strongest feature in the direction', () => {
  const of = (direction: 'positive' | 'negative' | 'absolute') =>
    rankGenes(scores, genes, direction).map(({ gene, feature }) => [gene, feature]);
  expect(of('positive')).toEqual([
    [2, 3],
    [0, 0],
    [1, 2],
  ]);
  expect(of('negative')).toEqual([
    [1, 1],
    [0, 5],
  ]);
  expect(of('absolute')).toEqual([
    [2, 3],
    [1, 1],
    [0, 0],
  ]);
});

test('the order is by strength, then by feature, and holds every gene with a weight', () => {
  const weighed = fc.array(fc.tuple(fc.integer({ min: -3, max: 3 }), fc.integer({ min: 0, max: 5 })));
  fc.assert(
    fc.property(weighed, fc.constantFrom('positive' as const, 'negative' as const), (pairs, direction) => {
      const sign = direction === 'positive' ? 1 : -1;
      const expected = pairs
        .map(([score, gene], feature) => ({ score, gene, feature }))
        .filter(({ score }) => sign * score > 0)
        .sort((a, b) => sign * (b.score - a.score) || a.feature - b.feature)
        .filter(({ gene }, place, all) => all.findIndex((other) => other.gene === gene) === place);
      const found = rankGenes(
        Float64Array.from(pairs, ([score]) => score),
        Int32Array.from(pairs, ([, gene]) => gene),
        direction,
      );
      expect(found).toEqual(expected.map(({ gene, feature, score }) => ({ gene, feature, score })));
    }),
  );
});
