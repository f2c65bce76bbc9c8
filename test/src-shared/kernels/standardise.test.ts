import { expect, it } from 'vitest';
import fc from 'fast-check';
import { Workspace } from '#shared/kernels/memory.ts';
import { matrix } from '#shared/numerics/linalg/matrix.ts';
import {
  releaseResidentFeatures,
  residentDesign,
  residentFeatures,
  rowPredictor,
} from '#shared/numerics/linalg/residentDesign.ts';
import { standardisation, standardised } from '#shared/numerics/linalg/standardise.ts';
import { randomNormal, randomStream, shuffle } from '#shared/numerics/random/stream.ts';

const shapes = fc.record({
  rows: fc.integer({ min: 1, max: 23 }),
  columns: fc.integer({ min: 1, max: 9 }),
  chosen: fc.integer({ min: 1, max: 23 }),
  missingShare: fc.constantFrom(0, 0.2, 1),
  isConstant: fc.boolean(),
  seed: fc.integer({ min: 1, max: 1000 }),
});

it('designs of some rows, and predictions of others, are those of the plain standardisation', () => {
  fc.assert(
    fc.property(shapes, ({ rows, columns, chosen, missingShare, isConstant, seed }) => {
      const stream = randomStream(seed, 'resident');
      const features = matrix(rows, columns);
      for (let entry = 0; entry < features.values.length; entry++) {
        const value = isConstant && entry < rows ? 0.1 : 3 + randomNormal(stream);
        features.values[entry] = stream.next() < missingShare ? NaN : value;
      }
      const order = Int32Array.from(
        shuffle(
          Array.from({ length: rows }, (_, i) => i),
          stream,
        ),
      );
      const own = order.slice(0, Math.min(chosen, rows));
      const constants = standardisation(features, own, 'unit');
      const expected = standardised(features, own, constants);
      const workspace = new Workspace();
      const resident = residentFeatures(features);
      try {
        const made = residentDesign(resident, own, workspace);
        const off = (a: Float64Array, b: Float64Array) =>
          Math.max(0, ...a.map((value, k) => Math.abs(value - b[k])));
        expect(off(made.constants.means, constants.means)).toBeLessThan(1e-13);
        expect(off(made.constants.deviations, constants.deviations)).toBeLessThan(1e-13);
        expect(off(made.design.values, expected.values)).toBeLessThan(1e-11);
        const further = order.slice(own.length);
        const both = residentDesign(resident, own, workspace, further);
        expect(off(both.constants.deviations, constants.deviations)).toBeLessThan(1e-13);
        const all = Int32Array.of(...own, ...further);
        expect(off(both.design.values, standardised(features, all, constants).values)).toBeLessThan(1e-9);
        const nonzero = Int32Array.from(
          [...constants.deviations.keys()].filter((j) => constants.deviations[j] > 0),
        );
        const weights = Float64Array.from(nonzero, () => randomNormal(stream));
        const others = standardised(features, order, constants);
        const predicted = rowPredictor(
          resident,
          made.constants,
          order,
          workspace,
        )({
          features: nonzero,
          weights,
          intercept: 2,
        });
        order.forEach((_, i) => {
          const sum = nonzero.reduce((total, j, k) => total + weights[k] * others.values[j * rows + i], 2);
          expect(Math.abs(predicted[i] - sum)).toBeLessThan(1e-8 * (1 + Math.abs(sum)));
        });
      } finally {
        releaseResidentFeatures(resident);
        workspace.release();
      }
    }),
  );
});
