import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EnrichSettings } from '#shared/model/enrichment.ts';
import { enrich, sharedGenes, testQueries } from '#shared/numerics/analyses/enrich.ts';
import { modelledGenes, rankedWeights } from '#shared/numerics/analyses/rankedWeights.ts';
import { hypergeometricUpperTail } from '#shared/numerics/enrichment/hypergeometric.ts';
import { falseDiscoveryRates } from '#shared/numerics/statistics/falseDiscovery.ts';
import { goldenPanel, goldenPanelNames, records } from '../../../fixtures/goldenPanel.ts';
import { fittedModel } from '../../../support/results.ts';
import { fixtureLines } from '../../../support/table.ts';

const settings: EnrichSettings = {
  model: 'm',
  sets: { name: 'sets.gmt', date: '2022-07-01', sha256: 'ab' },
  queries: { kind: 'drugs' },
  top: 20,
  direction: 'positive',
};
const matching = { writtenCount: 0, exactCount: 0, aliasCount: 0, unmatched: [] };

describe.each(goldenPanelNames)('the reference enrichment of %s', (panelName) => {
  const panel = goldenPanel(panelName);
  const weights = panel.matrix('trace_norm_weights_at_0.1.tsv');
  const features = panel.featureNames.map((gene) => ({ block: 'features', gene }));
  const model = fittedModel({ weights: weights.values, drugs: panel.taskNames, scale: 'none' });
  const top = panelName === 'panel-a' ? 20 : 10;
  const { genes } = modelledGenes(features);
  const sets = fixtureLines(`goldens/${panelName}/sets.gmt`).map((line) => {
    const [name, description, ...written] = line.split('\t');
    return { name, description, members: written.map((gene) => genes.indexOf(gene)) };
  });
  const drug = panel.taskNames.indexOf('drug-02');
  const ranked = rankedWeights(model, features, { drug, direction: 'positive', count: top });
  const query = { name: 'drug-02', genes: ranked.map(({ gene }) => genes.indexOf(gene)) };
  const found = enrich({ settings: { ...settings, top }, genes, sets, matching, queries: [query] });
  const expected = records(panel.table('enrichment_drug-02_positive_top.tsv'));

  test('counts are the same', () => {
    expect(found.sets.map(({ name }) => name)).toEqual(expected.map((row) => row['set']));
    expect(found.sets.map(({ size }) => size)).toEqual(expected.map((row) => Number(row['set_size'])));
    expect(found.universeSize).toBe(Number(expected[0]['universe_size']));
    expect(found.queries[0].genes).toHaveLength(Number(expected[0]['query_size']));
    expect(found.queries[0].takenCount).toBe(top);
  });

  test('P and q agree to 1e-10', () => {
    const [{ overlaps, pValues, qValues }] = testQueries(found);
    expected.forEach((row, set) => {
      expect(overlaps[set]).toBe(Number(row['overlap']));
      expect(Math.abs(pValues[set] / Number(row['p_value']) - 1)).toBeLessThan(1e-10);
      expect(Math.abs(qValues[set] / Number(row['bh_adjusted']) - 1)).toBeLessThan(1e-10);
      expect(sharedGenes(found, found.queries[0])[set]).toHaveLength(overlaps[set]);
    });
  });
});

test('what the sets and queries share is what plain sets share', () => {
  const places = fc.uniqueArray(fc.integer({ min: 0, max: 14 }));
  fc.assert(
    fc.property(fc.array(places, { minLength: 1, maxLength: 8 }), fc.array(places), (sets, queries) => {
      const genes = Array.from({ length: 15 }, (_, gene) => `g${gene}`);
      const found = enrich({
        settings,
        genes,
        matching,
        sets: sets.map((members, set) => ({ name: `s${set}`, description: '', members })),
        queries: queries.map((of, query) => ({ name: `q${query}`, genes: of })),
      });
      const tested = sets.filter((members) => members.length > 0);
      const universe = new Set(tested.flat());
      expect(found.universeSize).toBe(universe.size);
      const tests = testQueries(found);
      queries.forEach((of, query) => {
        const cut = of.filter((gene) => universe.has(gene));
        const shared = tested.map((members) => cut.filter((gene) => members.includes(gene)));
        expect([...tests[query].overlaps]).toEqual(shared.map(({ length }) => length));
        shared.forEach((both, set) => {
          expect(sharedGenes(found, found.queries[query])[set]).toEqual(both.map((gene) => `g${gene}`));
        });
        const pValues = tested.map((members, set) =>
          hypergeometricUpperTail(shared[set].length, {
            universeSize: universe.size,
            setSize: members.length,
            querySize: cut.length,
          }),
        );
        expect([...tests[query].pValues]).toEqual(pValues);
        expect([...tests[query].qValues]).toEqual([...falseDiscoveryRates(pValues)]);
      });
    }),
  );
});

test('under unit scale genes are ranked by weight x deviation, under none by weight, and blocks count together', () => {
  const features = [
    { block: 'expression', gene: 'A' },
    { block: 'expression', gene: 'B' },
    { block: 'copy-number', gene: 'A' },
  ];
  const of = (scale: 'unit' | 'none') => {
    const model = fittedModel({
      weights: Float64Array.of(1, 2, 0.5),
      deviations: Float64Array.of(1, 3, 10),
      drugs: ['D'],
      scale,
    });
    return rankedWeights(model, features, { drug: 0, direction: 'positive' }).map(
      ({ gene, block, score }) => [gene, block, score],
    );
  };
  expect(of('unit')).toEqual([
    ['B', 'expression', 6],
    ['A', 'copy-number', 5],
  ]);
  expect(of('none')).toEqual([
    ['B', 'expression', 2],
    ['A', 'expression', 1],
  ]);
});
