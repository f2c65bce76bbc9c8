import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { kernels } from '#shared/kernels/instance.ts';
import { Workspace } from '#shared/kernels/memory.ts';
import { randomNormal, randomStream } from '#shared/numerics/random/stream.ts';

const padded = (length: number): number => Math.ceil(length / 4) * 4;
const single = 2 ** -24;

function normals(count: number, seed: number): number[] {
  const stream = randomStream(seed, 'kernel');
  return Array.from({ length: count }, () => randomNormal(stream));
}

/** count columns of `rows` random values in the kernels' memory, `padded(rows)` apart. */
function singleColumns(workspace: Workspace, rows: number, count: number, seed: number): Float32Array {
  const stride = padded(rows);
  const columns = workspace.float32(stride * count);
  const values = normals(rows * count, seed);
  for (let j = 0; j < count; j++) columns.set(values.slice(j * rows, (j + 1) * rows), j * stride);
  return columns;
}

function naiveDot(
  left: Float32Array,
  leftStart: number,
  right: Float32Array,
  rightStart: number,
  length: number,
) {
  let sum = 0;
  let size = 0;
  for (let i = 0; i < length; i++) {
    sum += left[leftStart + i] * right[rightStart + i];
    size += Math.abs(left[leftStart + i] * right[rightStart + i]);
  }
  return { sum, size };
}

const shapes = fc.record({
  rows: fc.integer({ min: 1, max: 70 }),
  columns: fc.integer({ min: 1, max: 90 }),
  rights: fc.integer({ min: 1, max: 5 }),
  seed: fc.integer({ min: 1, max: 1000 }),
});

describe('a scan in single precision', () => {
  it('agrees with plain products for any shape', () => {
    fc.assert(
      fc.property(shapes, ({ rows, columns, rights, seed }) => {
        const workspace = new Workspace();
        const stride = padded(rows);
        const count = padded(columns);
        const x = singleColumns(workspace, rows, count, seed);
        const r = singleColumns(workspace, rows, rights, seed + 1);
        const targets = Array.from({ length: rights }, () => workspace.float32(count));
        const addresses = workspace.int32(rights);
        targets.forEach((target, t) => (addresses[t] = target.byteOffset));
        kernels.scanSingle(x.byteOffset, count, stride, r.byteOffset, rights, addresses.byteOffset);
        targets.forEach((target, t) =>
          target.forEach((value, j) => {
            const { sum, size } = naiveDot(x, j * stride, r, t * stride, rows);
            expect(Math.abs(value - sum)).toBeLessThanOrEqual((rows / 4 + 8) * single * size);
          }),
        );
        workspace.release();
      }),
      { numRuns: 60 },
    );
  });

  it('agrees with plain products for chosen columns', () => {
    fc.assert(
      fc.property(shapes, ({ rows, columns, seed }) => {
        const workspace = new Workspace();
        const stride = padded(rows);
        const x = singleColumns(workspace, rows, columns, seed);
        const r = singleColumns(workspace, rows, 1, seed + 1);
        const chosen = workspace.int32(columns);
        for (let k = 0; k < columns; k++) chosen[k] = (k * 7) % columns;
        const target = workspace.float32(columns);
        kernels.chosenDotsSingle(
          x.byteOffset,
          stride,
          chosen.byteOffset,
          columns,
          r.byteOffset,
          target.byteOffset,
        );
        target.forEach((value, k) => {
          const { sum, size } = naiveDot(x, chosen[k] * stride, r, 0, rows);
          expect(Math.abs(value - sum)).toBeLessThanOrEqual((rows / 4 + 8) * single * size);
        });
        workspace.release();
      }),
      { numRuns: 60 },
    );
  });
});

describe('bounds in single precision', () => {
  it('name exactly the features above the threshold, in order', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 1000 }), (blocks, seed) => {
        const workspace = new Workspace();
        const count = 4 * blocks;
        const [first, second, limits] = [0, 1, 2].map((k) => {
          const values = workspace.float32(count);
          values.set(normals(count, seed + 7 * k));
          return values;
        });
        limits.forEach((value, j) => (limits[j] = j % 5 === 0 ? Infinity : 1 + Math.abs(value)));
        const target = workspace.int32(count);
        const [a, b, slack, threshold] = [0.5, -0.25, 0.125, 0.25];
        const found = kernels.boundsExceeding(
          first.byteOffset,
          second.byteOffset,
          limits.byteOffset,
          count,
          a,
          b,
          slack,
          threshold,
          target.byteOffset,
        );
        const round = Math.fround;
        const expected = Array.from(first.keys()).filter((j) => {
          const known = Math.abs(round(round(a * first[j]) + round(b * second[j])));
          return round(known + slack) > round(threshold * limits[j]);
        });
        expect([...target.subarray(0, found)]).toEqual(expected);
        workspace.release();
      }),
      { numRuns: 60 },
    );
  });
});

describe('unit columns', () => {
  it('are the columns over their lengths; zeros stay', () => {
    fc.assert(
      fc.property(shapes, ({ rows, columns, seed }) => {
        const workspace = new Workspace();
        const stride = padded(rows);
        const source = workspace.float64(rows * columns);
        source.set(normals(rows * columns, seed));
        source.fill(0, 0, rows);
        const target = workspace.float32(stride * columns).fill(7);
        const norms = workspace.float64(columns);
        kernels.unitColumns(source.byteOffset, rows, columns, target.byteOffset, stride, norms.byteOffset);
        for (let j = 0; j < columns; j++) {
          const values = source.subarray(j * rows, (j + 1) * rows);
          const norm = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
          expect(Math.abs(norms[j] - norm)).toBeLessThanOrEqual(1e-14 * norm);
          values.forEach((value, i) => {
            const expected = norm > 0 ? value / norm : 0;
            expect(Math.abs(target[j * stride + i] - expected)).toBeLessThanOrEqual(
              2 * single * Math.abs(expected),
            );
          });
          for (let i = rows; i < stride; i++) expect(target[j * stride + i]).toBe(0);
        }
        workspace.release();
      }),
      { numRuns: 60 },
    );
  });
});
