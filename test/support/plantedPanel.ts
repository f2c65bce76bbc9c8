import { column, matrix } from '../../src-shared/numerics/linalg/matrix.ts';
import type { Panel } from '../../src-shared/numerics/analyses/panel.ts';
import { moments } from '../../src-shared/numerics/statistics/moments.ts';
import { randomInteger, randomNormal, randomStream } from '../../src-shared/numerics/random/stream.ts';
import type { RandomStream } from '../../src-shared/numerics/random/stream.ts';

/** How many drugs of each kind; a drug's name tells its kind. */
export interface PlantedShape {
  samples: number;
  features: number;
  strong: number;
  weak: number;
  none: number;
  seed: number;
}

/** The panel that the screen is judged on. */
export const plantedShape = { samples: 120, features: 2000, strong: 20, weak: 10, none: 20 };

/** Share of a response's variance that lies in the features. */
const signalShares = { strong: 0.7, weak: 0.25, none: 0 };

/** Features that a drug depends on, and factors behind the features, which they owe half of their variance to. */
const causes = 6;
const factors = 15;

/** Drugs whose truth is known: responses are the sum of a few features of random sign, and noise. Nothing is missing. */
export function plantedPanel(shape: PlantedShape): Panel {
  const stream = randomStream(shape.seed, 'planted-panel');
  const features = correlatedFeatures(shape, stream);
  const kinds = (['strong', 'weak', 'none'] as const).flatMap((kind) =>
    Array.from({ length: shape[kind] }, (_, place) => ({ kind, name: `${kind}-${place + 1}` })),
  );
  const responses = matrix(shape.samples, kinds.length);
  kinds.forEach(({ kind }, task) => {
    const signal = unitSignal(features, stream);
    const own = column(responses, task);
    const share = signalShares[kind];
    for (let i = 0; i < own.length; i++) {
      own[i] = Math.sqrt(share) * signal[i] + Math.sqrt(1 - share) * randomNormal(stream);
    }
  });
  return {
    features,
    responses,
    sampleNames: Array.from({ length: shape.samples }, (_, sample) => `line-${sample + 1}`),
    taskNames: kinds.map(({ name }) => name),
  };
}

function correlatedFeatures({ samples, features }: PlantedShape, stream: RandomStream) {
  const values = matrix(samples, features);
  const shared = matrix(samples, factors);
  shared.values.forEach((_, entry) => (shared.values[entry] = randomNormal(stream)));
  for (let j = 0; j < features; j++) {
    const factor = column(shared, j % factors);
    const own = column(values, j);
    for (let i = 0; i < samples; i++) own[i] = (factor[i] + randomNormal(stream)) / Math.SQRT2;
  }
  return values;
}

function unitSignal(features: Panel['features'], stream: RandomStream): Float64Array {
  const signal = new Float64Array(features.rows);
  for (let k = 0; k < causes; k++) {
    const cause = column(features, randomInteger(stream, features.columns));
    const sign = stream.next() < 0.5 ? -1 : 1;
    for (let i = 0; i < signal.length; i++) signal[i] += sign * cause[i];
  }
  const { mean, deviation } = moments(signal);
  return signal.map((value) => (value - mean) / deviation);
}
