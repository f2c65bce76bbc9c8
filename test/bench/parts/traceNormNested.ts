import { z } from 'zod';
import { WorkerPool } from '../../../src-main/workers/workerPool.ts';
import { solverEntry } from '../../../src-main/hosts/product.ts';
import type { Analysis } from '../../../src-shared/model/job.ts';
import type { Evaluation } from '../../../src-shared/model/results.ts';
import { evaluationScores } from '../../../src-shared/numerics/analyses/evaluationScores.ts';
import type { Panel } from '../../../src-shared/numerics/analyses/panel.ts';
import { analyseOn } from '../../support/pooledAnalysis.ts';
import { panelFiles, readPanelFiles } from '../data/panelFiles.ts';
import { secondsSince } from '../run/timings.ts';
import { definePart, peakMegabytes } from './part.ts';

export const nestedAnswer = z.object({
  seconds: z.number(),
  peak_mb: z.number(),
  /** Mean over drugs of MSE over that of the drug mean. */
  nmse: z.number().nullable(),
  /** Places on the grid of 50 that the outer folds chose, from 1. */
  chosen: z.string(),
  warnings: z.array(z.string()),
});

/** Nested cross-validation of the trace norm as a job runs it: planned, worked off by a pool of threads, assembled. */
export const traceNormNested = definePart(
  z.object({
    panel: panelFiles,
    threads: z.number(),
    folds: z.number(),
    seed: z.number(),
  }),
  async ({ panel: files, threads, folds, seed }): Promise<z.infer<typeof nestedAnswer>> => {
    const panel = readPanelFiles(files);
    const pool = new WorkerPool({ entry: solverEntry, size: threads });
    const start = performance.now();
    const evaluation = await evaluate(pool, panel, {
      kind: 'evaluate',
      settings: {
        models: ['trace-norm'],
        metric: 'activity',
        scheme: 'transductive',
        protocol: 'strict',
        outerFolds: folds,
        innerFolds: folds,
        seed,
      },
    });
    const answer = { seconds: secondsSince(start), peak_mb: peakMegabytes() };
    await pool.close();
    const [{ meanNmse }] = evaluationScores(evaluation);
    const chosen = evaluation.curves.map(({ chosenIndex }) => chosenIndex + 1).join(' ');
    return { ...answer, nmse: meanNmse, chosen, warnings: evaluation.warnings };
  },
);

async function evaluate(pool: WorkerPool, panel: Panel, analysis: Analysis): Promise<Evaluation> {
  const result = await analyseOn(pool, panel, analysis);
  if (result.kind !== 'evaluate') throw new TypeError(`invalid result: ${result.kind}`);
  return result.evaluation;
}
