import { z } from 'zod';
import type { PartedPair } from '../model/leaks.ts';
import { holdoutScheme } from '../model/settings.ts';
import type { KeptTogether } from '../model/settings.ts';

const ofEvaluation = {
  projectId: z.string().min(1),
  dataset: z.string().trim().min(1),
  metric: z.string(),
  scheme: holdoutScheme,
};

/** What samples have in common that are kept together: nearly all, their tissue, or a value in a table of samples. */
export const togetherBy = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('near-identical') }),
  z.strictObject({ kind: z.literal('tissue') }),
  z.strictObject({ kind: z.literal('column'), fileId: z.string().min(1), column: z.string().min(1) }),
]);
export type TogetherBy = z.infer<typeof togetherBy>;

/** Outer folds without a file: column after column, 0 = none. */
export const foldTableRecord = z.strictObject({
  samples: z.array(z.string()),
  drugs: z.array(z.string()),
  folds: z.array(z.number().int().min(0).max(100)),
});

/** How an evaluation is laid out: questions before it starts, and one after it. */
export const layoutArguments = {
  'layout/folds': z.strictObject({ ...ofEvaluation, fileId: z.string().min(1) }),
  'layout/keep-folds': z.strictObject({ projectId: z.string().min(1), table: foldTableRecord }),
  'layout/groups': z.strictObject({ ...ofEvaluation, by: togetherBy }),
  'evaluation/parted': z.strictObject({ projectId: z.string().min(1), name: z.string().trim().min(1) }),
};

export interface LayoutResults {
  /** A table of outer folds, kept in the project for settings to name. */
  'layout/folds': { folds: string; foldCount: number; drugCount: number; warnings: string[] };
  'layout/keep-folds': { folds: string };
  'layout/groups': KeptTogether;
  /** Nearly identical samples and drugs that the evaluation held out apart. */
  'evaluation/parted': PartedPair[];
}
