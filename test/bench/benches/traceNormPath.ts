import { z } from 'zod';
import type { PanelFiles } from '../data/panelFiles.ts';
import { seededPanel, shapeAsked } from '../data/seededPanel.ts';
import { traceNormAnswer } from '../parts/traceNormPath.ts';
import { measured, significant } from '../run/measurement.ts';
import type { Measurement } from '../run/measurement.ts';
import { requirePackage } from '../run/peers.ts';
import { runPart, runPeerScript } from '../run/processes.ts';
import { median } from '../run/timings.ts';
import type { Bench, BenchContext } from './context.ts';

/** CTD2 after the paper: 228 lines, 43,971 features, 354 drugs, 36 % of the entries missing. */
export const ctd2Shape = { samples: 228, features: 43_971, tasks: 354, missingShare: 0.36 };

const lambdaCount = 50;

/** How far down the path goes, as a share of lambdaMax, and to which certificate. */
const targets = [
  { minimumFraction: 0.05, tolerance: 1e-3 },
  { minimumFraction: 0.01, tolerance: 1e-4 },
];
type Target = (typeof targets)[number];

export const traceNormPathBench: Bench = {
  name: 'trace-norm-path',
  summary: "a 50-lambda path at CTD2's shape, reduction included; against a full-space proximal gradient",
  async *run(context) {
    const { folder, options, say } = context;
    const panel = await seededPanel(folder, shapeAsked(ctd2Shape, options), options.seed);
    for (const target of targets) {
      const runs: { solver?: string; answer: z.infer<typeof traceNormAnswer> }[] = [];
      for (const solver of options.solvers ?? [undefined]) {
        say(`path down to ${target.minimumFraction} lambdaMax`);
        const input = { panel, solver, ...target, lambdaCount, repeats: options.repeats };
        const answer = traceNormAnswer.parse(
          await runPart('trace-norm-path', { ...input, writesWeights: true }),
        );
        runs.push({ solver, answer });
      }
      const peer = await runPeer(context, panel, target);
      for (const { solver, answer } of runs) yield describe(context, panel, target, solver, answer, peer);
    }
  },
};

/** Seconds and what they bought, without a peer. */
export function traceNormFacts(panel: PanelFiles, answer: z.infer<typeof traceNormAnswer>) {
  const reduction = median(answer.reduction_s);
  const path = median(answer.path_s);
  return {
    ours_s: significant(reduction + path),
    reduction_s: significant(reduction),
    path_s: significant(path),
    objective_ours: answer.objectives[answer.objectives.length - 1],
    certificate: Math.max(...answer.certificates),
    converged: answer.converged,
    iterations: answer.iterations,
    rank: answer.ranks[answer.ranks.length - 1],
    reduced_rank: answer.reducedRank,
    peak_mb: answer.peak_mb,
    samples: panel.samples,
    features: panel.features,
    tasks: panel.tasks,
    repeats: answer.path_s.length,
    statistic: 'median, after a warm-up',
  };
}

const peerAnswer = z.object({
  iteration_s: z.number(),
  gram_iteration_s: z.number(),
  iterations: z.number(),
  reduced_s: z.number(),
  objectives: z.array(z.number()),
  judged_objective: z.number(),
  judged_certificate: z.number(),
});
type PeerAnswer = z.infer<typeof peerAnswer> | { reason: string };

const timedIterations = 3;

async function runPeer(
  { peers, say }: BenchContext,
  panel: PanelFiles,
  { minimumFraction, tolerance }: Target,
): Promise<PeerAnswer> {
  const python = requirePackage(peers.python, 'numpy');
  if (python.program === undefined) return { reason: python.reason };
  say(`counting the iterations of the full-space proximal gradient down to ${minimumFraction} lambdaMax`);
  const { folder, samples, features, tasks } = panel;
  const shape = [folder, samples, features, tasks];
  const path = [tolerance, timedIterations, lambdaCount, minimumFraction];
  return peerAnswer.parse(await runPeerScript(python.program, 'fullSpaceTraceNorm.py', [...shape, ...path]));
}

function describe(
  { options }: BenchContext,
  panel: PanelFiles,
  { minimumFraction, tolerance }: Target,
  solver: string | undefined,
  answer: z.infer<typeof traceNormAnswer>,
  peer: PeerAnswer,
): Measurement {
  const ours = traceNormFacts(panel, answer);
  const facts = {
    name: traceNormPathBench.name,
    ...ours,
    solver: solver ?? 'default',
    lambda_count: lambdaCount,
    minimum_fraction: minimumFraction,
    tolerance,
    missing_share: ctd2Shape.missingShare,
    seed: options.seed,
  };
  if ('reason' in peer) return measured({ ...facts, peer: null, peer_reason: peer.reason });
  const excesses = answer.objectives.map((objective, k) => objective / peer.objectives[k] - 1);
  return measured({
    ...facts,
    peer: 'full-space proximal gradient in numpy',
    peer_s: significant(peer.iteration_s * peer.iterations),
    objective_peer: peer.objectives[peer.objectives.length - 1],
    worst_excess: Math.max(...excesses),
    peer_extrapolated: `${timedIterations} iterations timed, ${peer.iterations} counted in the row space, where the iterates are the same`,
    peer_iteration_s: significant(peer.iteration_s),
    peer_iterations: peer.iterations,
    peer_gram_s: significant(peer.gram_iteration_s * peer.iterations),
    peer_reduced_s: significant(peer.reduced_s),
    judged_objective: peer.judged_objective,
    judged_certificate: peer.judged_certificate,
  });
}
