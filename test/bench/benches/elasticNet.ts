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
import type { BenchOptions } from '../run/options.ts';
import type { Bench, BenchContext } from './context.ts';

/** CTD2's features and drugs on the samples of a training set. */
export const batchShape = { samples: 190, features: 43_971, tasks: 354, missingShare: 0 };

const lambdaCount = 100;

export const elasticNetOneBench: Bench = {
  name: 'elastic-net-one',
  summary: 'a 100-lambda path of one drug at 190 x 43,971, and of each drug of --data alone; against glmnet',
  async *run(context) {
    const { repeats, l1Ratios = [0.5] } = context.options;
    for (const data of dataAsked(context.options)) {
      const panel = await panelOf(context, { ...batchShape, tasks: 1 }, data);
      const drugs = [...Array(panel.tasks).keys()];
      for (const l1Ratio of l1Ratios) {
        const task = { panel, data, drugs, l1Ratio, lambdaCount, stride: 1, repeats };
        yield drugs.length === 1
          ? await measurePaths(context, elasticNetOneBench.name, task)
          : await measureAlone(context, elasticNetOneBench.name, task);
      }
    }
  },
};

export const elasticNetBatchBench: Bench = {
  name: 'elastic-net-batch',
  summary:
    '100-lambda paths of 354 drugs on one design, and of all drugs of --data; against glmnet in a loop',
  async *run(context) {
    const { l1Ratios = [1, 0.5, 0.1] } = context.options;
    for (const data of dataAsked(context.options)) {
      const panel = await panelOf(context, batchShape, data);
      const drugs = [...Array(panel.tasks).keys()];
      for (const l1Ratio of l1Ratios) {
        const task = { panel, data, drugs, l1Ratio, lambdaCount, stride: 10, repeats: 1 };
        yield await measurePaths(context, elasticNetBatchBench.name, task);
      }
    }
  },
};

type DataSource = 'seeded' | 'given';

function dataAsked({ data, onlyData }: BenchOptions): DataSource[] {
  if (data === undefined) return ['seeded'];
  return onlyData ? ['given'] : ['seeded', 'given'];
}

export interface PathsTask {
  panel: PanelFiles;
  data: DataSource;
  /** Columns of the responses. */
  drugs: number[];
  l1Ratio: number;
  lambdaCount: number;
  /** Every how many lambdas the objectives are compared. */
  stride: number;
  repeats: number;
}

async function panelOf(
  { options, folder }: BenchContext,
  shape: Shape,
  data: DataSource,
): Promise<PanelFiles> {
  if (data === 'seeded') return seededPanel(folder, shapeAsked(shape, options), options.seed);
  return panelFiles.parse(await runPart('convert-tables', { folder, data: options.data }));
}

/** Each drug in a process of its own, as one who fits a single drug would: nothing is shared between them. */
async function measureAlone(context: BenchContext, name: string, task: PathsTask): Promise<Measurement> {
  const alone: Measurement[] = [];
  for (const drug of task.drugs) alone.push(await measurePaths(context, name, { ...task, drugs: [drug] }));
  const numbers = (field: string): number[] =>
    alone.map((line) => line[field]).filter((value) => typeof value === 'number');
  const peers = numbers('peer_s');
  const compared = {
    worst_excess: Math.max(...numbers('worst_excess')),
    no_worse_share: Math.min(...numbers('no_worse_share')),
  };
  return measured({
    ...alone[0],
    ours_s: median(numbers('ours_s')),
    ours_total_s: numbers('ours_total_s').reduce((sum, seconds) => sum + seconds, 0),
    peer_s: peers.length === 0 ? null : median(peers),
    objective_ours: null,
    objective_peer: null,
    certificate: Math.max(...numbers('certificate')),
    peak_mb: Math.max(...numbers('peak_mb')),
    paths: alone.length,
    ...(peers.length === 0 ? {} : compared),
    statistic: 'median over drugs of the median of repeats, after a warm-up; the worst of the rest',
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
    data: task.data,
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
