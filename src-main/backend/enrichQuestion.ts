import { createHash } from 'node:crypto';
import type { Clustering } from '#shared/model/clustering.ts';
import type { EnrichSettings, GeneSet } from '#shared/model/enrichment.ts';
import { TracewiseError } from '#shared/model/errors.ts';
import type { Drug } from '#shared/model/dataset.ts';
import { matchGenes } from '#shared/names/matchGenes.ts';
import type { GeneNames } from '#shared/names/geneNames.ts';
import type { PlacedQuery } from '#shared/numerics/analyses/enrich.ts';
import type { EnrichQuestion, QuerySource } from '#shared/numerics/analyses/enrichModel.ts';
import { modelledGenes } from '#shared/numerics/analyses/rankedWeights.ts';
import type { ModelledGenes } from '#shared/numerics/analyses/rankedWeights.ts';
import { drugPlaces } from '#shared/numerics/analyses/structure/clusterModel.ts';
import { namesOf } from '#main/jobs/derivations.ts';
import type { ModelSource } from '#main/jobs/modelSource.ts';
import type { ProjectStore } from '#main/store/projectFile.ts';
import { placeSets } from './geneSetCatalogue.ts';

/** What an enrichment starts from besides its model. */
export interface EnrichBasis {
  settings: EnrichSettings;
  sets: readonly GeneSet[];
  names: GeneNames;
  /** Of gene clusters. */
  clustering?: Clustering;
}

/**
 * The stored clustering that an enrichment is of; `undefined` for one of drugs or factors.
 * @throws TracewiseError `not-found`; `invalid-setting` for a clustering of drugs, or of another model
 */
export function clusteringOf(
  store: ProjectStore,
  { queries, model }: EnrichSettings,
): Clustering | undefined {
  if (queries.kind !== 'clusters') return undefined;
  const { clustering } = store.loadClustering(queries.clustering);
  if (clustering.settings.of === 'features' && clustering.settings.model === model) return clustering;
  throw new TracewiseError('invalid-setting', `"${queries.clustering}" has no gene clusters of "${model}"`, {
    found: `a clustering of the ${clustering.settings.of} of "${clustering.settings.model}"`,
    expected: `one of the features of "${model}"`,
  });
}

/** Tells clusterings of the same name apart. */
export function basisHash({ clustering }: Pick<EnrichBasis, 'clustering'>): string {
  if (clustering === undefined) return '';
  const content = JSON.stringify([clustering.tree.items, clustering.clusters]);
  return createHash('sha256').update(content).digest('hex');
}

/** What is asked of a model: with clusters, the universe is what was clustered. */
export function enrichQuestion(source: ModelSource, basis: EnrichBasis): EnrichQuestion {
  const { settings, sets, names, clustering } = basis;
  if (clustering !== undefined) return clusterQuestion(source, { ...basis, clustering });
  const modelled = modelledGenes(source.features);
  const { placed, matching } = placeSets(sets, modelled.genes, names);
  return {
    settings,
    genes: modelled.genes,
    sets: placed,
    matching,
    queries: querySource(source, modelled, basis),
  };
}

function querySource(
  source: ModelSource,
  of: ModelledGenes,
  { settings: { queries, model }, names }: EnrichBasis,
): QuerySource {
  const { fitted, drugs } = source;
  const { geneOfFeature, geneCount } = of;
  const genesOf = { geneOfFeature, geneCount };
  if (queries.kind === 'factors') {
    const shown = { fitted, scale: 'fitted' as const, drugs, drugPlaces: Int32Array.from(drugs.keys()) };
    return { kind: 'factors', shown, of: genesOf, factorCount: queries.factorCount };
  }
  const wanted = queries.kind === 'drugs' ? queries.drugs : undefined;
  const places = drugPlaces(drugs, wanted, model);
  const targets = targetPlaces(drugs, of.genes, names);
  return {
    kind: 'drugs',
    ranking: { weights: fitted.weights.values, factors: fitted.featureDivisors },
    of: genesOf,
    drugs: Array.from(places, (place) => ({ name: drugs[place].name, place, targets: targets[place] })),
  };
}

/** Per drug the places of the genes that its target names, for instance `MAP2K1, MAP2K2`. */
function targetPlaces(drugs: readonly Drug[], genes: readonly string[], names: GeneNames): number[][] {
  const written = drugs.map(({ target = '' }) => target.split(/[,;/|+]|\sand\s/).map((part) => part.trim()));
  const { places } = matchGenes([...new Set(written.flat())], genes, names);
  return written.map((parts) => [
    ...new Set(parts.map((part) => places.get(part)).filter((place) => place !== undefined)),
  ]);
}

function clusterQuestion(
  { features }: ModelSource,
  { settings, sets, names, clustering }: EnrichBasis & { clustering: Clustering },
): EnrichQuestion {
  const { tree, clusters, k } = clustering;
  const featureOf = new Map(namesOf(features).map((name, place) => [name, features[place]]));
  const clustered = tree.items.map((item) => featureOf.get(item)).filter((feature) => feature !== undefined);
  const { genes, geneOfFeature } = modelledGenes(clustered);
  const { placed, matching } = placeSets(sets, genes, names);
  const queries: PlacedQuery[] = Array.from({ length: k }, (_, cluster) => {
    const own = geneOfFeature.filter((_gene, item) => clusters[item] === cluster + 1);
    return { name: `cluster ${cluster + 1}`, genes: [...new Set(own)] };
  });
  return { settings, genes, sets: placed, matching, queries: { kind: 'given', queries } };
}
