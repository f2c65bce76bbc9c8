import { z } from 'zod';
import { panelFiles } from '../data/panelFiles.ts';
import type { PanelFiles } from '../data/panelFiles.ts';
import { seededPanel, shapeAsked } from '../data/seededPanel.ts';
import type { Shape } from '../data/seededPanel.ts';
import { elasticNetAnswer } from '../parts/elasticNet.ts';
import { elasticNetVerdict } from '../parts/judgeElasticNet.ts';
import { measured, significant } from '../run/measurement.ts';
import type { Measurement } from '../run/measurement.ts';
import { requirePackage } from '../run/peers.ts';
import { runPart, runPeerScript } from '../run/processes.ts';
import { median } from '../run/timings.ts';
import type { Bench, BenchContext } from './context.ts';

/** CTD2's features and drugs on the samples of a training set. */
export const batchShape = { samples: 190, features: 43_971, tasks: 354, missingShare: 0 };

const lambdaCount = 100;

export const elasticNetOneBench: Bench = {
  name: 'elastic-net-one',
  summary: 'a 100-lambda path of one drug at 190 x 43,971, or of each drug of --data; against glmnet',
  async *run(context) {
    const panel = await panelOf(context, { ...batchShape, tasks: 1 });
    const drugs = Array.from({ length: panel.tasks }, (_, drug) => drug);
    for (const l1Ratio of context.options.l1Ratios ?? [0.5]) {
      const task = { panel, l1Ratio, lambdaCount, stride: 1, repeats: context.options.repeats };
      yield* measureAlone(context, { ...task, drugs });
    }
  },
};

export const elasticNetBatchBench: Bench = {
  name: 'elastic-net-batch',
  summary: '100-lambda paths of 354 drugs on one design, or of all drugs of --data; against glmnet in a loop',
  async *run(context) {
    const panel = await panelOf(context, batchShape);
    const drugs = Array.from({ length: panel.tasks }, (_, drug) => drug);
    for (const l1Ratio of context.options.l1Ratios ?? [1, 0.5, 0.1]) {
      const task = { panel, l1Ratio, lambdaCount, stride: 10, repeats: 1, drugs };
      yield await measurePaths(context, elasticNetBatchBench.name, task);
    }
  },
};

interface PathsTask {
  panel: PanelFiles;
  drugs: number[];
  l1Ratio: number;
  lambdaCount: number;
  stride: number;
  repeats: number;
}

async function panelOf({ options, folder }: BenchContext, shape: Shape): Promise<PanelFiles> {
  const { data, seed } = options;
  if (data === undefined) return seededPanel(folder, shapeAsked(shape, options), seed);
  return panelFiles.parse(await runPart('convert-tables', { folder, data }));
}

/** Each drug on its own, as one who fits a single drug would: nothing is shared between them. */
async function* measureAlone(context: BenchContext, task: PathsTask): AsyncIterable<Measurement> {
  const name = elasticNetOneBench.name;
  if (context.options.data === undefined) {
    yield await measurePaths(context, name, task);
    return;
  }
  const alone: Measurement[] = [];
  for (const drug of task.drugs) alone.push(await measurePaths(context, name, { ...task, drugs: [drug] }));
  const ours = median(alone.map(({ ours_s }) => ours_s));
  const peers = alone.map(({ peer_s }) => peer_s).filter((seconds) => seconds !== null);
  const excesses = alone.map((line) => line['worst_excess']).filter((value) => typeof value === 'number');
  yield measured({
    ...alone[0],
    ours_s: ours,
    peer_s: peers.length === 0 ? null : median(peers),
    certificate: Math.max(...alone.map(({ certificate }) => certificate ?? 0)),
    peak_mb: Math.max(...alone.map(({ peak_mb }) => peak_mb ?? 0)),
    paths: alone.length,
    ...(excesses.length === 0 ? {} : { worst_excess: Math.max(...excesses) }),
    statistic: 'median over drugs of the median of repeats, after a warm-up',
  });
}

/** Our paths, glmnet's on the same bytes and lambdas, and both solutions' objectives by one formula. */
export async function measurePaths(
  context: BenchContext,
  name: string,
  task: PathsTask,
): Promise<Measurement> {
  const { panel, drugs, l1Ratio } = task;
  context.say(`${name}: ${drugs.length} paths at l1Ratio ${l1Ratio}`);
  const answer = elasticNetAnswer.parse(await runPart('elastic-net', task));
  const total = median(answer.seconds);
  const facts = {
    name,
    l1_ratio: l1Ratio,
    ours_s: significant(total / drugs.length),
    ours_total_s: significant(total),
    certificate: answer.certificate,
    peak_mb: answer.peak_mb,
    data: context.options.data === undefined ? 'seeded' : 'given',
    samples: panel.samples,
    features: panel.features,
    paths: drugs.length,
    designs: answer.designs,
    lambda_count: task.lambdaCount,
    repeats: answer.seconds.length,
    statistic: 'seconds a path; median of repeats, after a warm-up',
    seed: context.options.seed,
  };
  const r = requirePackage(context.peers.r, 'glmnet');
  if (r.program === undefined) return measured({ ...facts, peer: null, peer_reason: r.reason });
  const places = spread(drugs.length, context.options.peerDrugs);
  const peer = await runGlmnet(r.program, task, places);
  const verdict = elasticNetVerdict.parse(
    await runPart('judge-elastic-net', { ...task, peerPlaces: places }),
  );
  const { points, ...compared } = verdict;
  return measured({
    ...facts,
    peer: `glmnet ${r.packages.get('glmnet') ?? ''}`,
    peer_s: significant(peer),
    peer_paths: places.length,
    points_compared: points,
    ...compared,
  });
}

/** Seconds a path. */
async function runGlmnet(
  program: string,
  { panel, drugs, l1Ratio, lambdaCount: count, stride, repeats }: PathsTask,
  places: readonly number[],
): Promise<number> {
  const answer = await runPeerScript(program, 'glmnet.R', [
    panel.folder,
    panel.samples,
    panel.features,
    panel.tasks,
    places.map((place) => drugs[place]).join(),
    places.join(),
    l1Ratio,
    count,
    stride,
    repeats,
  ]);
  const { seconds } = z.object({ seconds: z.array(z.number()) }).parse(answer);
  return places.length === 1
    ? median(seconds)
    : seconds.reduce((sum, value) => sum + value, 0) / seconds.length;
}

/** Up to `most` of `count` places, evenly spread. */
export function spread(count: number, most: number): number[] {
  const chosen = Math.min(count, most);
  return Array.from({ length: chosen }, (_, k) => Math.floor((k * count) / chosen));
}
