import { join } from 'node:path';
import { z } from 'zod';
import { elasticNetPaths } from '../../../src-shared/numerics/paths/elasticNetPaths.ts';
import { writeFits } from '../data/coefficients.ts';
import type { SparseFit } from '../data/coefficients.ts';
import { expressionPanel } from '../data/expressionPanel.ts';
import { panelFiles, readPanelFiles, writeNumbers } from '../data/panelFiles.ts';
import { sharedDesigns } from '../data/singleTaskDesigns.ts';
import type { SharedDesign } from '../data/singleTaskDesigns.ts';
import { secondsSince } from '../run/timings.ts';
import { definePart, peakMegabytes } from './part.ts';

const elasticNetInput = z.object({
  panel: panelFiles,
  /** Columns of the responses. */
  drugs: z.array(z.number()),
  l1Ratio: z.number(),
  lambdaCount: z.number(),
  /** Every how many lambdas the weights are kept. */
  stride: z.number(),
  repeats: z.number(),
});

export const elasticNetAnswer = z.object({
  /** Of all paths together, for each repeat. */
  seconds: z.array(z.number()),
  peak_mb: z.number(),
  certificate: z.number(),
  designs: z.number(),
});

/** What is kept of the paths of some drugs, each list by drug and along it by lambda. */
interface KeptPaths {
  lambdas: Float64Array[];
  fits: SparseFit[][];
  certificate: number;
}

const warmUpShape = { samples: 60, features: 2_000, tasks: 8, missingShare: 0, seed: 2 };

/** Elastic-net paths of some drugs on standardised designs; the designs are ready before the clock starts. */
export const solveElasticNets = definePart(
  elasticNetInput,
  ({ panel: files, drugs, l1Ratio, lambdaCount, stride, repeats }): z.infer<typeof elasticNetAnswer> => {
    const warmUp = expressionPanel(warmUpShape);
    solveAll(sharedDesigns(warmUp, [...warmUp.taskNames.keys()]), l1Ratio, lambdaCount, stride);
    const designs = sharedDesigns(readPanelFiles(files), drugs);
    const seconds: number[] = [];
    let kept: KeptPaths = { lambdas: [], fits: [], certificate: NaN };
    for (let repeat = 0; repeat < repeats; repeat++) {
      const start = performance.now();
      kept = solveAll(designs, l1Ratio, lambdaCount, stride);
      seconds.push(secondsSince(start));
    }
    const answer = {
      seconds,
      peak_mb: peakMegabytes(),
      certificate: kept.certificate,
      designs: designs.length,
    };
    writeNumbers(
      join(files.folder, 'lambdas.f64'),
      Float64Array.from(kept.lambdas.flatMap((values) => [...values])),
    );
    writeFits(join(files.folder, 'fits-ours.f64'), kept.fits.flat());
    return answer;
  },
);

function solveAll(
  designs: readonly SharedDesign[],
  l1Ratio: number,
  lambdaCount: number,
  stride: number,
): KeptPaths {
  const kept: KeptPaths = { lambdas: [], fits: [], certificate: 0 };
  for (const { design, responses, places } of designs) {
    for (const place of places) {
      kept.lambdas[place] = new Float64Array(lambdaCount);
      kept.fits[place] = [];
    }
    const tasks = responses.map((response) => ({ response, l1Ratio, lambdaCount }));
    for (const { task, step, lambda, gap, intercept, features, weights } of elasticNetPaths(design, tasks)) {
      const place = places[task];
      kept.lambdas[place][step] = lambda;
      kept.certificate = Math.max(kept.certificate, gap);
      if ((step + 1) % stride !== 0) continue;
      kept.fits[place].push({ intercept, features: Float64Array.from(features), weights: weights.slice() });
    }
  }
  return kept;
}
