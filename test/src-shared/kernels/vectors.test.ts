import fc from 'fast-check';
import { expect, it } from 'vitest';
import { kernels } from '#shared/kernels/instance.ts';
import { residentDot } from '#shared/kernels/vectors.ts';
import { matrix } from '#shared/numerics/linalg/matrix.ts';
import { maskedSquaredLoss, writeResiduals } from '#shared/numerics/losses/maskedSquaredLoss.ts';
import { dimension, normalMatrix, seed } from '../../support/arbitraries.ts';
import { inWorkspace } from '../../support/inWorkspace.ts';
import { plainDot, plainResiduals } from '../../support/plainKernels.ts';

it('inner products and scaled sums agree with their twins at any length', () => {
  const check = fc.property(dimension, seed, (length, start) => {
    inWorkspace((workspace) => {
      const left = workspace.copyOf(normalMatrix(length, 1, start).values);
      const right = workspace.copyOf(normalMatrix(length, 1, start + 1).values);
      expect(residentDot(left, right)).toBeCloseTo(plainDot(left, right), 11);
      const expected = left.map((value, i) => value + 0.3 * right[i]);
      kernels.addScaled(left.byteOffset, 0.3, right.byteOffset, length);
      expect([...left]).toEqual([...expected]);
    });
  });
  fc.assert(check);
});

it('residuals agree with their twin, also where a task has no value or one', () => {
  const missing = fc.constantFrom(0, 0.3, 0.9, 1);
  const check = fc.property(
    fc.integer({ min: 1, max: 30 }),
    fc.integer({ min: 1, max: 6 }),
    missing,
    seed,
    (rows, tasks, share, start) => {
      inWorkspace((workspace) => {
        const responses = normalMatrix(rows, tasks, start);
        const chance = normalMatrix(rows, tasks, start + 1).values;
        responses.values.forEach((value, i) => {
          responses.values[i] = Math.abs(Math.sin(chance[i] * 1000)) < share ? NaN : value;
        });
        const loss = maskedSquaredLoss(matrix(rows, 1), responses, workspace);
        const { fitted, residuals } = loss;
        fitted.values.set(normalMatrix(rows, tasks, start + 2).values);
        const squares = writeResiduals(loss, fitted, residuals);
        const expected = plainResiduals(responses, fitted).values;
        expected.forEach((value, i) => {
          expect(residuals.values[i]).toBeCloseTo(value, 12);
        });
        expect(squares).toBeCloseTo(plainDot(expected, expected), 10);
      });
    },
  );
  fc.assert(check);
});
