import { z } from 'zod';

/** How the values of a block of features, or of a metric, are spread. */
export interface SpreadOfValues {
  /** A block's name, or a metric's. */
  name: string;
  kind: 'block' | 'metric';
  /** Features, or drugs. */
  columnCount: number;
  /** Share without a value, 0 to 1. */
  missingShare: number;
  constantColumnCount: number;
  /** Least, 1, 5, 25, 50, 75, 95, 99 % and greatest. */
  quantiles: number[];
  /** Counts in bins of equal width from the least to the greatest value. */
  histogram: number[];
}

/** Two samples or drugs that are nearly the same: what is held out of the one is known from the other. */
export interface NearPair {
  first: string;
  second: string;
  /** The block or metric that they agree in. */
  within: string;
  correlation: number;
  /** Values that both have. */
  sharedCount: number;
  /** Of drugs: they are called alike, whatever their correlation. */
  byName?: boolean;
}

/** How the samples of two blocks agree over the genes that both have: a sharper test than that of similarities. */
export interface SharedGenesFit {
  geneCount: number;
  /** Mean correlation of a sample with itself in the other block, each gene standardised. */
  ownCorrelation: number;
  /** The same with all other samples. */
  othersCorrelation: number;
  /** As that of the similarities, of the mean of the own correlations. */
  p: number;
}

/** Whether two tables tell alike which samples are alike: they do not when the rows of one were mixed up. */
export interface BlockFit {
  first: string;
  second: string;
  /**
   * Correlation of the two tables' similarities of samples, those of a sample with itself left out (a modified RV
   * coefficient of centred tables).
   */
  association: number;
  /** By permuting the samples of one: (1 + those at least as great) / (1 + permutations). */
  p: number;
  permutations: number;
  fits: boolean;
  /** Samples that fit in the place of another far better than in their own, at most 20. */
  misplaced: { sample: string; fitsAs: string }[];
  /** How many samples are misplaced, where more than are named. */
  misplacedCount?: number;
  /** Where two blocks share 200 genes and more. */
  sharedGenes?: SharedGenesFit;
  /** Rows by which the second table must move up for it to fit the first, where that fits far better than as it stands. */
  shift?: number;
}

/** What may be wrong with a data set although every file could be read. */
export interface SanityReport {
  dataset: string;
  spreads: SpreadOfValues[];
  /** Share without a value, 0 to 1, in the order of the data set. */
  samples: { name: string; missingFeatures: number; missingResponses: number }[];
  /** In the order of the data set, metric by metric. */
  drugs: { metric: string; name: string; missingShare: number }[];
  nearSamples: NearPair[];
  nearDrugs: NearPair[];
  fits: BlockFit[];
  /** The worst first, for people. */
  findings: { severity: 'problem' | 'caution'; title: string; sentence: string }[];
}

const nearPair = z.strictObject({
  first: z.string(),
  second: z.string(),
  within: z.string(),
  correlation: z.number(),
  sharedCount: z.number(),
  byName: z.boolean().optional(),
});

const blockFit = z.strictObject({
  first: z.string(),
  second: z.string(),
  association: z.number(),
  p: z.number(),
  permutations: z.number(),
  fits: z.boolean(),
  misplaced: z.array(z.strictObject({ sample: z.string(), fitsAs: z.string() })),
  misplacedCount: z.number().optional(),
  sharedGenes: z
    .strictObject({
      geneCount: z.number(),
      ownCorrelation: z.number(),
      othersCorrelation: z.number(),
      p: z.number(),
    })
    .optional(),
  shift: z.number().optional(),
});

/** Parses a report that was stored. */
export const sanityReport: z.ZodType<SanityReport> = z.strictObject({
  dataset: z.string(),
  spreads: z.array(
    z.strictObject({
      name: z.string(),
      kind: z.enum(['block', 'metric']),
      columnCount: z.number(),
      missingShare: z.number(),
      constantColumnCount: z.number(),
      quantiles: z.array(z.number()),
      histogram: z.array(z.number()),
    }),
  ),
  samples: z.array(
    z.strictObject({ name: z.string(), missingFeatures: z.number(), missingResponses: z.number() }),
  ),
  drugs: z.array(z.strictObject({ metric: z.string(), name: z.string(), missingShare: z.number() })),
  nearSamples: z.array(nearPair),
  nearDrugs: z.array(nearPair),
  fits: z.array(blockFit),
  findings: z.array(
    z.strictObject({
      severity: z.enum(['problem', 'caution']),
      title: z.string(),
      sentence: z.string(),
    }),
  ),
});
