import { z } from 'zod';

/** The tables that can be written so far; their columns are those of the command line's contract. */
export const exportKinds = [
  'weights',
  'intercepts',
  'fit',
  'fit-drugs',
  'singular-values',
  'evaluation',
  'comparison',
  'friedman',
  'stack-weights',
  'predictions',
  'folds',
  'tasks',
  'screen',
  'merges',
  'clusters',
  'newick',
  'factors',
  'enrichment',
  'top-genes',
  'universe',
  'stability',
  'ranked-list',
  'gmt',
  'recipe',
] as const;
export const exportKind = z.enum(exportKinds);
export type ExportKind = z.infer<typeof exportKind>;
