import type { EnrichmentSummary, EnrichmentValues, QueryEnrichment } from '#shared/contract/enrichment.ts';
import type { Drug } from '#shared/model/dataset.ts';
import type { Enrichment } from '#shared/model/enrichment.ts';
import { TracewiseError } from '#shared/model/errors.ts';
import { holdsTarget, sharedGenes, testQueries } from '#shared/numerics/analyses/enrich.ts';
import type { QueryTests } from '#shared/numerics/analyses/enrich.ts';

/** An enrichment with all its tests, in the order of its queries. */
export interface TestedEnrichment {
  enrichment: Enrichment;
  tests: QueryTests[];
}

export function tested(enrichment: Enrichment): TestedEnrichment {
  return { enrichment, tests: testQueries(enrichment) };
}

/** All sets by least P, and the queries with what is known of the drugs. */
export function summarise(
  { enrichment, tests }: TestedEnrichment,
  drugs: readonly Drug[],
): Omit<EnrichmentSummary, 'card'> {
  const { sets, queries, universeSize, matching, warnings } = enrichment;
  const known = new Map(drugs.map((drug) => [drug.name, drug]));
  const best = sets.map((_, set) => bestQuery(tests, set));
  const order = [...sets.keys()].sort((a, b) => best[a].leastP - best[b].leastP || a - b);
  return {
    universeSize,
    matching,
    warnings,
    sets: order.map((set) => {
      const { query, leastP, leastQ } = best[set];
      return { ...sets[set], leastP, leastQ, bestQuery: queries[query].name };
    }),
    queries: queries.map(({ name, genes, takenCount }) => {
      const { target, mechanism } = known.get(name) ?? {};
      return {
        name,
        querySize: genes.length,
        takenCount,
        ...(target === undefined ? {} : { target }),
        ...(mechanism === undefined ? {} : { mechanism }),
      };
    }),
  };
}

function bestQuery(tests: readonly QueryTests[], set: number) {
  let query = 0;
  let leastQ = 1;
  tests.forEach(({ pValues, qValues }, index) => {
    if (pValues[set] < tests[query].pValues[set]) query = index;
    leastQ = Math.min(leastQ, qValues[set]);
  });
  return { query, leastP: tests[query].pValues[set], leastQ };
}

/** @throws TracewiseError `not-found` for a set that was not tested */
export function valuesOf(
  { enrichment, tests }: TestedEnrichment,
  names: readonly string[],
): EnrichmentValues {
  const places = names.map((name) => setPlace(enrichment, name));
  const table = (pick: (of: QueryTests) => ArrayLike<number>) =>
    places.map((set) => tests.map((of) => pick(of)[set]));
  return {
    pValues: table(({ pValues }) => pValues),
    qValues: table(({ qValues }) => qValues),
    overlaps: table(({ overlaps }) => overlaps),
    holdTargets: places.map((set) => enrichment.queries.map((query) => holdsTarget(enrichment, query, set))),
  };
}

/** The sets that share a gene with a query, by P. @throws TracewiseError `not-found` for a query that is not there */
export function queryView({ enrichment, tests }: TestedEnrichment, name: string): QueryEnrichment {
  const { queries, sets, universeSize } = enrichment;
  const place = queries.findIndex((query) => query.name === name);
  if (place === -1) throw notAsked(name, queries);
  const { overlaps, pValues, qValues } = tests[place];
  const shared = sharedGenes(enrichment, queries[place]);
  const rows = setsByP(tests[place]).filter((set) => overlaps[set] > 0);
  return {
    query: name,
    querySize: queries[place].genes.length,
    universeSize,
    testedCount: sets.length,
    rows: rows.map((set) => ({
      set: sets[set].name,
      description: sets[set].description,
      overlap: overlaps[set],
      setSize: sets[set].size,
      pValue: pValues[set],
      qValue: qValues[set],
      genes: shared[set],
    })),
  };
}

/** Places of sets, least P first. */
export function setsByP({ pValues }: QueryTests): number[] {
  return [...pValues.keys()].sort((a, b) => pValues[a] - pValues[b] || a - b);
}

function setPlace({ sets, settings }: Enrichment, name: string): number {
  const place = sets.findIndex((set) => set.name === name);
  if (place !== -1) return place;
  throw new TracewiseError('not-found', `no set "${name}" was tested`, {
    remedy: `See the sets of ${settings.sets.name} that have a modelled gene.`,
  });
}

function notAsked(name: string, queries: Enrichment['queries']): TracewiseError {
  return new TracewiseError('not-found', `this enrichment has no "${name}"`, {
    expected: `${queries
      .slice(0, 5)
      .map((query) => query.name)
      .join(', ')}${queries.length > 5 ? ' ...' : ''}`,
  });
}
