import { join } from 'node:path';
import { z } from 'zod';
import { traceNormTraining } from '../../../src-shared/numerics/analyses/traceNormTraining.ts';
import type { TraceNormTraining } from '../../../src-shared/numerics/analyses/traceNormTraining.ts';
import type { Panel } from '../../../src-shared/numerics/analyses/panel.ts';
import { traceNormPath as solvePath } from '../../../src-shared/numerics/paths/traceNormPath.ts';
import type { TraceNormPoint } from '../../../src-shared/numerics/paths/traceNormPath.ts';
import { expressionPanel } from '../data/expressionPanel.ts';
import { panelFiles, readPanelFiles, writeNumbers } from '../data/panelFiles.ts';
import { secondsSince } from '../run/timings.ts';
import { definePart, peakMegabytes } from './part.ts';

const traceNormInput = z.object({
  panel: panelFiles,
  solver: z.enum(['admm', 'proximal-gradient']).optional(),
  lambdaCount: z.number(),
  minimumFraction: z.number(),
  tolerance: z.number(),
  repeats: z.number(),
  /** Whether the last fit is written, for others to judge. */
  writesWeights: z.boolean(),
});
type TraceNormInput = z.infer<typeof traceNormInput>;

export const traceNormAnswer = z.object({
  reduction_s: z.array(z.number()),
  path_s: z.array(z.number()),
  peak_mb: z.number(),
  lambdas: z.array(z.number()),
  objectives: z.array(z.number()),
  ranks: z.array(z.number()),
  certificates: z.array(z.number()),
  iterations: z.number(),
  converged: z.boolean(),
  reducedRank: z.number(),
});

/** Compiles what is timed: one small path, before anything counts. */
const warmUpShape = { samples: 80, features: 600, tasks: 60, missingShare: 0.3, seed: 2 };

/** A trace-norm path with its reduction, timed apart. */
export const traceNormPath = definePart(traceNormInput, (input): z.infer<typeof traceNormAnswer> => {
  runPath(expressionPanel(warmUpShape), { ...input, lambdaCount: 10 });
  const panel = readPanelFiles(input.panel);
  const reductionSeconds: number[] = [];
  const pathSeconds: number[] = [];
  let last: PathRun | undefined;
  for (let repeat = 0; repeat < input.repeats; repeat++) {
    last = undefined;
    last = runPath(panel, input);
    reductionSeconds.push(last.reductionSeconds);
    pathSeconds.push(last.pathSeconds);
  }
  if (last === undefined) throw new RangeError('invalid repeats: expected at least one');
  const { facts, training, end } = last;
  const answer = {
    reduction_s: reductionSeconds,
    path_s: pathSeconds,
    peak_mb: peakMegabytes(),
    lambdas: facts.map(({ lambda }) => lambda),
    objectives: facts.map(({ objective }) => objective),
    ranks: facts.map(({ rank }) => rank),
    certificates: facts.map(({ certificate }) => certificate),
    iterations: facts.reduce((sum, { iterations }) => sum + iterations, 0),
    converged: facts.every(({ status }) => status === 'converged'),
    reducedRank: training.reduced.trainingScores.columns,
  };
  if (input.writesWeights) writeFit(input.panel.folder, training, end);
  return answer;
});

interface PathRun {
  training: TraceNormTraining;
  /** Of every point, without its weights. */
  facts: Pick<TraceNormPoint, 'lambda' | 'objective' | 'rank' | 'certificate' | 'iterations' | 'status'>[];
  end: TraceNormPoint;
  reductionSeconds: number;
  pathSeconds: number;
}

function runPath(panel: Panel, input: TraceNormInput): PathRun {
  const { solver, lambdaCount, minimumFraction, tolerance } = input;
  const start = performance.now();
  const training = traceNormTraining(panel.features, panel.responses, {
    features: 'unit',
    responses: 'unit',
  });
  const reductionSeconds = secondsSince(start);
  const pathStart = performance.now();
  const options = { solver, lambdaCount, minimumFraction, tolerance };
  const facts: PathRun['facts'] = [];
  let end: TraceNormPoint | undefined;
  for (const point of solvePath(training.reduced.trainingScores, training.responses, options)) {
    const { lambda, objective, rank, certificate, iterations, status } = point;
    facts.push({ lambda, objective, rank, certificate, iterations, status });
    end = point;
  }
  if (end === undefined) throw new RangeError('invalid lambdaCount: expected at least one');
  return { training, facts, end, reductionSeconds, pathSeconds: secondsSince(pathStart) };
}

/** The weights on standardised features, features x tasks, and the intercepts. */
function writeFit(folder: string, { reduced }: TraceNormTraining, point: TraceNormPoint): void {
  writeNumbers(join(folder, 'weights.f64'), reduced.expand(point.weights).values);
  writeNumbers(join(folder, 'intercepts.f64'), point.intercepts);
}
