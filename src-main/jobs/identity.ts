import { TracewiseError } from '#shared/model/errors.ts';
import type { Derivation, ResultAnalysis } from '#shared/model/derivation.ts';
import type { Analysis } from '#shared/model/job.ts';
import type { StoredJob } from '#main/store/jobs.ts';

export interface JobRequest {
  /** The data set's name. */
  dataset: string;
  /** Of the run or model to make. */
  name: string;
  analysis: Analysis;
  replace: boolean;
}

/** What to do when a job is asked for whose name is there already. */
export type Encounter = 'done' | 'resume' | 'restart' | 'conflict';

/**
 * The same analysis of the same values goes on, or is done; units of another version of the program do not mix
 * with new ones, so that an unfinished job of another version starts over.
 */
export function encounter(
  existing: StoredJob,
  analysis: Analysis,
  datasetHash: string,
  version: string,
): Encounter {
  const same = existing.datasetHash === datasetHash && sameAnalysis(existing.analysis, analysis);
  if (!same) return 'conflict';
  if (existing.state === 'done') return 'done';
  return existing.version === version ? 'resume' : 'restart';
}

export function nameTaken(name: string): TracewiseError {
  return new TracewiseError(
    'conflict',
    `"${name}" is already the name of a result with other settings or other data`,
    { remedy: 'Choose another name, or replace it.' },
  );
}

/** Whether what has the name is the same derivation of the same numbers. */
export function isSameDerivation(
  existing: { analysis: ResultAnalysis; sourceHash: string },
  asked: { derivation: Derivation; sourceHash: string },
): boolean {
  return existing.sourceHash === asked.sourceHash && sameAnalysis(existing.analysis, asked.derivation);
}

function sameAnalysis(a: ResultAnalysis, b: ResultAnalysis): boolean {
  return canonical(a) === canonical(b);
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
