import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { column, matrix } from '../../../src-shared/numerics/linalg/matrix.ts';
import type { Matrix } from '../../../src-shared/numerics/linalg/matrix.ts';
import {
  gaussianKernel,
  meanDistance,
  rowDistances,
} from '../../../src-shared/numerics/solvers/gaussianKernel.ts';
import { kbmtl, predictKbmtl, randomStart } from '../../../src-shared/numerics/solvers/kbmtl.ts';
import type { KbmtlStart } from '../../../src-shared/numerics/solvers/kbmtl.ts';
import { randomNormal, randomStream } from '../../../src-shared/numerics/random/stream.ts';
import { moments } from '../../../src-shared/numerics/statistics/moments.ts';
import { timeRepeats } from '../run/timings.ts';
import { definePart, peakMegabytes } from './part.ts';

export const kbmtlShape = z.object({
  samples: z.number(),
  /** Samples that are predicted. */
  heldOut: z.number(),
  features: z.number(),
  tasks: z.number(),
  dimensions: z.number(),
  sweeps: z.number(),
});
type Shape = z.infer<typeof kbmtlShape>;

const missingShare = 0.2;
/** Directions that features and responses share. */
const factors = 12;

/** Writes what both sides read: the kernels of seeded samples, and their centred responses. */
export const makeKbmtl = definePart(
  kbmtlShape.extend({ folder: z.string(), seed: z.number() }),
  ({ folder, samples, heldOut, features, tasks, seed }) => {
    const stream = randomStream(seed, 'kbmtl');
    const normal = (count: number): Float64Array =>
      Float64Array.from({ length: count }, () => randomNormal(stream));
    const everybody = samples + heldOut;
    const scores = matrix(everybody, factors, normal(everybody * factors));
    const values = mixed(scores, features, normal);
    const training = firstRows(values, 0, samples);
    const distances = rowDistances(training, training);
    const width = meanDistance(distances);
    const held = rowDistances(training, firstRows(values, samples, heldOut));
    const responses = firstRows(mixed(scores, tasks, normal), 0, samples);
    for (let entry = 0; entry < responses.values.length; entry++) {
      if (stream.next() < missingShare) responses.values[entry] = NaN;
    }
    centre(responses);
    writeFileSync(join(folder, 'kernel.bin'), gaussianKernel(distances, width).values);
    writeFileSync(join(folder, 'held-kernel.bin'), gaussianKernel(held, width).values);
    writeFileSync(join(folder, 'responses.bin'), responses.values);
    return {};
  },
);

export const kbmtlAnswer = z.object({
  seconds: z.array(z.number()),
  /** Of a repeat, on average: what other programs of the machine do not lengthen. */
  processor_s: z.number(),
  peak_mb: z.number(),
  /** From the peer's predictions, relative to their largest; null without a peer. */
  difference: z.number().nullable(),
});

/** Trains from the peer's starting values where it left some, and compares what both predict. */
export const trainKbmtl = definePart(
  kbmtlShape.extend({ folder: z.string(), seed: z.number(), repeats: z.number(), hasPeer: z.boolean() }),
  ({ folder, repeats, hasPeer, seed, ...shape }): z.infer<typeof kbmtlAnswer> => {
    const { samples, heldOut, tasks, sweeps } = shape;
    const read = (name: string, rows: number, columns: number): Matrix =>
      matrix(rows, columns, numbersIn(join(folder, name)));
    const kernel = read('kernel.bin', samples, samples);
    const responses = read('responses.bin', samples, tasks);
    const start = hasPeer ? startOf(shape, read) : randomStart(shape, randomStream(seed, 'start'));
    kbmtl(kernel, responses, { start, sweeps: 2 });
    let fit = { projection: start.projection, weights: start.weights };
    const before = process.cpuUsage();
    const seconds = timeRepeats(repeats, () => {
      fit = kbmtl(kernel, responses, { start, sweeps });
    });
    const { user, system } = process.cpuUsage(before);
    const peak = peakMegabytes();
    const predicted = predictKbmtl(fit, read('held-kernel.bin', samples, heldOut));
    const difference = hasPeer
      ? largestDifference(predicted.values, read('predictions.bin', heldOut, tasks).values)
      : null;
    return { seconds, processor_s: (user + system) / 1e6 / repeats, peak_mb: peak, difference };
  },
);

function startOf(
  { samples, tasks, dimensions }: Shape,
  read: (name: string, rows: number, columns: number) => Matrix,
): KbmtlStart {
  return {
    projection: read('projection.bin', samples, dimensions),
    latent: read('latent.bin', dimensions, samples),
    weights: read('weights.bin', dimensions, tasks),
  };
}

/** Columns that mix the scores of a few factors, with noise as strong. */
function mixed({ rows, values }: Matrix, columns: number, normal: (count: number) => Float64Array): Matrix {
  const target = matrix(rows, columns, normal(rows * columns));
  for (let j = 0; j < columns; j++) {
    const loadings = normal(factors);
    const own = column(target, j);
    for (let factor = 0; factor < factors; factor++) {
      const share = loadings[factor] / Math.sqrt(factors);
      for (let row = 0; row < rows; row++) own[row] += share * values[factor * rows + row];
    }
  }
  return target;
}

function firstRows(source: Matrix, from: number, count: number): Matrix {
  const target = matrix(count, source.columns);
  for (let j = 0; j < source.columns; j++) {
    column(target, j).set(column(source, j).subarray(from, from + count));
  }
  return target;
}

function centre(responses: Matrix): void {
  for (let task = 0; task < responses.columns; task++) {
    const own = column(responses, task);
    const { mean } = moments(own);
    own.forEach((value, row) => (own[row] = value - mean));
  }
}

function numbersIn(path: string): Float64Array {
  const bytes = readFileSync(path);
  return new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
}

function largestDifference(ours: Float64Array, theirs: Float64Array): number {
  const largest = theirs.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return ours.reduce((most, value, entry) => Math.max(most, Math.abs(value - theirs[entry])), 0) / largest;
}
