import { screenProtocol } from '../../../src-shared/model/settings.ts';
import type { ScreenProtocol } from '../../../src-shared/model/settings.ts';
import { seededPanel, shapeAsked } from '../data/seededPanel.ts';
import type { PanelFiles } from '../data/panelFiles.ts';
import { screenAnswer } from '../parts/screen.ts';
import { measured, significant } from '../run/measurement.ts';
import type { Measurement } from '../run/measurement.ts';
import { runPart } from '../run/processes.ts';
import type { Bench, BenchContext } from './context.ts';
import { ctd2Shape } from './traceNormPath.ts';

const allProtocols: readonly ScreenProtocol[] = ['fast', 'paper', 'strict'];

export const screenBench: Bench = {
  name: 'screen',
  summary: "the label-noise screen, 200/1,000, at CTD2's shape: a tenth of its units, the rest extrapolated",
  async *run(context) {
    const { options, folder } = context;
    const panel = await seededPanel(folder, shapeAsked(ctd2Shape, options), options.seed);
    const protocols = options.protocols?.map((name) => screenProtocol.parse(name)) ?? allProtocols;
    for (const protocol of protocols) yield await measureScreen(context, panel, protocol);
  },
};

async function measureScreen(
  { options, say }: BenchContext,
  panel: PanelFiles,
  protocol: ScreenProtocol,
): Promise<Measurement> {
  const { threads, every, seed } = options;
  say(`screening under ${protocol} on ${threads} threads, one unit in ${every}`);
  const answer = screenAnswer.parse(await runPart('screen', { panel, protocol, threads, every, seed }));
  const { unit_count, units_run, wall_s, cpu_s, drugs_run, noisy, permutations, unconverged } = answer;
  return measured({
    name: screenBench.name,
    ours_s: significant((cpu_s / threads) * (unit_count / units_run)),
    peer: null,
    peer_reason: 'nobody waits days for glmnet in a loop',
    peak_mb: answer.peak_mb,
    threads,
    protocol,
    resamples: '200/1,000',
    wall_s: significant(wall_s),
    units_run,
    unit_count,
    noisy_share: significant(noisy / drugs_run),
    permutations_per_drug: significant(permutations / drugs_run),
    unconverged,
    samples: panel.samples,
    features: panel.features,
    tasks: panel.tasks,
    missing_share: ctd2Shape.missingShare,
    seed,
    statistic: 'threads started cold; processor seconds, times units over units run, over threads',
  });
}
