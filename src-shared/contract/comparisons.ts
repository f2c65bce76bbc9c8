import { z } from 'zod';
import type { BlockComparison, RunComparison } from '../model/runComparison.ts';
import { evaluatedModel } from '../model/settings.ts';

const projectId = z.string().min(1);
const name = z.string().trim().min(1).max(200);

const modelOfRun = z.strictObject({ name, model: evaluatedModel });

export const comparisonArguments = {
  'evaluation/against-run': z.strictObject({ projectId, a: modelOfRun, b: modelOfRun }),
  'evaluation/by-block': z.strictObject({ projectId, name }),
} as const;

export interface ComparisonResults {
  'evaluation/against-run': RunComparison;
  /** Of the run and all that differ from it in their blocks of features and their models alone. */
  'evaluation/by-block': BlockComparison;
}
