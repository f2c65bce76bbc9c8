import { expect, test } from 'vitest';
import type { EnrichmentSummary, SetSummary } from '#shared/contract/enrichment.ts';
import type { EnrichSettings } from '#shared/model/enrichment.ts';
import { describeQuery, heatmapFinding, queryNoun } from '#renderer/views/enrichment/enrichmentWords.ts';

const settings: EnrichSettings = {
  model: 'first',
  sets: { name: 'go-bp', date: '2022-07-01', sha256: 'ab' },
  queries: { kind: 'drugs' },
  top: 100,
  direction: 'negative',
};

function summaryOf(sets: SetSummary[]): EnrichmentSummary {
  const origin = { datasetHash: 'h', seed: 1, version: '1', createdAt: '2026-01-01' };
  const card = { name: 'e', datasetName: 'd', ...origin, settings, modelIsThere: true };
  const matching = { writtenCount: 1, exactCount: 1, aliasCount: 0, unmatchedCount: 0 };
  return { card, universeSize: 9, sets, queries: [], matching, warnings: [] };
}

test('what was asked about reads as a sentence', () => {
  expect(describeQuery(settings)).toBe('top 100 genes, most negative weights');
  expect(describeQuery({ ...settings, queries: { kind: 'clusters', clustering: 'c' } })).toBe(
    'gene clusters of “c”',
  );
  expect(queryNoun({ ...settings, queries: { kind: 'factors', factorCount: 2 } })).toBe('factor');
});

test('the title says what was found, also when that is nothing', () => {
  const best = { name: 'GO:1', description: 'Ras', size: 3, leastP: 1e-9, leastQ: 1e-5, bestQuery: 'D' };
  const weak = { ...best, name: 'GO:2', description: '', leastP: 0.2, leastQ: 1 };
  expect(heatmapFinding(summaryOf([best, weak]), [weak, best])).toMatch(
    /^“first”: 1 of 2 sets enriched at q < 0.05; best Ras in D, P = 1\.0/,
  );
  expect(heatmapFinding(summaryOf([weak]), [weak])).toContain(
    'no set is enriched at q < 0.05; best GO:2 in D',
  );
  expect(heatmapFinding(summaryOf([weak]), [])).toBe('No set is shown');
});
