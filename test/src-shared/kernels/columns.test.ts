import { expect, it } from 'vitest';
import fc from 'fast-check';
import { kernels } from '#shared/kernels/instance.ts';
import { Workspace } from '#shared/kernels/memory.ts';
import { randomNormal, randomStream } from '#shared/numerics/random/stream.ts';

const shapes = fc.record({
  blocks: fc.integer({ min: 1, max: 12 }),
  count: fc.integer({ min: 0, max: 40 }),
  zeroShare: fc.constantFrom(0, 0.3, 1),
  seed: fc.integer({ min: 1, max: 1000 }),
});

it('dots and combinations of columns agree with plain loops for any shape', () => {
  fc.assert(
    fc.property(shapes, ({ blocks, count, zeroShare, seed }) => {
      const workspace = new Workspace();
      const stream = randomStream(seed, 'columns');
      const stride = 4 * blocks;
      const columns = workspace.float64(stride * count).map(() => randomNormal(stream));
      const inKernel = workspace.copyOf(columns);
      const right = workspace.float64(stride);
      const weights = workspace.float64(count);
      for (let i = 0; i < stride; i++) right[i] = randomNormal(stream);
      for (let k = 0; k < count; k++) weights[k] = stream.next() < zeroShare ? 0 : randomNormal(stream);
      const dots = workspace.float64(count);
      const target = workspace.copyOf(right);
      kernels.columnDots(inKernel.byteOffset, stride, count, right.byteOffset, dots.byteOffset);
      kernels.subtractColumns(target.byteOffset, inKernel.byteOffset, stride, weights.byteOffset, count);
      const chosen = workspace.int32(count);
      for (let k = 0; k < count; k++) chosen[k] = (3 * k) % count;
      const combined = workspace.copyOf(right);
      kernels.addChosenColumns(
        combined.byteOffset,
        inKernel.byteOffset,
        stride,
        chosen.byteOffset,
        weights.byteOffset,
        count,
      );
      const expected = Float64Array.from(right);
      for (let k = 0; k < count; k++) {
        for (let i = 0; i < stride; i++) expected[i] += weights[k] * columns[chosen[k] * stride + i];
      }
      expected.forEach((value, i) => expect(Math.abs(combined[i] - value)).toBeLessThan(1e-12 * (1 + count)));
      const remaining = Float64Array.from(right);
      for (let k = 0; k < count; k++) {
        let sum = 0;
        for (let i = 0; i < stride; i++) {
          sum += columns[k * stride + i] * right[i];
          remaining[i] -= weights[k] * columns[k * stride + i];
        }
        expect(Math.abs(dots[k] - sum)).toBeLessThan(1e-12 * stride);
      }
      remaining.forEach((value, i) => expect(Math.abs(target[i] - value)).toBeLessThan(1e-12 * (1 + count)));
      workspace.release();
    }),
    { numRuns: 80 },
  );
});
