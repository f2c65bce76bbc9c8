import { evaluateAnswer } from '../parts/evaluateCcle.ts';
import { measured, significant } from '../run/measurement.ts';
import { runPart } from '../run/processes.ts';
import type { Bench } from './context.ts';

/** What the paper does on CCLE. */
const protocol = 'paper';
const scheme = 'transductive';

export const evaluateCcleBench: Bench = {
  name: 'evaluate-ccle',
  summary:
    'import and nested cross-validation of both models on the tables of --data, as on the command line',
  async *run({ options, folder, say }) {
    const { data, threads, seed } = options;
    if (data === undefined) {
      say('evaluate-ccle is left out: --data DIR says where the tables are');
      return;
    }
    say(`evaluating ${scheme}, ${protocol}, on ${threads} threads`);
    const input = { folder, data, threads, protocol, scheme, seed };
    const answer = evaluateAnswer.parse(await runPart('evaluate', input));
    yield measured({
      name: evaluateCcleBench.name,
      ours_s: significant(answer.evaluate_s),
      import_s: significant(answer.import_s),
      peer: null,
      peer_reason: 'no other program does the whole',
      peak_mb: answer.peak_mb,
      threads,
      scheme,
      protocol,
      seed,
      trace_norm_nmse: answer.nmse['trace-norm'],
      elastic_net_nmse: answer.nmse['elastic-net'],
      wins: answer.wins,
      losses: answer.losses,
      statistic: 'one run, threads started cold',
    });
  },
};
