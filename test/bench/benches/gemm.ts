import { z } from 'zod';
import { gemmAnswer, gemmOperation } from '../parts/gemm.ts';
import type { GemmOperation } from '../parts/gemm.ts';
import { measured, significant } from '../run/measurement.ts';
import type { Measurement } from '../run/measurement.ts';
import { requirePackage } from '../run/peers.ts';
import { runPart, runPeerScript } from '../run/processes.ts';
import { median } from '../run/timings.ts';
import type { Bench, BenchContext } from './context.ts';

const size = 1_000;
const fewestRepeats = 7;

export const gemmBench: Bench = {
  name: 'gemm',
  summary:
    'products of 1,000 x 1,000 matrices in 64 and 32 bits; against numpy, R, ml-matrix and plain loops',
  async *run(context) {
    const repeats = Math.max(fewestRepeats, context.options.repeats);
    for (const operation of gemmOperation.options) {
      const ours = gemmAnswer.parse(await runPart('gemm', { operation, size, repeats }));
      const peers = await timePeers(context, operation, repeats);
      const here = [
        { peer: 'plain TypeScript', seconds: ours.plain_s },
        ...(ours.ml_matrix_s.length > 0 ? [{ peer: 'ml-matrix', seconds: ours.ml_matrix_s }] : []),
      ];
      for (const peer of [...peers, ...here]) yield describe(operation, ours, peer);
    }
  },
};

type TimedPeer = { peer: string; seconds: number[] } | { peer: null; reason: string };

async function timePeers(
  { peers }: BenchContext,
  operation: GemmOperation,
  repeats: number,
): Promise<TimedPeer[]> {
  const timed: TimedPeer[] = [];
  const programs = [
    { name: 'numpy', script: 'gemm.py', found: requirePackage(peers.python, 'numpy') },
    { name: 'R', script: 'gemm.R', found: peers.r },
  ];
  for (const { name, script, found } of programs) {
    if (name === 'R' && operation === 'f32') continue;
    if (found.program === undefined) {
      timed.push({ peer: null, reason: `${name}: ${found.reason}` });
      continue;
    }
    const answer = await runPeerScript(found.program, script, [operation, size, repeats]);
    const { seconds } = z.object({ seconds: z.array(z.number()) }).parse(answer);
    timed.push({ peer: name, seconds });
  }
  return timed;
}

function describe(
  operation: GemmOperation,
  { seconds, difference, peak_mb }: z.infer<typeof gemmAnswer>,
  peer: TimedPeer,
): Measurement {
  const ours = median(seconds);
  const facts = {
    name: gemmBench.name,
    operation,
    size,
    ours_s: significant(ours),
    ours_gflops: significant(rate(operation, ours)),
    difference_from_plain: difference,
    peak_mb,
    repeats: seconds.length,
    statistic: 'median, after a warm-up',
  };
  if (peer.peer === null) return measured({ ...facts, peer: null, peer_reason: peer.reason });
  const theirs = median(peer.seconds);
  return measured({
    ...facts,
    peer: peer.peer,
    peer_s: significant(theirs),
    peer_gflops: significant(rate(operation, theirs)),
  });
}

/** GFLOP/s; the symmetric product needs only one triangle. */
function rate(operation: GemmOperation, seconds: number): number {
  const operations = operation === 'f64-syrk' ? size ** 2 * (size + 1) : 2 * size ** 3;
  return operations / seconds / 1e9;
}
