import { seededPanel, shapeAsked } from '../data/seededPanel.ts';
import { nestedAnswer } from '../parts/traceNormNested.ts';
import { measured, significant } from '../run/measurement.ts';
import { runPart } from '../run/processes.ts';
import type { Bench } from './context.ts';
import { ctd2Shape } from './traceNormPath.ts';

const folds = 5;

export const traceNormNestedBench: Bench = {
  name: 'trace-norm-nested',
  summary: "5 x 5 transductive nested cross-validation at CTD2's shape on a pool of threads",
  async *run({ options, folder, say }) {
    const { threads, seed } = options;
    const panel = await seededPanel(folder, shapeAsked(ctd2Shape, options), seed);
    say(`nested cross-validation on ${threads} threads`);
    const input = { panel, threads, folds, seed };
    const answer = nestedAnswer.parse(await runPart('trace-norm-nested', input));
    yield measured({
      name: traceNormNestedBench.name,
      ours_s: significant(answer.seconds),
      peer: null,
      peer_reason: 'no package publishes a nested cross-validation of it',
      peak_mb: answer.peak_mb,
      threads,
      nmse: answer.nmse,
      chosen: answer.chosen,
      warnings: answer.warnings.length,
      folds: `${folds} x ${folds} transductive`,
      samples: panel.samples,
      features: panel.features,
      tasks: panel.tasks,
      missing_share: ctd2Shape.missingShare,
      seed,
      statistic: 'one run, threads started cold',
    });
  },
};
