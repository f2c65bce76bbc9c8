import type {
  EnrichSettings,
  EnrichedQuery,
  Enrichment,
  GeneMatching,
  Memberships,
} from '../../model/enrichment.ts';
import { EnrichmentTests } from '../enrichment/enrichmentTests.ts';
import { countOverlaps, indexGeneSets, isAnnotated } from '../enrichment/geneSetIndex.ts';
import type { GeneSetIndex } from '../enrichment/geneSetIndex.ts';
import { falseDiscoveryRates } from '../statistics/falseDiscovery.ts';

/** A gene set by the places of its genes among the modelled ones. */
export interface PlacedSet {
  name: string;
  description: string;
  /** Each once. */
  members: readonly number[];
}

/** Genes to look for in the sets, by their places among the modelled ones, strongest first. */
export interface PlacedQuery {
  name: string;
  genes: readonly number[];
  /** Of a drug: what it is known to act on. */
  targets?: readonly number[];
}

export interface EnrichmentProblem {
  settings: EnrichSettings;
  /** The modelled genes, each once. */
  genes: readonly string[];
  sets: readonly PlacedSet[];
  matching: GeneMatching;
  queries: readonly PlacedQuery[];
}

/** One query against all sets, in the order of the sets. */
export interface QueryTests {
  overlaps: Int32Array;
  pValues: Float64Array;
  /** Benjamini and Hochberg's, over the sets. */
  qValues: Float64Array;
}

/**
 * Cuts queries and sets to the universe, the modelled genes that carry any annotation, and counts what they share
 * (methods 11). Sets without a modelled gene are not tested.
 */
export function enrich({ settings, genes, sets, matching, queries }: EnrichmentProblem): Enrichment {
  const tested = sets.filter(({ members }) => members.length > 0);
  const index = indexGeneSets(
    tested.map(({ members }) => members),
    genes.length,
  );
  const cut = queries.map((query) => query.genes.filter((gene) => isAnnotated(index, gene)));
  const targets = queries.map((query) => (query.targets ?? []).filter((gene) => isAnnotated(index, gene)));
  const queried = [...new Set([...cut, ...targets].flat())].sort((a, b) => a - b);
  const placeOf = new Map(queried.map((gene, place) => [gene, place]));
  const placesOf = (of: readonly number[]) => of.map((gene) => placeOf.get(gene) ?? NaN);
  const { unmatched, ...counts } = matching;
  return {
    settings,
    universeSize: index.universeSize,
    sets: tested.map(({ name, description, members }) => ({ name, description, size: members.length })),
    queries: queries.map(({ name, genes: taken }, query) => ({
      name,
      takenCount: taken.length,
      genes: placesOf(cut[query]),
      targets: placesOf(targets[query]),
    })),
    genes: queried.map((gene) => genes[gene]),
    memberships: membershipsOf(index, queried),
    matching: { ...counts, unmatchedCount: unmatched.length },
    warnings: warningsOf(sets.length - tested.length, queries, settings),
  };
}

function membershipsOf({ starts, sets }: GeneSetIndex, genes: readonly number[]): Memberships {
  const parts = genes.map((gene) => sets.subarray(starts[gene], starts[gene + 1]));
  const ownStarts = new Int32Array(genes.length + 1);
  parts.forEach((part, place) => (ownStarts[place + 1] = ownStarts[place] + part.length));
  const ownSets = new Int32Array(ownStarts[genes.length]);
  parts.forEach((part, place) => ownSets.set(part, ownStarts[place]));
  return { starts: ownStarts, sets: ownSets };
}

function warningsOf(
  untested: number,
  queries: readonly PlacedQuery[],
  { top, queries: asked }: EnrichSettings,
) {
  const short = queries.filter(({ genes }) => genes.length < top);
  return [
    ...(untested === 0 ? [] : [`${untested} sets have no modelled gene and are not tested`]),
    ...(asked.kind === 'clusters' || short.length === 0
      ? []
      : [
          `${short.length} of ${queries.length} lists have fewer than ${top} genes with a weight in this direction`,
        ]),
  ];
}

/** Tests every query of an enrichment against all its sets. */
export function testQueries(enrichment: Enrichment, queries = enrichment.queries): QueryTests[] {
  const { universeSize, sets, memberships } = enrichment;
  const setSizes = Int32Array.from(sets, ({ size }) => size);
  const tests = new EnrichmentTests(setSizes, universeSize);
  return queries.map(({ genes }) => {
    const overlaps = countOverlaps(genes, memberships, sets.length);
    const pValues = tests.pValues({ overlaps, querySize: genes.length });
    return { overlaps, pValues, qValues: falseDiscoveryRates(pValues) };
  });
}

/** Of each set the genes that a query shares with it, strongest first. */
export function sharedGenes({ memberships, genes, sets }: Enrichment, query: EnrichedQuery): string[][] {
  const { starts, sets: setsOfGenes } = memberships;
  const shared = sets.map((): string[] => []);
  for (const gene of query.genes) {
    for (const set of setsOfGenes.subarray(starts[gene], starts[gene + 1])) shared[set].push(genes[gene]);
  }
  return shared;
}

/** Whether a set holds what a drug is known to act on. @param set its place */
export function holdsTarget({ memberships }: Enrichment, { targets }: EnrichedQuery, set: number): boolean {
  return targets.some((gene) => isMember(memberships, gene, set));
}

function isMember({ starts, sets }: Memberships, gene: number, set: number): boolean {
  return sets.subarray(starts[gene], starts[gene + 1]).includes(set);
}
