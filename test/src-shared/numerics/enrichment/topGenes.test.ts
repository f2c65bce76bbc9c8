import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rankGenes, scoreGenes } from '#shared/numerics/enrichment/topGenes.ts';

const scores = Float64Array.of(0.5, -2, 0.1, 3, 0, -0.5);
const genes = { geneOfFeature: Int32Array.of(0, 1, 1, 2, 3, 0), geneCount: 4 };

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
  const directions = fc.constantFrom('positive' as const, 'negative' as const);
  fc.assert(
    fc.property(weighed, directions, fc.integer({ min: 1, max: 7 }), (pairs, direction, count) => {
      const sign = direction === 'positive' ? 1 : -1;
      const expected = pairs
        .map(([score, gene], feature) => ({ score, gene, feature }))
        .filter(({ score }) => sign * score > 0)
        .sort((a, b) => sign * (b.score - a.score) || a.feature - b.feature)
        .filter(({ gene }, place, all) => all.findIndex((other) => other.gene === gene) === place);
      const found = rankGenes(
        Float64Array.from(pairs, ([score]) => score),
        { geneOfFeature: Int32Array.from(pairs, ([, gene]) => gene), geneCount: 6 },
        direction,
        count,
      );
      const all = expected.map(({ gene, feature, score }) => ({ gene, feature, score }));
      expect(found).toEqual(all.slice(0, count));
    }),
  );
});

test('every gene has one score, that of its strongest feature of either sign, and 0 without a weight', () => {
  expect(scoreGenes(scores, genes)).toEqual([
    { gene: 2, score: 3 },
    { gene: 0, score: 0.5 },
    { gene: 3, score: 0 },
    { gene: 1, score: -2 },
  ]);
});
