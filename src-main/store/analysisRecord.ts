import { z } from 'zod';
import type { Analysis } from '#shared/model/job.ts';
import { evaluationSettings, fitSettings, screenSettings } from '#shared/model/settings.ts';

const analysisRecord = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('evaluate'), settings: evaluationSettings }),
  z.strictObject({ kind: z.literal('fit'), settings: fitSettings }),
  z.strictObject({ kind: z.literal('screen'), settings: screenSettings }),
]);

const strings = z.array(z.string());

/** An analysis as it stands in a project file. @throws ZodError when it is none */
export function parseAnalysis(record: unknown): Analysis {
  return analysisRecord.parse(record);
}

export function parseStrings(json: string): string[] {
  return strings.parse(JSON.parse(json));
}
