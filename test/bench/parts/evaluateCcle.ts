import { join } from 'node:path';
import { z } from 'zod';
import { typed } from '../../support/commandLine.ts';
import { cellLineTables } from '../data/cellLines.ts';
import { secondsSince } from '../run/timings.ts';
import { definePart, peakMegabytes } from './part.ts';

export const evaluateAnswer = z.object({
  import_s: z.number(),
  evaluate_s: z.number(),
  peak_mb: z.number(),
  /** Mean over drugs of MSE over that of the drug mean, by model. */
  nmse: z.record(z.string(), z.number().nullable()),
  wins: z.number(),
  losses: z.number(),
});

const summary = z.object({
  scores: z.array(z.object({ model: z.string(), meanNmse: z.number().nullable() })),
  comparisons: z.array(
    z.object({ modelA: z.string(), modelB: z.string(), wins: z.number(), losses: z.number() }),
  ),
});

/** The main job as typed on the command line: import, then nested cross-validation of both models. */
export const evaluateCellLines = definePart(
  z.object({
    folder: z.string(),
    data: z.string(),
    threads: z.number(),
    protocol: z.string(),
    scheme: z.string(),
    seed: z.number(),
  }),
  async ({ folder, data, threads, protocol, scheme, seed }): Promise<z.infer<typeof evaluateAnswer>> => {
    const project = join(folder, `evaluate-${process.pid}.tracewise`);
    const start = performance.now();
    const tables = cellLineTables(data).flatMap(({ role, path }) => [`--${role}`, path]);
    await run('import', project, '--dataset', 'panel', '--missing', 'mean', ...tables);
    const importSeconds = secondsSince(start);
    const evaluateStart = performance.now();
    const output = await run(
      'evaluate',
      project,
      ...[
        '--dataset',
        'panel',
        '--name',
        'bench',
        '--models',
        'trace-norm,elastic-net,additive-mean,drug-mean',
      ],
      ...['--setting', scheme, '--protocol', protocol, '--seed', String(seed), '--threads', String(threads)],
      '--json',
    );
    const evaluateSeconds = secondsSince(evaluateStart);
    const { scores, comparisons } = summary.parse(JSON.parse(output));
    const against = comparisons.find(
      ({ modelA, modelB }) => modelA === 'trace-norm' && modelB === 'elastic-net',
    );
    if (against === undefined) throw new Error('the two models were not compared');
    return {
      import_s: importSeconds,
      evaluate_s: evaluateSeconds,
      peak_mb: peakMegabytes(),
      nmse: Object.fromEntries(scores.map(({ model, meanNmse }) => [model, meanNmse])),
      wins: against.wins,
      losses: against.losses,
    };
  },
);

async function run(...args: string[]): Promise<string> {
  const { code, output, errors } = await typed(...args);
  if (code !== 0) throw new Error(`tracewise ${args[0]} ended with ${code}: ${errors}`);
  return output;
}
