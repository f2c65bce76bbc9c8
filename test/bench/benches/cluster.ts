import { z } from 'zod';
import { clusterAnswer } from '../parts/cluster.ts';
import { measured, significant } from '../run/measurement.ts';
import type { Measurement } from '../run/measurement.ts';
import { runPart, runPeerScript } from '../run/processes.ts';
import { median } from '../run/timings.ts';
import type { Bench, BenchContext } from './context.ts';

/** Genes of largest variance by the drugs of a panel; and all genes by those of a large one. */
const usual = { items: 5_000, values: 119, isLarge: false };
const large = { items: 20_000, values: 354, isLarge: true };

type Shape = typeof usual;

const peerAnswer = z.object({
  seconds: z.array(z.number()),
  same_merges: z.boolean(),
  height_difference: z.number(),
});

export const clusterBench: Bench = {
  name: 'cluster',
  summary:
    'Euclidean distances and complete linkage of 5,000 x 119 and 20,000 x 354; against dist and hclust',
  async *run(context) {
    for (const shape of [usual, large]) {
      context.say(`clustering ${shape.items} items of ${shape.values} values`);
      const repeats = shape.isLarge ? 1 : context.options.repeats;
      const input = { folder: context.folder, ...shape, repeats, seed: context.options.seed };
      const ours = clusterAnswer.parse(await runPart('cluster', input));
      yield describe(shape, ours, await timePeer(context, shape, ours));
    }
  },
};

type TimedPeer = { peer: 'R'; answer: z.infer<typeof peerAnswer> } | { peer: null; reason: string };

async function timePeer(
  { peers, options, say }: BenchContext,
  { items, values, isLarge }: Shape,
  ours: z.infer<typeof clusterAnswer>,
): Promise<TimedPeer> {
  if (isLarge) return { peer: null, reason: 'R is timed on the smaller one' };
  if (peers.r.program === undefined) return { peer: null, reason: `R: ${peers.r.reason}` };
  say('the same in R');
  const files = [ours.items, ours.merges, ours.heights];
  const answer = await runPeerScript(peers.r.program, 'hclust.R', [items, values, options.repeats, ...files]);
  return { peer: 'R', answer: peerAnswer.parse(answer) };
}

function describe(
  { items, values }: Shape,
  { distances_s, merges_s, peak_mb }: z.infer<typeof clusterAnswer>,
  peer: TimedPeer,
): Measurement {
  const totals = distances_s.map((seconds, repeat) => seconds + merges_s[repeat]);
  const facts = {
    name: clusterBench.name,
    items,
    values,
    ours_s: significant(median(totals)),
    distances_s: significant(median(distances_s)),
    merges_s: significant(median(merges_s)),
    peak_mb,
    repeats: totals.length,
    statistic: 'median, after a warm-up',
  };
  if (peer.peer === null) return measured({ ...facts, peer: null, peer_reason: peer.reason });
  const { seconds, same_merges, height_difference } = peer.answer;
  return measured({
    ...facts,
    peer: peer.peer,
    peer_s: significant(median(seconds)),
    same_merges,
    height_difference,
  });
}
