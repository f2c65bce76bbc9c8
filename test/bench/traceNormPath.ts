import { traceNormPath } from '../../src-shared/numerics/paths/traceNormPath.ts';
import { traceNormTraining } from '../../src-shared/numerics/analyses/traceNormTraining.ts';
import { latentFactorPanel } from '../support/panels.ts';
import type { Measurement } from './main.ts';

const shape = { samples: 300, features: 3_000, tasks: 24, factors: 8, missingShare: 0.2 };

/** A panel of CCLE's size: 50 lambdas to the default certificate, reduction included, one thread. */
export function traceNormPathBench(): Measurement {
  const panel = latentFactorPanel(shape);
  const start = performance.now();
  const { reduced, responses } = traceNormTraining(panel.features, panel.responses, {
    features: 'unit',
    responses: 'unit',
  });
  let objective = NaN;
  let certificate = 0;
  for (const point of traceNormPath(reduced.trainingScores, responses, {})) {
    objective = point.objective;
    certificate = Math.max(certificate, point.certificate);
  }
  return { ours_s: (performance.now() - start) / 1000, objective_ours: objective, certificate };
}
