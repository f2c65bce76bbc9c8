import { z } from 'zod';
import { clusterSettings } from './clustering.ts';
import type { Clustering } from './clustering.ts';
import type { Analysis } from './job.ts';

/** What is computed from a stored model rather than from a panel: short, so that it is no job of units. */
export const derivation = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('cluster'), settings: clusterSettings }),
]);
export type Derivation = z.infer<typeof derivation>;

/** What a derivation came to. */
export type DerivedResult = { kind: 'cluster'; clustering: Clustering };

/** What can stand behind a stored result. */
export type ResultAnalysis = Analysis | Derivation;
export type ResultKind = ResultAnalysis['kind'];
