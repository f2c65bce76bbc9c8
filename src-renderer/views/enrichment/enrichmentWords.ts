import type { EnrichmentSummary, SetSummary } from '#shared/contract/enrichment.ts';
import type { EnrichSettings, WeightDirection } from '#shared/model/enrichment.ts';
import { formatCount, writePValue } from '../../ui/numbers.ts';

export const directionNames: Readonly<Record<WeightDirection, string>> = {
  positive: 'most positive weights',
  negative: 'most negative weights',
  absolute: 'largest weights of either sign',
};

const queryNouns = { drugs: 'drug', clusters: 'cluster', factors: 'factor' } as const;

export function queryNoun({ queries }: EnrichSettings): 'drug' | 'cluster' | 'factor' {
  return queryNouns[queries.kind];
}

/** For instance `top 100 genes, most positive weights`. */
export function describeQuery({ queries, top, direction }: EnrichSettings): string {
  return queries.kind === 'clusters'
    ? `gene clusters of “${queries.clustering}”`
    : `top ${formatCount(top)} genes, ${directionNames[direction]}`;
}

const setCalledEnriched = 0.05;

/** What the heatmap shows above all. */
export function heatmapFinding({ sets, card }: EnrichmentSummary, shown: readonly SetSummary[]): string {
  const enriched = sets.filter(({ leastQ }) => leastQ < setCalledEnriched).length;
  const best = shown.toSorted((a, b) => a.leastP - b.leastP).at(0);
  if (best === undefined) return 'No set is shown';
  const name = best.description === '' ? best.name : best.description;
  const words = `${name} in ${best.bestQuery}, P = ${writePValue(best.leastP)}`;
  return enriched === 0
    ? `“${card.settings.model}”: no set is enriched at q < 0.05; best ${words}`
    : `“${card.settings.model}”: ${formatCount(enriched)} of ${formatCount(sets.length)} sets enriched at q < 0.05; best ${words}`;
}
