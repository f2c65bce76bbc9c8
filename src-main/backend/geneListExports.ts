import { defaultTopCount } from '#shared/model/enrichment.ts';
import type { Enrichment } from '#shared/model/enrichment.ts';
import { TracewiseError } from '#shared/model/errors.ts';
import { sharedGenes } from '#shared/numerics/analyses/enrich.ts';
import { modelledGenes } from '#shared/numerics/analyses/rankedWeights.ts';
import { enrichmentTable } from '#main/exporters/enrichmentTable.ts';
import type { EnrichmentRow } from '#main/exporters/enrichmentTable.ts';
import { plainList, rankedList, setLines } from '#main/exporters/geneLists/formats.ts';
import { toolNames } from '#main/exporters/geneLists/formats.ts';
import type { NamedList } from '#main/exporters/geneLists/formats.ts';
import { namesOf } from '#main/jobs/derivations.ts';
import type { ProjectStore } from '#main/store/projectFile.ts';
import { setsByP, tested } from './enrichmentView.ts';
import type { ExportRequest } from './exportRequest.ts';
import { listContent, modelWithFeatures } from './geneLists.ts';

/** What is written in the format of another tool rather than as a table: no header stands above it. */
export type GeneListKind = 'top-genes' | 'universe' | 'ranked-list' | 'gmt';

/** @throws TracewiseError `not-found`; `invalid-setting` when a drug must be named */
export function geneListExport(
  store: ProjectStore,
  what: GeneListKind,
  request: ExportRequest,
): Iterable<string> {
  switch (what) {
    case 'top-genes':
      return plainList(contentOf(store, request, 'one').genesOf(0).top);
    case 'ranked-list':
      return rankedList(contentOf(store, request, 'one').genesOf(0).ranking);
    case 'universe':
      return plainList(modelledGenes(modelWithFeatures(store, request.of).features).genes);
    case 'gmt':
      return setLines(setsOf(store, request));
  }
}

/** A row per drug, cluster or factor and set, least P first. */
export function enrichmentExport(store: ProjectStore, { of, drug }: ExportRequest): Iterable<string> {
  const { enrichment } = store.loadEnrichment(of);
  const { queries, universeSize, settings } = enrichment;
  const wanted = queries.filter(({ name }) => drug === undefined || name === drug);
  if (wanted.length === 0) throw noQuery(of, drug ?? '', queries);
  const queryColumn = { drugs: 'drug', clusters: 'cluster', factors: 'factor' }[settings.queries.kind];
  return enrichmentTable(enrichmentRows({ ...enrichment, queries: wanted }), { queryColumn, universeSize });
}

function* enrichmentRows(enrichment: Enrichment): Generator<EnrichmentRow> {
  const { tests } = tested(enrichment);
  for (const [place, query] of enrichment.queries.entries()) {
    const { overlaps, pValues, qValues } = tests[place];
    const shared = sharedGenes(enrichment, query);
    for (const set of setsByP(tests[place])) {
      const { name, size } = enrichment.sets[set];
      yield {
        query: query.name,
        set: name,
        overlap: overlaps[set],
        setSize: size,
        querySize: query.genes.length,
        pValue: pValues[set],
        qValue: qValues[set],
        genes: shared[set],
      };
    }
  }
}

function contentOf(
  store: ProjectStore,
  { of, drug, direction = 'positive', top = defaultTopCount }: ExportRequest,
  drugs: 'one' | 'all',
) {
  const content = listContent(store, { model: of, direction, top, ...(drug === undefined ? {} : { drug }) });
  if (drugs === 'all' || content.drugs.length === 1) return content;
  throw new TracewiseError(
    'invalid-setting',
    `"${of}" has ${content.drugs.length} drugs, and a list is of one`,
    {
      remedy: 'Name the drug',
    },
  );
}

/** The clusters of a stored clustering of features, or the strongest genes of a model's drugs. */
function setsOf(store: ProjectStore, request: ExportRequest): NamedList[] {
  const isClustering = store.findResult(request.of)?.analysis.kind === 'cluster';
  return isClustering ? clusterSets(store, request.of) : drugSets(store, request);
}

function drugSets(store: ProjectStore, request: ExportRequest): NamedList[] {
  const { origin, drugs, genesOf } = contentOf(store, request, 'all');
  const suffix = `top${origin.top}_${origin.direction}`;
  return toolNames(drugs).map((name, place) => ({
    name: `${name}_${suffix}`,
    description: `${drugs[place]} of ${origin.model}`.replaceAll(/\s+/g, ' '),
    genes: genesOf(place).top,
  }));
}

function clusterSets(store: ProjectStore, of: string): NamedList[] {
  const { clustering } = store.loadClustering(of);
  const { settings, tree, clusters, k } = clustering;
  if (settings.of === 'drugs') {
    throw new TracewiseError('invalid-setting', `"${of}" has clusters of drugs, not of genes`, {
      remedy: 'Cluster the features of the model',
    });
  }
  const { features } = modelWithFeatures(store, settings.model);
  const geneOf = new Map(namesOf(features).map((name, place) => [name, features[place].gene]));
  return toolNames(Array.from({ length: k }, (_, cluster) => `${of} cluster ${cluster + 1}`)).map(
    (name, cluster) => {
      const items = tree.items.filter((_, item) => clusters[item] === cluster + 1);
      const genes = items.map((item) => geneOf.get(item)).filter((gene) => gene !== undefined);
      return { name, description: `cluster ${cluster + 1} of ${k}`, genes: [...new Set(genes)] };
    },
  );
}

function noQuery(of: string, drug: string, queries: Enrichment['queries']): TracewiseError {
  return new TracewiseError('invalid-setting', `"${of}" has no "${drug}"`, {
    found: drug,
    expected:
      queries
        .map(({ name }) => name)
        .slice(0, 5)
        .join(', ') + (queries.length > 5 ? ' ...' : ''),
  });
}
