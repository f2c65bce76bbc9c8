import { describe, expect, it } from 'vitest';
import { column, matrix } from '../../../../src-shared/numerics/linalg/matrix.ts';
import type { Matrix } from '../../../../src-shared/numerics/linalg/matrix.ts';
import {
  gaussianKernel,
  meanDistance,
  rowDistances,
} from '../../../../src-shared/numerics/solvers/gaussianKernel.ts';
import { kbmtl, predictKbmtl, randomStart } from '../../../../src-shared/numerics/solvers/kbmtl.ts';
import { randomStream } from '../../../../src-shared/numerics/random/stream.ts';
import { moments } from '../../../../src-shared/numerics/statistics/moments.ts';
import { numbersOf, readRows } from '../../../support/table.ts';

/** Every fifth line is predicted. */
const isTest = (row: number): boolean => row % 5 === 4;

function rowsOf(source: Matrix, wanted: (row: number) => boolean): Matrix {
  const rows = Array.from({ length: source.rows }, (_, row) => row).filter(wanted);
  const values = Array.from({ length: source.columns }, (_, j) => rows.map((row) => column(source, j)[row]));
  return matrix(rows.length, source.columns, Float64Array.from(values.flat()));
}

function centredByTask(responses: Matrix): { centred: Matrix; means: number[] } {
  const means = Array.from({ length: responses.columns }, (_, task) => moments(column(responses, task)).mean);
  const values = responses.values.map((value, entry) => value - means[Math.floor(entry / responses.rows)]);
  return { centred: matrix(responses.rows, responses.columns, values), means };
}

describe.each(['panel-a', 'panel-b'])(
  "kernelized Bayesian multitask learning agrees with its authors' on %s",
  (name) => {
    const golden = (table: string): Matrix => numbersOf(`goldens/${name}/${table}.tsv`);
    const setup = new Map(
      readRows(`goldens/${name}/kbmtl_setup.tsv`).map(({ key, value }) => [key, Number(value)]),
    );
    const features = golden('features');
    const training = rowsOf(features, (row) => !isTest(row));
    const distances = rowDistances(training, training);

    it('in the width of the kernel', () => {
      expect(meanDistance(distances) / (setup.get('sigma_kernel') ?? NaN)).toBeCloseTo(1, 10);
    });

    it('in its predictions after all sweeps from the same start', () => {
      const width = meanDistance(distances);
      const { centred, means } = centredByTask(rowsOf(golden('response'), (row) => !isTest(row)));
      const start = {
        projection: golden('kbmtl_initial_A'),
        latent: golden('kbmtl_initial_H'),
        weights: golden('kbmtl_initial_W'),
      };
      const fit = kbmtl(gaussianKernel(distances, width), centred, {
        start,
        sweeps: setup.get('iterations') ?? 0,
      });
      const held = gaussianKernel(rowDistances(training, rowsOf(features, isTest)), width);
      const predicted = predictKbmtl(fit, held);
      const expected = golden('kbmtl_predictions');
      const errors = predicted.values.map((value, entry) =>
        Math.abs(value + means[Math.floor(entry / predicted.rows)] - expected.values[entry]),
      );
      expect(errors).toHaveLength(expected.values.length);
      expect(Math.max(...errors)).toBeLessThan(1e-6);
    });
  },
);

describe('kernelized Bayesian multitask learning', () => {
  const stream = randomStream(1, 'kbmtl-test');
  const points = matrix(
    12,
    3,
    Float64Array.from({ length: 36 }, () => stream.next()),
  );
  const distances = rowDistances(points, points);
  const kernel = gaussianKernel(distances, meanDistance(distances));
  const responses = matrix(
    12,
    4,
    Float64Array.from({ length: 48 }, () => stream.next() - 0.5),
  );
  const start = randomStart({ samples: 12, tasks: 4, dimensions: 2 }, randomStream(2, 'start'));

  it('does not write to what it is given', () => {
    const before = start.projection.values.slice();
    kbmtl(kernel, responses, { start, sweeps: 2 });
    expect(start.projection.values).toEqual(before);
  });

  it('does not look at what is missing', () => {
    const gap = 17;
    const withGap = responses.values.slice();
    withGap[gap] = NaN;
    const fit = kbmtl(kernel, matrix(12, 4, withGap), { start, sweeps: 5 });
    expect(fit.weights.values.every(Number.isFinite)).toBe(true);
    const whole = kbmtl(kernel, responses, { start, sweeps: 5 });
    expect(fit.weights.values).not.toEqual(whole.weights.values);
  });

  it('ends after the sweep in which it is cancelled', () => {
    let asked = 0;
    const isCancelled = (): boolean => ++asked === 3;
    const cut = kbmtl(kernel, responses, { start, sweeps: 50, isCancelled });
    expect(asked).toBe(3);
    expect(cut.weights.values).toEqual(kbmtl(kernel, responses, { start, sweeps: 3 }).weights.values);
  });
});
