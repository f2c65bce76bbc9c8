import { column } from '../../src-shared/numerics/linalg/matrix.ts';
import { elasticNetPath } from '../../src-shared/numerics/paths/elasticNetPath.ts';
import { singleTaskTraining } from '../../src-shared/numerics/analyses/singleTaskTraining.ts';
import { latentFactorPanel } from '../support/panels.ts';
import type { Measurement } from './main.ts';

const shape = { samples: 190, features: 43_971, tasks: 1, factors: 10, missingShare: 0 };

/** One drug at the paper's size: 100 lambdas at l1Ratio 0.5, one thread. */
export function elasticNetOne(): Measurement {
  const panel = latentFactorPanel(shape);
  const scales = { features: 'unit', responses: 'unit' } as const;
  const { design, response } = singleTaskTraining(panel.features, column(panel.responses, 0), scales);
  const start = performance.now();
  let objective = NaN;
  let certificate = 0;
  for (const point of elasticNetPath(design, response, { l1Ratio: 0.5 })) {
    objective = point.objective;
    certificate = Math.max(certificate, point.gap);
  }
  return { ours_s: (performance.now() - start) / 1000, objective_ours: objective, certificate };
}
