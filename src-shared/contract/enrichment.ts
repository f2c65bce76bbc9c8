import { z } from 'zod';
import { enrichedQueries, topCount, weightDirection } from '../model/enrichment.ts';
import type { EnrichSettings, Enrichment, GeneMatching, GeneSetFile } from '../model/enrichment.ts';
import type { ResultCard } from './cards.ts';

const projectId = z.string().min(1);
const name = z.string().trim().min(1).max(200);
const fileId = z.string().min(1);

/** Gene sets by the name that they go by, or a file that is used this once. */
export const geneSetChoice = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('kept'), name: z.string() }),
  z.strictObject({ kind: z.literal('file'), fileId }),
]);

const ofEnrichment = { projectId, name };
const ofWeights = { projectId, model: name, direction: weightDirection };

/** What is written for other tools. */
export const listSelection = z.strictObject({
  ...ofWeights,
  /** `undefined`: all of the model. */
  drug: z.string().optional(),
  top: topCount,
});

export const enrichmentArguments = {
  'gene-sets/list': z.strictObject({}),
  'gene-sets/add': z.strictObject({ fileId, replace: z.boolean() }),
  'gene-sets/check': z.strictObject({ fileId, replace: z.boolean() }),
  'gene-sets/remove': z.strictObject({ name: z.string() }),
  'gene-sets/match': z.strictObject({ projectId, model: name, sets: z.string() }),
  'enrichment/run': z.strictObject({
    projectId,
    name,
    model: name,
    sets: geneSetChoice,
    queries: enrichedQueries,
    top: topCount,
    direction: weightDirection,
    replace: z.boolean(),
  }),
  'enrichment/summary': z.strictObject(ofEnrichment),
  'enrichment/values': z.strictObject({ ...ofEnrichment, sets: z.array(z.string()).max(500) }),
  'enrichment/query': z.strictObject({ ...ofEnrichment, query: z.string() }),
  'weights/ranked': z.strictObject({ ...ofWeights, drug: z.string() }),
  'weights/stability': z.strictObject({ ...ofWeights, drug: z.string(), top: topCount }),
  'lists/archive': listSelection,
  'lists/write-archive': z.strictObject({ ...listSelection.shape, destination: fileId }),
} as const;

/** A file of gene sets that an answer can use. */
export interface GeneSetCard extends GeneSetFile {
  /** For people. */
  title: string;
  setCount: number;
  geneCount: number;
  /** Comes with the program. */
  isShipped: boolean;
  /** Whose data it is, and under what terms. */
  terms?: string;
  /** What is wrong with a file that cannot be read. */
  problem?: string;
}

/** An enrichment that was stored under a name. */
export interface EnrichmentCard extends ResultCard {
  settings: EnrichSettings;
  /** Whether the very model is still there; it may have been deleted or replaced since. */
  modelIsThere: boolean;
}

/** A tested set with the query that it fits best. */
export interface SetSummary {
  name: string;
  description: string;
  size: number;
  leastP: number;
  leastQ: number;
  bestQuery: string;
}

export interface EnrichmentSummary {
  card: EnrichmentCard;
  universeSize: number;
  /** By least P, best first. */
  sets: SetSummary[];
  queries: { name: string; querySize: number; takenCount: number; target?: string; mechanism?: string }[];
  matching: Enrichment['matching'];
  warnings: string[];
}

/** P, q and overlap of chosen sets, each sets x queries in the order asked and of the summary's queries. */
export interface EnrichmentValues {
  pValues: number[][];
  qValues: number[][];
  overlaps: number[][];
  /** Whether the set holds what the drug is known to act on. */
  holdTargets: boolean[][];
}

export interface QuerySet {
  set: string;
  description: string;
  overlap: number;
  setSize: number;
  pValue: number;
  qValue: number;
  /** Strongest first. */
  genes: string[];
}

/** One query: the sets that share a gene with it, by P. */
export interface QueryEnrichment {
  query: string;
  querySize: number;
  universeSize: number;
  testedCount: number;
  rows: QuerySet[];
}

export interface RankedGeneRow {
  rank: number;
  gene: string;
  block: string;
  weight: number;
  standardisedWeight: number;
}

export interface EnrichmentResults {
  'gene-sets/list': GeneSetCard[];
  'gene-sets/add': GeneSetCard;
  /** What they would be called if they were added. */
  'gene-sets/check': { name: string };
  'gene-sets/remove': null;
  'gene-sets/match': GeneMatching;
  'enrichment/run': { wasDone: boolean; summary: EnrichmentSummary };
  'enrichment/summary': EnrichmentSummary;
  'enrichment/values': EnrichmentValues;
  'enrichment/query': QueryEnrichment;
  'weights/ranked': { rows: RankedGeneRow[]; geneCount: number };
  /** Of the top genes, strongest first: in how many refits of so many folds each is among them. */
  'weights/stability': { foldCount: number; genes: { gene: string; foldsInTop: number }[] };
  'lists/archive': { suggestedName: string; base64: string };
  'lists/write-archive': { drugCount: number };
}
