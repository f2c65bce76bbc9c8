import { z } from 'zod';

/**
 * The kinds of table a file can bring; `features` is a block of a kind that has no flag of its own, `lookup` a table that
 * others are joined to.
 */
export const tableRoles = [
  'expression',
  'copy-number',
  'mutation',
  'features',
  'response',
  'drugs',
  'samples',
  'lookup',
] as const;
export const tableRole = z.enum(tableRoles);
export type TableRole = z.infer<typeof tableRole>;

export const featureRoles = ['expression', 'copy-number', 'mutation', 'features'] as const;
export type FeatureRole = (typeof featureRoles)[number];

export const missingPolicy = z.enum(['drop', 'mean']);
/** `drop`: features with a missing value are left out; `mean`: filled with the mean of the training samples. */
export type MissingPolicy = z.infer<typeof missingPolicy>;

export interface Sample {
  name: string;
  tissue?: string;
}

export interface Drug {
  name: string;
  target?: string;
  mechanism?: string;
  drugClass?: string;
}

/** One column of the feature matrix. Its name is unique in a data set: see `featureName`. */
export interface Feature {
  block: string;
  gene: string;
}

/** `gene` when the data set has one block, `block:gene` when it has several. */
export function featureName(feature: Feature, blockCount: number): string {
  return blockCount === 1 ? feature.gene : `${feature.block}:${feature.gene}`;
}

export interface Metric {
  name: string;
  higherIsSensitive: boolean;
}

const lowIsSensitive =
  /(^|[ _(])((ln|log(2|10)?)[ _(-]*)?((ic|ec|gi|gr|lc|cc|ed)[ _-]?50|auc|amax|tgi(?![a-z])|lfc(?![a-z]))|viability|survival|log[ _-]?2?[ _-]?fold[ _-]?change/i;
/** Metrics of which low is sensitive, turned round: `pIC50`, `-log10 GI50`, `1 - AUC`. */
const turned =
  /(^|[ _(])(p|(neg(ative)?|minus|[-−])[ _-]*log(10)?[ _(]*)(ic|ec|gi|gr|lc|cc|ed)[ _-]?50|1 ?[-−] ?(auc|viab|surviv)/i;

/** What a metric's name says of its direction; unknown names count as higher = more sensitive. */
export function metricFromName(name: string): Metric {
  return { name, higherIsSensitive: turned.test(name) || !lowIsSensitive.test(name) };
}

export interface BlockSummary {
  name: string;
  featureCount: number;
}

export interface MetricSummary extends Metric {
  observedCount: number;
  /** Share of the samples x drugs table without a value, 0 to 1. */
  missingShare: number;
}

/** A data set without its matrices. */
export interface DatasetSummary {
  id: number;
  name: string;
  sampleCount: number;
  featureCount: number;
  drugCount: number;
  /** In the order of the data set. */
  drugNames: string[];
  blocks: BlockSummary[];
  metrics: MetricSummary[];
  hasTissues: boolean;
  missingPolicy: MissingPolicy;
  /** SHA-256 over names and values; results carry it. */
  hash: string;
  createdAt: string;
}

/** A whole data set as it is imported and stored: matrices are column-major, NaN = missing. */
export interface Dataset {
  name: string;
  samples: Sample[];
  features: Feature[];
  drugs: Drug[];
  missingPolicy: MissingPolicy;
  /** samples x features. */
  featureValues: Float64Array;
  /** One samples x drugs matrix per metric. */
  responses: { metric: Metric; values: Float64Array }[];
  /** Where it came from: one line per file, in the user's words. */
  provenance: SourceFile[];
}

export interface SourceFile {
  name: string;
  role: TableRole;
  format: string;
  byteCount: number;
  sha256: string;
}
