import { enrichAnswer } from '../parts/enrich.ts';
import { measured, significant } from '../run/measurement.ts';
import { runPart } from '../run/processes.ts';
import { median } from '../run/timings.ts';
import type { Bench } from './context.ts';
import { ctd2Shape } from './traceNormPath.ts';

/** Genes of CTD2's expression block, which its copy numbers share. */
const geneCount = 18_988;

export const enrichBench: Bench = {
  name: 'enrich',
  summary: 'all biological processes that ship against the top genes of 354 drugs, from the weights to all q',
  async *run({ options, say }) {
    const { features: genes = geneCount, tasks = ctd2Shape.tasks, repeats, seed } = options;
    say(`enriching ${tasks} drugs of ${genes} genes`);
    const answer = enrichAnswer.parse(await runPart('enrich', { genes, tasks, repeats, seed }));
    yield measured({
      name: enrichBench.name,
      ours_s: significant(median(answer.seconds)),
      peer: null,
      peer_reason: 'no package tests many lists at once',
      peak_mb: answer.peak_mb,
      features: 2 * genes,
      tasks,
      sets: answer.sets,
      universe: answer.universe,
      tests: answer.tests,
      seed,
      statistic: 'median of the repeats, the first of them cold',
    });
  },
};
