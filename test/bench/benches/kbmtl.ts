import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { kbmtlAnswer } from '../parts/kbmtl.ts';
import { measured, significant } from '../run/measurement.ts';
import { runPart, runPeerScript } from '../run/processes.ts';
import { median } from '../run/timings.ts';
import type { Bench, BenchContext } from './context.ts';

/** CTD2's, with the authors' number of dimensions and sweeps. */
const shape = { samples: 228, heldOut: 50, features: 2_000, tasks: 354, dimensions: 20, sweeps: 200 };
type Shape = typeof shape;

export const kbmtlBench: Bench = {
  name: 'kbmtl',
  summary:
    "200 sweeps of kernelized Bayesian multitask learning, 228 x 354; against its authors' R in --kbmtl DIR",
  async *run(context) {
    const { folder, options, say } = context;
    const asked = {
      ...shape,
      tasks: options.tasks ?? shape.tasks,
      samples: options.samples ?? shape.samples,
    };
    await runPart('make-kbmtl', { folder, seed: options.seed, ...asked });
    const peer = await timePeer(context, asked);
    say('the same here');
    const { seed, repeats } = options;
    const hasPeer = peer.peer !== null;
    const answer = await runPart('train-kbmtl', { folder, seed, repeats, hasPeer, ...asked });
    const { seconds, processor_s, peak_mb, difference } = kbmtlAnswer.parse(answer);
    const { samples, tasks, dimensions, sweeps } = asked;
    yield measured({
      name: kbmtlBench.name,
      ...{ samples, tasks, dimensions, sweeps },
      ours_s: significant(median(seconds)),
      processor_s: significant(processor_s),
      ...peer,
      difference,
      peak_mb,
      repeats: seconds.length,
      statistic: 'median, after a warm-up; the peer once',
    });
  },
};

const peerAnswer = z.object({ seconds: z.number(), processor_s: z.number() });

type Timed = { peer: string; peer_s: number; peer_processor_s: number } | { peer: null; peer_reason: string };

async function timePeer({ peers, options, folder, say }: BenchContext, asked: Shape): Promise<Timed> {
  const { kbmtl: code } = options;
  if (peers.r.program === undefined) return { peer: null, peer_reason: `R: ${peers.r.reason}` };
  if (code === undefined) {
    return {
      peer: null,
      peer_reason: "the authors' code (mehmetgonen/kbmtl on GitHub) is not given by --kbmtl DIR",
    };
  }
  if (!existsSync(join(code, 'kbmtl_semisupervised_regression_variational_train.R'))) {
    throw new TypeError(`--kbmtl: found no training function in ${code}`);
  }
  say("the authors' R, some minutes");
  const { samples, heldOut, tasks, dimensions, sweeps } = asked;
  const sizes = [samples, heldOut, tasks, dimensions, sweeps];
  const answer = await runPeerScript(peers.r.program, 'kbmtl.R', [resolve(code), folder, ...sizes]);
  const { seconds, processor_s: processor } = peerAnswer.parse(answer);
  return { peer: "authors' R", peer_s: significant(seconds), peer_processor_s: significant(processor) };
}
