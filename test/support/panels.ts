import { matrix } from '../../src-shared/numerics/linalg/matrix.ts';
import type { Panel } from '../../src-shared/numerics/analyses/panel.ts';
import { randomNormal, randomStream } from '../../src-shared/numerics/random/stream.ts';

export interface PanelShape {
  samples: number;
  features: number;
  tasks: number;
  /** Number of latent factors that features and tasks share. */
  factors?: number;
  missingShare?: number;
  noise?: number;
  seed?: number;
}

/** A panel in which a few latent factors drive the tasks through the features. */
export function latentFactorPanel(shape: PanelShape): Panel {
  const { samples, features, tasks, factors = 2, missingShare = 0.1, noise = 0.5, seed = 1 } = shape;
  const stream = randomStream(seed, 'panel');
  const normals = (count: number): Float64Array =>
    Float64Array.from({ length: count }, () => randomNormal(stream));
  const factorValues = normals(samples * factors);
  const featureLoadings = normals(factors * features);
  const taskLoadings = normals(factors * tasks);
  const signal = (loadings: Float64Array, sample: number, j: number): number => {
    let sum = 0;
    for (let k = 0; k < factors; k++) sum += factorValues[k * samples + sample] * loadings[j * factors + k];
    return sum;
  };
  const x = matrix(samples, features);
  const y = matrix(samples, tasks);
  x.values.forEach((_, entry) => {
    x.values[entry] =
      signal(featureLoadings, entry % samples, Math.floor(entry / samples)) + randomNormal(stream);
  });
  y.values.forEach((_, entry) => {
    const value =
      3 + signal(taskLoadings, entry % samples, Math.floor(entry / samples)) + noise * randomNormal(stream);
    y.values[entry] = stream.next() < missingShare ? NaN : value;
  });
  return {
    features: x,
    responses: y,
    sampleNames: Array.from({ length: samples }, (_, sample) => `line-${sample + 1}`),
    taskNames: Array.from({ length: tasks }, (_, task) => `drug-${task + 1}`),
    tissues: Array.from({ length: samples }, (_, sample) => `tissue-${sample % 7}`),
  };
}
