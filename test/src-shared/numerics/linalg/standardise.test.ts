import { expect, it } from 'vitest';
import { Workspace } from '#shared/kernels/memory.ts';
import { column, matrix } from '#shared/numerics/linalg/matrix.ts';
import { standardisation, standardised } from '#shared/numerics/linalg/standardise.ts';

const features = matrix(4, 3, Float64Array.of(1, 3, 5, 100, 2, NaN, 4, 100, 0.1, 0.1, 0.1, 100));
const rows = Int32Array.of(0, 1, 2);

it('takes means and deviations from the given rows alone, leaving NaN out', () => {
  const { means, deviations } = standardisation(features, rows, 'unit');
  expect([means[0], means[1]]).toEqual([3, 3]);
  expect(deviations[0]).toBeCloseTo(Math.sqrt(8 / 3), 14);
  expect(deviations[1]).toBe(1);
});

it('marks a constant column by deviation 0 under either scale', () => {
  expect(standardisation(features, rows, 'unit').deviations[2]).toBe(0);
  expect([...standardisation(features, rows, 'none').deviations]).toEqual([1, 1, 0]);
});

it('centres and divides, fills NaN with the training mean and zeroes a constant column', () => {
  const design = standardised(features, Int32Array.of(1, 3), standardisation(features, rows, 'unit'));
  expect(column(design, 0)[0]).toBe(0);
  expect(column(design, 0)[1]).toBeCloseTo(97 / Math.sqrt(8 / 3), 12);
  expect([...column(design, 1)]).toEqual([0, 97]);
  expect([...column(design, 2)]).toEqual([0, 0]);
});

it('gives the same in the memory of a workspace, whatever was there', () => {
  const workspace = new Workspace();
  workspace.float64(64).fill(NaN);
  workspace.release();
  const constants = standardisation(features, rows, 'unit');
  const design = standardised(features, rows, constants, workspace);
  expect(design.values.buffer).toBeInstanceOf(SharedArrayBuffer);
  expect([...design.values]).toEqual([...standardised(features, rows, constants).values]);
  workspace.release();
});
