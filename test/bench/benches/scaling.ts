import { availableParallelism } from 'node:os';
import { seededPanel } from '../data/seededPanel.ts';
import type { Shape } from '../data/seededPanel.ts';
import { nestedAnswer } from '../parts/traceNormNested.ts';
import { traceNormAnswer } from '../parts/traceNormPath.ts';
import { measured, significant } from '../run/measurement.ts';
import type { Measurement } from '../run/measurement.ts';
import { runPart } from '../run/processes.ts';
import { scalingTables } from '../report/scalingTable.ts';
import type { Bench, BenchContext } from './context.ts';
import { measurePaths } from './elasticNet.ts';
import { importAnswerOf, importFacts, makeMatrix } from './importMatrix.ts';
import { traceNormFacts } from './traceNormPath.ts';

/** Small enough that a curve takes minutes; each axis doubles from half of it to four times it. */
const traceNormBase: Shape = { samples: 200, features: 20_000, tasks: 160, missingShare: 0.36 };
const elasticNetBase: Shape = { samples: 160, features: 20_000, tasks: 32, missingShare: 0 };
const importBase: Shape = { samples: 200, features: 10_000, tasks: 0, missingShare: 0 };
const multiples = [0.5, 1, 2, 4];

type Axis = 'samples' | 'features' | 'tasks';
type Facts = Pick<Measurement, 'ours_s' | 'peak_mb'> & Partial<Measurement>;

interface Curve {
  of: string;
  base: Shape;
  axes: readonly Axis[];
  measure: (context: BenchContext, shape: Shape) => Promise<Facts>;
}

const curves: readonly Curve[] = [
  {
    of: 'trace-norm-path',
    base: traceNormBase,
    axes: ['samples', 'features', 'tasks'],
    measure: measureTraceNorm,
  },
  {
    of: 'elastic-net-batch',
    base: elasticNetBase,
    axes: ['samples', 'features', 'tasks'],
    measure: measureElasticNet,
  },
  { of: 'import', base: importBase, axes: ['samples', 'features'], measure: measureImport },
];

export const scalingBench: Bench = {
  name: 'scaling',
  summary: 'time and peak memory against samples, features, drugs and threads',
  async *run(context) {
    const lines: Measurement[] = [];
    for await (const line of allPoints(context)) {
      lines.push(line);
      yield line;
    }
    for (const text of scalingTables(lines)) context.say(text);
  },
};

async function* allPoints(context: BenchContext): AsyncIterable<Measurement> {
  for (const { of, base, axes, measure } of curves) {
    for (const axis of axes) {
      for (const multiple of multiples) {
        const shape = { ...base, [axis]: base[axis] * multiple };
        context.say(`${of}: ${axis} ${shape[axis]}`);
        const facts = await measure(context, shape);
        yield measured({ ...facts, name: scalingBench.name, of, axis, at: shape[axis], peer: null });
      }
    }
  }
  for (const threads of powersOfTwo(availableParallelism())) {
    context.say(`trace-norm-nested: threads ${threads}`);
    const facts = await measureNested(context, threads);
    const place = { of: 'trace-norm-nested', axis: 'threads', at: threads };
    yield measured({ ...facts, name: scalingBench.name, ...place, threads, peer: null });
  }
}

async function measureTraceNorm({ folder, options }: BenchContext, shape: Shape): Promise<Facts> {
  const panel = await seededPanel(folder, shape, options.seed);
  const path = { lambdaCount: 50, minimumFraction: 0.05, tolerance: 1e-3 };
  const input = {
    panel,
    ...path,
    solver: options.solvers?.[0],
    repeats: options.repeats,
    writesWeights: false,
  };
  return traceNormFacts(panel, traceNormAnswer.parse(await runPart('trace-norm-path', input)));
}

/** Seconds of the whole batch. */
async function measureElasticNet(context: BenchContext, shape: Shape): Promise<Facts> {
  const { folder, options } = context;
  const panel = await seededPanel(folder, shape, options.seed);
  const drugs = Array.from({ length: shape.tasks }, (_, drug) => drug);
  const l1Ratio = options.l1Ratios?.[0] ?? 0.5;
  const task = {
    panel,
    data: 'seeded' as const,
    drugs,
    l1Ratio,
    lambdaCount: 100,
    stride: 10,
    repeats: options.repeats,
  };
  const alone = { ...context, peers: withoutPeers };
  const line = await measurePaths(alone, 'elastic-net-batch', task);
  return { ...line, ours_s: Number(line['ours_total_s']), statistic: 'seconds of the batch' };
}

const withoutPeers = {
  python: { program: undefined, reason: 'a curve has no peer' },
  r: { program: undefined, reason: 'a curve has no peer' },
};

async function measureImport(context: BenchContext, size: Shape): Promise<Facts> {
  const shape = { ...size, format: 'matrix', decimals: 6 } as const;
  const file = await makeMatrix(context, shape);
  return importFacts(shape, file.bytes, await importAnswerOf(context, file));
}

async function measureNested({ folder, options }: BenchContext, threads: number): Promise<Facts> {
  const panel = await seededPanel(folder, traceNormBase, options.seed);
  const input = { panel, threads, folds: 5, seed: options.seed };
  const { seconds, peak_mb } = nestedAnswer.parse(await runPart('trace-norm-nested', input));
  return { ours_s: significant(seconds), peak_mb, ...panelShape(traceNormBase) };
}

function panelShape({ samples, features, tasks }: Shape) {
  return { samples, features, tasks };
}

/** 1, 2, 4 .. up to `most`. */
export function powersOfTwo(most: number): number[] {
  return Array.from({ length: Math.floor(Math.log2(most)) + 1 }, (_, exponent) => 2 ** exponent);
}
