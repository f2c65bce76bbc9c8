import { deserialize } from 'node:v8';
import { z } from 'zod';
import { TracewiseError } from '#shared/model/errors.ts';
import type { ScreenedDrug } from '#shared/model/results.ts';
import { screenedDrugs } from '#shared/numerics/analyses/screenedDrugs.ts';
import type { TaskScreen } from '#shared/numerics/analyses/screenedDrugs.ts';
import type { ProjectStore } from '#main/store/projectFile.ts';

const errors = z.instanceof(Float64Array);

/** What a unit of a screen gives, as it comes out of a project file. */
const unitResult = z.object({
  tasks: z.array(
    z.object({
      metric: z.string(),
      drug: z.string(),
      sampleCount: z.number(),
      interquartileRange: z.number(),
      l1Ratio: z.number(),
      trueErrors: errors,
      permutedErrors: errors,
      repeatsRun: z.number(),
      isEarly: z.boolean(),
      unconverged: z.number(),
    }),
  ),
});

/**
 * The drugs that a screen has judged by now, in the order of its plan: of one that is not done by the units that are,
 * q being taken among them; of one that is done as they are stored.
 * It judges all of them anew: 0.7 s for a thousand drugs of 1,200 errors each, so ask when units were finished, not more often.
 * @throws TracewiseError `not-found` when there is no such job or it is no screen
 */
export function screenSoFar(store: ProjectStore, jobId: number): ScreenedDrug[] {
  const { analysis, name, state } = store.loadJob(jobId);
  if (analysis.kind !== 'screen') {
    throw new TracewiseError('not-found', `the job "${name}" is no label-noise screen`, {
      remedy: 'Choose the job of a screen.',
    });
  }
  if (state === 'done') return store.loadScreenTable(name).drugs;
  const tasks = store.finishedUnits(jobId).flatMap(({ result }) => screenTasksIn(result));
  return screenedDrugs(analysis.settings, tasks);
}

/** The tasks in a unit's stored result. @throws ZodError when it is none of a screen */
export function screenTasksIn(result: Uint8Array): TaskScreen[] {
  return unitResult.parse(deserialize(result)).tasks;
}
