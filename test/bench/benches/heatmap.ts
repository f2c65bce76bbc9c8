import { heatmapAnswer } from '../parts/heatmapFrames.ts';
import { measured, significant } from '../run/measurement.ts';
import { runPart } from '../run/processes.ts';
import { median } from '../run/timings.ts';
import { quantile } from '../../../src-shared/numerics/statistics/quantile.ts';
import type { Bench } from './context.ts';

/** What the paper drew of CTD2. */
const shape = { genes: 5_000, drugs: 354 };
const slowShare = 0.95;
const millisecond = 1e-3;

export const heatmapBench: Bench = {
  name: 'heatmap',
  summary: 'frames a second of the heatmap of 5,000 x 354 in a browser, while it is zoomed and panned',
  async *run({ options, folder, say }) {
    const asked = { genes: options.features ?? shape.genes, drugs: options.tasks ?? shape.drugs };
    say(`drawing ${asked.genes} x ${asked.drugs}`);
    const answer = heatmapAnswer.parse(
      await runPart('heatmap-frames', { ...asked, seed: options.seed, folder }),
    );
    for (const motion of ['zooming', 'panning'] as const) {
      const frames = answer[motion];
      const [usual, slow] = [median(frames), quantile(frames, slowShare)];
      yield measured({
        name: `heatmap-${motion}`,
        ours_s: significant(usual * millisecond),
        peer_reason: 'no other tool is driven the same way',
        features: asked.genes,
        tasks: asked.drugs,
        frames: frames.length,
        median_fps: significant(1 / (usual * millisecond)),
        slowest_5_percent_fps: significant(1 / (slow * millisecond)),
        browser: answer.browser,
        body: answer.body,
        statistic: 'median time from frame to frame; the browser draws no more than 60 a second',
      });
    }
  },
};
