import { z } from 'zod';
import type { TableRole } from './dataset.ts';

export const orientation = z.enum(['samples-in-rows', 'samples-in-columns']);
export type Orientation = z.infer<typeof orientation>;

/** A sample or feature name that stands twice in a matrix: refused, or its values made one. */
export const duplicateRule = z.enum(['refuse', 'first', 'mean', 'median']);
export type DuplicateRule = z.infer<typeof duplicateRule>;

/** Several values of one sample and drug in a long table. */
export const replicateRule = z.enum(['mean', 'median']);
export type ReplicateRule = z.infer<typeof replicateRule>;

/** Which mutations of a MAF count. */
export const mutationFilter = z.strictObject({
  /** Leaves out silent, intron, UTR and flank variants. */
  dropSilent: z.boolean(),
  /** Leaves out variants that fewer reads show, 0 to 1. */
  leastAllelicFraction: z.number().min(0).max(1),
  /** Leaves out what a column calls a common polymorphism. */
  dropCommon: z.boolean(),
  /** Leaves out what a column calls neutral. */
  dropNeutral: z.boolean(),
  /** Samples that the table of samples lists and the MAF does not tell of have no mutations, rather than no row. */
  listedAreWildType: z.boolean(),
});
export type MutationFilter = z.infer<typeof mutationFilter>;
export const defaultMutationFilter: MutationFilter = {
  dropSilent: true,
  leastAllelicFraction: 0.1,
  dropCommon: true,
  dropNeutral: true,
  listedAreWildType: true,
};

/** What a user decided on a name: which it is, or (`null`) that it is left out. Projects remember it. */
export const nameChoice = z.strictObject({
  kind: z.enum(['sample', 'gene']),
  written: z.string(),
  as: z.string().nullable(),
});
export type NameChoice = z.infer<typeof nameChoice>;

/** `normalised`: samples match when they differ in case, signs and tissue suffix only, or by a known alias. */
export const sampleMatching = z.enum(['normalised', 'exact']);
export type SampleMatching = z.infer<typeof sampleMatching>;

/** `current`: features are renamed to the gene's present symbol; broken names are mended in both. */
export const geneNaming = z.enum(['as-written', 'current']);
export type GeneNaming = z.infer<typeof geneNaming>;

/** What a user can say of how a file is to be read; what is left out is as recognised. */
export const readingOptions = z.strictObject({
  /** Of a workbook; when left out the first sheet that holds a table. */
  sheet: z.string().optional(),
  /** The line of the header, from 1, where others stand above it; when left out as recognised. */
  headerLine: z.number().int().min(1).optional(),
  /** Of a file with several metrics: those to take; all when left out. */
  metrics: z.array(z.string()).min(1).optional(),
  /** When left out as the format has it: `refuse`, but `median` for the probes of a gene. */
  duplicates: duplicateRule.optional(),
  /** `mean` when left out. */
  replicates: replicateRule.optional(),
  /** `defaultMutationFilter` when left out. */
  mutationFilter: mutationFilter.optional(),
});
export type ReadingOptions = z.infer<typeof readingOptions>;

/** What a user can say of how names are understood. */
export const namingOptions = z.strictObject({
  /** `normalised` when left out. */
  sampleMatching: sampleMatching.optional(),
  /** `as-written` when left out. */
  geneNaming: geneNaming.optional(),
  /** Besides those that the project remembers, and before them. */
  choices: z.array(nameChoice).optional(),
});
export type NamingOptions = z.infer<typeof namingOptions>;

export interface NameMatch {
  written: string;
  as: string;
}

/** How the sample or gene names of one file were understood; every name is counted once. */
export interface NameReport {
  file: string;
  kind: NameChoice['kind'];
  /** Taken as written. */
  exactCount: number;
  /** The same but for case, signs or a tissue suffix. */
  normalised: NameMatch[];
  aliases: NameMatch[];
  /** Gene names that a spreadsheet had turned into dates. */
  mended: NameMatch[];
  /** As the user decided, now or before. */
  chosen: { written: string; as: string | null }[];
  /** Could be several; left out until the user decides. */
  ambiguous: { written: string; candidates: string[] }[];
  unmatched: string[];
}

/** A name that stood several times in a file and was made one. */
export interface DuplicateNames {
  file: string;
  kind: 'sample' | 'feature' | 'drug' | 'pair';
  rule: DuplicateRule;
  /** How many names had several entries. */
  count: number;
  /** Those whose entries agree least, at most 50: Pearson's r of the two that differ most, `null` where undefined. */
  worst: { name: string; entries: number; correlation: number | null; largestDifference: number }[];
}

/** How the names of the files of one import went together. */
export interface MatchReport {
  tables: { file: string; role: TableRole; sampleCount: number; columnCount: number }[];
  /** Samples that stand in every feature table and in the response. */
  matchedSamples: string[];
  /** Per table, the samples that are not in all of the others. */
  unmatchedSamples: { file: string; samples: string[] }[];
  names: NameReport[];
  duplicates: DuplicateNames[];
  droppedFeatures: { name: string; reason: 'missing' | 'constant' | 'low-variance' }[];
  /** What readers did to the files, for instance rows filtered away: one sentence each. */
  notices: string[];
  warnings: string[];
}
