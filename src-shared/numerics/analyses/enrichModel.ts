import type { EnrichSettings, Enrichment, GeneMatching } from '../../model/enrichment.ts';
import type { UnitContext } from '../../model/job.ts';
import { rankGenes } from '../enrichment/topGenes.ts';
import type { GenesOfFeatures } from '../enrichment/topGenes.ts';
import { column } from '../linalg/matrix.ts';
import { enrich } from './enrich.ts';
import type { PlacedQuery, PlacedSet } from './enrich.ts';
import { topGenes } from './rankedWeights.ts';
import type { RankingWeights } from './rankedWeights.ts';
import { factorsOf } from './structure/modelFigures.ts';
import type { ModelShown } from './structure/modelFigures.ts';

/** Where the genes to look for come from. */
export type QuerySource =
  /** Lists that are there. */
  | { kind: 'given'; queries: PlacedQuery[] }
  /** The strongest genes of drugs, by the places of these in the weights. */
  | {
      kind: 'drugs';
      ranking: RankingWeights;
      of: GenesOfFeatures;
      drugs: { name: string; place: number; targets: number[] }[];
    }
  /** The strongest genes of the latent factors, by loading. */
  | { kind: 'factors'; shown: ModelShown; of: GenesOfFeatures; factorCount: number };

export interface EnrichQuestion {
  settings: EnrichSettings;
  /** The modelled genes, each once. */
  genes: readonly string[];
  sets: readonly PlacedSet[];
  matching: GeneMatching;
  queries: QuerySource;
}

/** The enrichment of a model's drugs, clusters or factors (methods 11). @throws TracewiseError `cancelled` */
export function enrichModel({ queries, ...problem }: EnrichQuestion, context: UnitContext): Enrichment {
  return enrich({ ...problem, queries: queriesOf(queries, problem.settings, context) });
}

function queriesOf(
  source: QuerySource,
  { top, direction }: EnrichSettings,
  context: UnitContext,
): readonly PlacedQuery[] {
  switch (source.kind) {
    case 'given':
      return source.queries;
    case 'drugs':
      return source.drugs.map(({ name, place, targets }) => ({
        name,
        targets,
        genes: topGenes(source.ranking, source.of, { drug: place, direction, count: top }),
      }));
    case 'factors': {
      const { features } = factorsOf(source.shown, context);
      const count = Math.min(source.factorCount, features.columns);
      return Array.from({ length: count }, (_, factor) => ({
        name: `factor ${factor + 1}`,
        genes: rankGenes(column(features, factor), source.of, direction, top).map(({ gene }) => gene),
      }));
    }
  }
}
