import fc from 'fast-check';
import { expect, it } from 'vitest';
import { kernels } from '#shared/kernels/instance.ts';
import { Workspace } from '#shared/kernels/memory.ts';
import { residentAddScaled, residentDot } from '#shared/kernels/vectors.ts';
import { matrix } from '#shared/numerics/linalg/matrix.ts';
import { maskedSquaredLoss, writeResiduals } from '#shared/numerics/losses/maskedSquaredLoss.ts';
import { dimension, normalMatrix, seed } from '../../support/arbitraries.ts';
import { plainDot, plainProduct, plainResiduals, plainTranspose } from '../../support/plainKernels.ts';

function inWorkspace(body: (workspace: Workspace) => void): void {
  const workspace = new Workspace();
  try {
    body(workspace);
  } finally {
    workspace.release();
  }
}

it('inner products and scaled sums agree with their twins at any length', () => {
  const check = fc.property(dimension, seed, (length, start) => {
    inWorkspace((workspace) => {
      const left = workspace.copyOf(normalMatrix(length, 1, start).values);
      const right = workspace.copyOf(normalMatrix(length, 1, start + 1).values);
      expect(residentDot(left, right)).toBeCloseTo(plainDot(left, right), 11);
      const expected = left.map((value, i) => value + 0.3 * right[i]);
      residentAddScaled(left, 0.3, right);
      expect([...left]).toEqual([...expected]);
    });
  });
  fc.assert(check);
});

it('single-precision products agree with their twins to single precision', () => {
  const check = fc.property(dimension, dimension, dimension, seed, (m, n, k, start) => {
    inWorkspace((workspace) => {
      const left = normalMatrix(k, m, start);
      const right = normalMatrix(k, n, start + 1);
      const single = (values: Float64Array): Float32Array => {
        const copy = workspace.float32(values.length);
        copy.set(values);
        return copy;
      };
      const a = single(left.values);
      const b = single(right.values);
      const target = workspace.float32(m * n);
      const work = workspace.float64(200_000).byteOffset;
      kernels.gemmSingle(m, n, k, a.byteOffset, k, b.byteOffset, k, target.byteOffset, m, work);
      const expected = plainProduct(plainTranspose(left), right).values;
      const worst = expected.reduce((most, value, i) => Math.max(most, Math.abs(value - target[i])), 0);
      expect(worst).toBeLessThan(1e-3);
      if (m > 0 && n > 0)
        expect(kernels.dotSingle(a.byteOffset, b.byteOffset, k)).toBeCloseTo(expected[0], 3);
    });
  });
  fc.assert(check, { numRuns: 60 });
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
