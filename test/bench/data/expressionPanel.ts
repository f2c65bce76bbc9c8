import { matrix } from '../../../src-shared/numerics/linalg/matrix.ts';
import type { Matrix } from '../../../src-shared/numerics/linalg/matrix.ts';
import { multiply, multiplyByTranspose } from '../../../src-shared/numerics/linalg/products.ts';
import type { Panel } from '../../../src-shared/numerics/analyses/panel.ts';
import { randomNormal, randomStream } from '../../../src-shared/numerics/random/stream.ts';
import type { RandomStream } from '../../../src-shared/numerics/random/stream.ts';

export interface PanelShape {
  samples: number;
  features: number;
  tasks: number;
  missingShare: number;
  seed: number;
}

/** Singular values of the features fall as component^-0.5, as those of measured expression do, onto a noise floor. */
const featureDecay = 0.4;
const featureNoise = 0.5;

/** Drugs share this many factors, whose deviations fall as factor^-0.5; the rest of a response is its own. */
const responseFactors = 40;
const responseDecay = 0.6;
const responseNoise = 0.7;

/**
 * A panel whose features are as correlated as expression is: no few factors, but as many components as samples, each
 * weaker than the one before. Responses are mixtures of shared factors that lie in the features, and noise.
 */
export function expressionPanel(shape: PanelShape): Panel {
  const { samples, features, tasks, missingShare, seed } = shape;
  const stream = randomStream(seed, 'expression-panel');
  const components = scaledColumns(normals(samples, samples, stream), featureDecay);
  const x = multiplyByTranspose(components, normals(features, samples, stream));
  addNoise(x, featureNoise * deviationOf(x), stream);
  const factors = unitColumns(multiply(components, normals(samples, responseFactors, stream)));
  const loadings = normals(tasks, responseFactors, stream);
  const y = multiplyByTranspose(scaledColumns(factors, responseDecay), loadings);
  addNoise(y, responseNoise * deviationOf(y), stream);
  y.values.forEach((_, entry) => {
    if (stream.next() < missingShare) y.values[entry] = NaN;
  });
  return {
    features: x,
    responses: y,
    sampleNames: Array.from({ length: samples }, (_, sample) => `line-${sample + 1}`),
    taskNames: Array.from({ length: tasks }, (_, task) => `drug-${task + 1}`),
  };
}

function normals(rows: number, columns: number, stream: RandomStream): Matrix {
  const drawn = matrix(rows, columns);
  for (let i = 0; i < drawn.values.length; i++) drawn.values[i] = randomNormal(stream);
  return drawn;
}

/** Column k times k^-decay, counted from 1. */
function scaledColumns(source: Matrix, decay: number): Matrix {
  const scaled = source.values.map((value, i) => value * (Math.floor(i / source.rows) + 1) ** -decay);
  return matrix(source.rows, source.columns, scaled);
}

function unitColumns(source: Matrix): Matrix {
  const { rows, columns } = source;
  const values = source.values.slice();
  for (let j = 0; j < columns; j++) {
    const part = values.subarray(j * rows, (j + 1) * rows);
    const deviation = rootMeanSquare(part);
    for (let i = 0; i < rows; i++) part[i] /= deviation;
  }
  return matrix(rows, columns, values);
}

function addNoise(target: Matrix, deviation: number, stream: RandomStream): void {
  for (let i = 0; i < target.values.length; i++) target.values[i] += deviation * randomNormal(stream);
}

function deviationOf({ values }: Matrix): number {
  return rootMeanSquare(values);
}

function rootMeanSquare(values: Float64Array): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);
}
