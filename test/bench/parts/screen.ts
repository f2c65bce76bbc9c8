import { z } from 'zod';
import { solverEntry } from '../../../src-main/hosts/product.ts';
import { WorkerPool } from '../../../src-main/workers/workerPool.ts';
import type { Analysis } from '../../../src-shared/model/job.ts';
import { screenProtocol } from '../../../src-shared/model/settings.ts';
import { screenedDrugs } from '../../../src-shared/numerics/analyses/screenedDrugs.ts';
import { screenTasksIn } from '../../../src-main/jobs/screenSoFar.ts';
import { panelFiles, readPanelFiles } from '../data/panelFiles.ts';
import { screenSettingsOf } from '../../support/runScreen.ts';
import { secondsSince } from '../run/timings.ts';
import { definePart, peakMegabytes } from './part.ts';

export const screenAnswer = z.object({
  unit_count: z.number(),
  units_run: z.number(),
  /** Of the clock, until the last unit was done. */
  wall_s: z.number(),
  /** Of the processor, all threads together. */
  cpu_s: z.number(),
  drugs_run: z.number(),
  noisy: z.number(),
  permutations: z.number(),
  unconverged: z.number(),
  peak_mb: z.number(),
});

/** Some units of a screen, evenly spread over its plan, worked off by a pool of threads as a job's are. */
export const screenUnits = definePart(
  z.object({
    panel: panelFiles,
    protocol: screenProtocol,
    threads: z.number(),
    every: z.number(),
    seed: z.number(),
  }),
  async ({ panel: files, protocol, threads, every, seed }): Promise<z.infer<typeof screenAnswer>> => {
    const panel = readPanelFiles(files);
    const settings = screenSettingsOf({ protocol, seed });
    const analysis: Analysis = { kind: 'screen', settings };
    const pool = new WorkerPool({ entry: solverEntry, size: threads });
    const planned = await pool.run({ task: { kind: 'plan', analysis }, panel }).result;
    if (planned.kind !== 'planned') throw new TypeError(`invalid answer to a plan: ${planned.kind}`);
    const { units } = planned.plan;
    const chosen = units.filter((_, place) => place % every === 0);
    const start = performance.now();
    const cpuStart = process.cpuUsage();
    const waiting = [...chosen];
    const tasks = await Promise.all(
      Array.from({ length: threads }, async () => {
        const done = [];
        for (let unit = waiting.shift(); unit !== undefined; unit = waiting.shift()) {
          const ran = await pool.run({ task: { kind: 'run', analysis, unitName: unit.name }, panel }).result;
          if (ran.kind !== 'ran') throw new TypeError(`invalid answer to a unit: ${ran.kind}`);
          done.push(...screenTasksIn(ran.result));
        }
        return done;
      }),
    );
    const wall = secondsSince(start);
    const { user, system } = process.cpuUsage(cpuStart);
    const screened = tasks.flat();
    const drugs = screenedDrugs(settings, screened);
    const answer = {
      unit_count: units.length,
      units_run: chosen.length,
      wall_s: wall,
      cpu_s: (user + system) / 1e6,
      drugs_run: drugs.length,
      noisy: drugs.filter(({ isNoisy }) => isNoisy).length,
      permutations: drugs.reduce((sum, { permutationsRun }) => sum + permutationsRun, 0),
      unconverged: screened.reduce((sum, { unconverged }) => sum + unconverged, 0),
      peak_mb: peakMegabytes(),
    };
    await pool.close();
    return answer;
  },
);
