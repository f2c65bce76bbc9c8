import type { WorkerPool } from '../../src-main/workers/workerPool.ts';
import type { Analysis } from '../../src-shared/model/job.ts';
import type { AnalysisResult } from '../../src-shared/model/results.ts';
import type { Panel } from '../../src-shared/numerics/analyses/panel.ts';

/** An analysis as a job runs it: planned, worked off by a pool of threads, dearest units first, and assembled. */
export async function analyseOn(pool: WorkerPool, panel: Panel, analysis: Analysis): Promise<AnalysisResult> {
  const planned = await pool.run({ task: { kind: 'plan', analysis }, panel }).result;
  if (planned.kind !== 'planned') throw new TypeError(`invalid answer to a plan: ${planned.kind}`);
  const units = planned.plan.units.toSorted((a, b) => b.cost - a.cost);
  const results = await Promise.all(
    units.map(async ({ name }) => {
      const ran = await pool.run({ task: { kind: 'run', analysis, unitName: name }, panel }).result;
      if (ran.kind !== 'ran') throw new TypeError(`invalid answer to a unit: ${ran.kind}`);
      return { name, result: ran.result };
    }),
  );
  const assembled = await pool.run({ task: { kind: 'assemble', analysis, results }, panel }).result;
  if (assembled.kind !== 'assembled') {
    throw new TypeError(`invalid answer to an assembly: ${assembled.kind}`);
  }
  return assembled.result;
}
