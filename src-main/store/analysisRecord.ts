import { z } from 'zod';
import { derivation } from '#shared/model/derivation.ts';
import type { ResultAnalysis } from '#shared/model/derivation.ts';
import type { Analysis } from '#shared/model/job.ts';
import { evaluationSettings, fitSettings, screenSettings } from '#shared/model/settings.ts';
import { taskGroupSettings } from '#shared/model/taskGroups.ts';

const analysisRecord = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('evaluate'), settings: evaluationSettings }),
  z.strictObject({ kind: z.literal('fit'), settings: fitSettings }),
  z.strictObject({ kind: z.literal('screen'), settings: screenSettings }),
  z.strictObject({ kind: z.literal('tasks'), settings: taskGroupSettings }),
]);

const resultRecord = z.union([analysisRecord, derivation]);

const strings = z.array(z.string());

/** An analysis as it stands in a project file. @throws ZodError when it is none */
export function parseAnalysis(record: unknown): Analysis {
  return analysisRecord.parse(record);
}

/** What stands behind a stored result. @throws ZodError when it is nothing known */
export function parseResultAnalysis(record: unknown): ResultAnalysis {
  return resultRecord.parse(record);
}

export function parseStrings(json: string): string[] {
  return strings.parse(JSON.parse(json));
}
