import { z } from 'zod';

/** Which end of the weights is looked at. */
export const weightDirections = ['positive', 'negative', 'absolute'] as const;
export const weightDirection = z.enum(weightDirections);
export type WeightDirection = z.infer<typeof weightDirection>;

/** A file of gene sets as every answer names it. */
export const geneSetFile = z.strictObject({
  name: z.string(),
  /** Of its release where it ships with the program, else of the file: year-month-day. */
  date: z.string(),
  sha256: z.string(),
});
export type GeneSetFile = z.infer<typeof geneSetFile>;

/** A named set of genes. */
export interface GeneSet {
  name: string;
  description: string;
  /** As written, each once. */
  genes: string[];
}

/** What is asked about: the genes of each drug, of each cluster of a stored clustering, or of each latent factor. */
export const enrichedQueries = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('drugs'),
    /** Names; `undefined`: all of the model. */
    drugs: z.array(z.string()).min(1).optional(),
  }),
  z.strictObject({ kind: z.literal('clusters'), clustering: z.string() }),
  z.strictObject({ kind: z.literal('factors'), factorCount: z.number().int().min(1).max(100) }),
]);
export type EnrichedQueries = z.infer<typeof enrichedQueries>;

const mostTopGenes = 100_000;
export const topCount = z.number().int().min(1).max(mostTopGenes);
export const defaultTopCount = 100;

export const enrichSettings = z.strictObject({
  /** The name of a fitted model. */
  model: z.string(),
  sets: geneSetFile,
  queries: enrichedQueries,
  /** Genes of a drug or factor; clusters are taken whole. */
  top: topCount,
  direction: weightDirection,
});
export type EnrichSettings = z.infer<typeof enrichSettings>;

/** How the genes of a file of sets were found among those of a data set. */
export interface GeneMatching {
  /** Different genes that the file names. */
  writtenCount: number;
  /** Found by the very name. */
  exactCount: number;
  /** Found by a former name, an alias or an id. */
  aliasCount: number;
  /** Of the rest, in the order of the file: the data set has no such gene, or could mean several. */
  unmatched: string[];
}

/** A set that was tested, cut to the universe. */
export interface TestedSet {
  name: string;
  description: string;
  size: number;
}

/** The genes of a drug, cluster or factor that were looked for in the sets. */
export interface EnrichedQuery {
  name: string;
  /** Genes taken, before they were cut to the universe. */
  takenCount: number;
  /** Places in `genes` of the enrichment, strongest first. */
  genes: number[];
  /** Of a drug: places in `genes` of what it is known to act on, whether it is among the query or not. */
  targets: number[];
}

/** Which sets genes are in: those of gene g are `sets[starts[g]]` to before `sets[starts[g + 1]]`. */
export interface Memberships {
  starts: Int32Array;
  sets: Int32Array;
}

/** What an enrichment found: P and q follow from these counts (methods 11). */
export interface Enrichment {
  settings: EnrichSettings;
  /** Modelled genes that carry any annotation. */
  universeSize: number;
  sets: TestedSet[];
  queries: EnrichedQuery[];
  /** All genes of all queries and their targets, each once. */
  genes: string[];
  memberships: Memberships;
  matching: Omit<GeneMatching, 'unmatched'> & { unmatchedCount: number };
  warnings: string[];
}
