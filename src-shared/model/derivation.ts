import { z } from 'zod';
import { clusterSettings } from './clustering.ts';
import type { Clustering } from './clustering.ts';
import { enrichSettings } from './enrichment.ts';
import type { Enrichment } from './enrichment.ts';
import type { Analysis } from './job.ts';

export const clusterDerivation = z.strictObject({ kind: z.literal('cluster'), settings: clusterSettings });
export type ClusterDerivation = z.infer<typeof clusterDerivation>;

export const enrichDerivation = z.strictObject({ kind: z.literal('enrich'), settings: enrichSettings });
export type EnrichDerivation = z.infer<typeof enrichDerivation>;

/** What is computed from a stored model rather than from a panel: short, so that it is no job of units. */
export const derivation = z.discriminatedUnion('kind', [clusterDerivation, enrichDerivation]);
export type Derivation = z.infer<typeof derivation>;

/** What a derivation came to. */
export type DerivedResult =
  { kind: 'cluster'; clustering: Clustering } | { kind: 'enrich'; enrichment: Enrichment };

/** What can stand behind a stored result. */
export type ResultAnalysis = Analysis | Derivation;
export type ResultKind = ResultAnalysis['kind'];
