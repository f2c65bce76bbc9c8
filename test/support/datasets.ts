import type { Dataset } from '../../src-shared/model/dataset.ts';
import type { EvaluationSettings, ScreenSettings } from '../../src-shared/model/settings.ts';
import { latentFactorPanel } from './panels.ts';

export interface DatasetOptions {
  name?: string;
  samples?: number;
  features?: number;
  /** Names of the drugs. */
  drugs?: string[];
  /** Of the first drug. */
  target?: string;
  seed?: number;
  /** Names of its metrics; the values of each are those of the first and as much as its place. */
  metrics?: string[];
}

/** A data set of two blocks with one metric unless more are named, some values missing. */
export function smallDataset(options: DatasetOptions = {}): Dataset {
  const { name = 'panel', samples = 20, features = 12, drugs = ['A', 'B', 'C'], seed = 1 } = options;
  const { metrics = ['activity'], target = 'EGFR' } = options;
  const panel = latentFactorPanel({ samples, features, tasks: drugs.length, seed });
  const featureValues = Float64Array.from(panel.features.values);
  featureValues[3] = NaN;
  return {
    name,
    samples: panel.sampleNames.map((sample, index) => ({ name: sample, tissue: panel.tissues?.[index] })),
    features: Array.from({ length: features }, (_, index) => ({
      block: index < features / 2 ? 'expression' : 'copy-number',
      gene: `G${index}`,
    })),
    drugs: drugs.map((drug, index) => (index === 0 ? { name: drug, target } : { name: drug })),
    missingPolicy: 'mean',
    featureValues,
    responses: metrics.map((metric, place) => ({
      metric: { name: metric, higherIsSensitive: true },
      values: panel.responses.values.map((value) => value + place),
    })),
    provenance: [{ name: 'x.tsv', role: 'expression', format: 'plain-matrix', byteCount: 12, sha256: 'ab' }],
  };
}

/** A data set called "big" of 60 samples whose many features are quickly made. */
export function wideDataset(featureCount: number): Dataset {
  const dataset = smallDataset({ name: 'big', samples: 60 });
  const features = Array.from({ length: featureCount }, (_, index) => ({
    block: 'expression',
    gene: `G${index}`,
  }));
  const featureValues = Float64Array.from(
    { length: 60 * featureCount },
    (_, index) => (index * 7919) % 10_007,
  );
  return { ...dataset, features, featureValues };
}

export function smallEvaluation(changes: Partial<EvaluationSettings> = {}): EvaluationSettings {
  return {
    models: ['drug-mean'],
    metric: 'activity',
    scheme: 'transductive',
    protocol: 'strict',
    outerFolds: 3,
    innerFolds: 3,
    seed: 1,
    ...changes,
  };
}

export function smallScreen(changes: Partial<ScreenSettings> = {}): ScreenSettings {
  return {
    metrics: ['activity'],
    protocol: 'strict',
    repeats: 5,
    permutations: 99,
    holdout: 0.2,
    threshold: 0.05,
    earlyDecision: true,
    seed: 1,
    ...changes,
  };
}
