import fc from 'fast-check';
import { Matrix, pseudoInverse } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import { kernels } from '#shared/kernels/instance.ts';
import { AndersonMixing } from '#shared/numerics/solvers/andersonMixing.ts';
import { normalMatrix, seed } from '../../../support/arbitraries.ts';
import { inWorkspace } from '../../../support/inWorkspace.ts';

/** The next x by the definition: g less the image steps, combined as the residual steps best give the residual. */
function plainNext(
  points: readonly Float64Array[],
  images: readonly Float64Array[],
  memory: number,
): number[] {
  const residuals = images.map((image, k) => image.map((value, i) => value - points[k][i]));
  const steps = (values: readonly Float64Array[]): Float64Array[] =>
    values.slice(1).map((value, k) => value.map((entry, i) => entry - values[k][i]));
  const residualSteps = steps(residuals).slice(-memory);
  const imageSteps = steps(images).slice(-memory);
  const [image, residual] = [images, residuals].map((values) => values[values.length - 1]);
  if (residualSteps.length === 0) return [...image];
  const columns = new Matrix(residualSteps.map((step) => [...step])).transpose();
  const shares = pseudoInverse(columns)
    .mmul(Matrix.columnVector([...residual]))
    .to1DArray();
  return [...image].map(
    (value, i) => value - shares.reduce((sum, share, k) => sum + share * imageSteps[k][i], 0),
  );
}

describe('Anderson mixing', () => {
  it('agrees with its definition, over any length and memory', () => {
    const check = fc.property(
      fc.integer({ min: 8, max: 31 }),
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 1, max: 9 }),
      seed,
      (length, memory, count, start) => {
        inWorkspace((workspace) => {
          const vectors = (from: number): Float64Array[] =>
            Array.from({ length: count }, (_, k) =>
              workspace.copyOf(normalMatrix(length, 1, from + k).values),
            );
          const points = vectors(start);
          const images = vectors(start + 100);
          const mixing = new AndersonMixing(memory, length, workspace);
          points.forEach((point, k) => {
            const distance = Math.hypot(...images[k].map((value, i) => value - point[i]));
            expect(mixing.observe(point, images[k])).toBeCloseTo(distance, 10);
          });
          const target = workspace.float64(length);
          mixing.next(target);
          plainNext(points, images, memory).forEach((value, i) => {
            expect(Math.abs(target[i] - value)).toBeLessThan(1e-5 * (1 + Math.abs(value)));
          });
        });
      },
    );
    fc.assert(check, { numRuns: 100 });
  });

  it('takes no difference over a jump, and keeps the older ones', () => {
    inWorkspace((workspace) => {
      const length = 11;
      const vector = (from: number): Float64Array => workspace.copyOf(normalMatrix(length, 1, from).values);
      const [x0, g0, x1, g1, x2, g2] = [1, 2, 3, 4, 5, 6].map(vector);
      const mixing = new AndersonMixing(1, length, workspace);
      mixing.observe(x0, g0);
      mixing.observe(x1, g1);
      mixing.jump();
      mixing.observe(x2, g2);
      const target = workspace.float64(length);
      mixing.next(target);
      const step = g1.map((value, i) => value - x1[i] - (g0[i] - x0[i]));
      const residual = g2.map((value, i) => value - x2[i]);
      const dot = (a: Float64Array, b: Float64Array): number =>
        a.reduce((sum, value, i) => sum + value * b[i], 0);
      const share = dot(step, residual) / dot(step, step);
      target.forEach((value, i) => expect(value).toBeCloseTo(g2[i] - share * (g1[i] - g0[i]), 8));
    });
  });

  it('solves a linear system in as many steps as it has dimensions', () => {
    inWorkspace((workspace) => {
      const size = 6;
      const mixing = new AndersonMixing(size, size, workspace);
      const noise = normalMatrix(size, size, 9).values;
      const image = workspace.float64(size);
      const x = workspace.float64(size);
      let distance = Infinity;
      for (let step = 0; step <= size + 1; step++) {
        for (let i = 0; i < size; i++) {
          image[i] = 1;
          for (let j = 0; j < size; j++) image[i] += 0.3 * noise[j * size + i] * x[j];
        }
        distance = mixing.observe(x, image);
        mixing.next(x);
      }
      expect(distance).toBeLessThan(1e-6);
    });
  });
});

it('a step taken in leaves differences and the new values, also of odd lengths', () => {
  const check = fc.property(fc.integer({ min: 0, max: 9 }), seed, (length, start) => {
    inWorkspace((workspace) => {
      const [current, image, residual, lastImage] = [0, 1, 2, 3].map((k) =>
        workspace.copyOf(normalMatrix(length, 1, start + k).values),
      );
      const before = { residual: residual.slice(), lastImage: lastImage.slice() };
      const [imageStep, residualStep] = [workspace.float64(length), workspace.float64(length)];
      const addresses = [current, image, residual, lastImage, imageStep, residualStep];
      const [a, b, c, d, e, f] = addresses.map(({ byteOffset }) => byteOffset);
      kernels.takeStep(a, b, c, d, e, f, length);
      for (let i = 0; i < length; i++) {
        expect(residual[i]).toBe(image[i] - current[i]);
        expect(lastImage[i]).toBe(image[i]);
        expect(imageStep[i]).toBe(image[i] - before.lastImage[i]);
        expect(residualStep[i]).toBe(residual[i] - before.residual[i]);
      }
    });
  });
  fc.assert(check);
});
