import { Matrix as MlMatrix } from 'ml-matrix';
import { z } from 'zod';
import { kernels } from '../../../src-shared/kernels/instance.ts';
import { Workspace } from '../../../src-shared/kernels/memory.ts';
import { gramInto, multiplyInto } from '../../../src-shared/kernels/products.ts';
import { randomStream } from '../../../src-shared/numerics/random/stream.ts';
import { timeRepeats } from '../run/timings.ts';
import { definePart, peakMegabytes } from './part.ts';

export const gemmOperation = z.enum(['f64', 'f64-syrk', 'f32']);
export type GemmOperation = z.infer<typeof gemmOperation>;

export const gemmAnswer = z.object({
  seconds: z.array(z.number()),
  plain_s: z.array(z.number()),
  /** ml-matrix knows the one general product in 64 bits. */
  ml_matrix_s: z.array(z.number()),
  /** Largest difference from the plain product, over the largest entry. */
  difference: z.number(),
  peak_mb: z.number(),
});

/** Products of square matrices in the kernels' memory, beside plain loops and ml-matrix. */
export const gemm = definePart(
  z.object({ operation: gemmOperation, size: z.number(), repeats: z.number() }),
  ({ operation, size, repeats }): z.infer<typeof gemmAnswer> => {
    const workspace = new Workspace();
    try {
      const { target, left, right, multiply } = prepared(operation, size, workspace);
      multiply();
      const seconds = timeRepeats(repeats, multiply);
      const peak = peakMegabytes();
      const plainTarget = Float64Array.from(target);
      const transposes = operation === 'f32';
      const plain = (): void => plainProduct(size, left, right, plainTarget, transposes);
      plain();
      return {
        seconds,
        plain_s: timeRepeats(repeats, plain),
        ml_matrix_s: operation === 'f64' ? timeMlMatrix(repeats, size, left, right) : [],
        difference: largestDifference(target, plainTarget),
        peak_mb: peak,
      };
    } finally {
      workspace.release();
    }
  },
);

/** Operands of uniform numbers; f32 multiplies A' B, syrk A A', f64 A B. */
function prepared(operation: GemmOperation, size: number, workspace: Workspace) {
  const length = size * size;
  const stream = randomStream(1, 'gemm');
  const uniform = Float64Array.from({ length }, () => stream.next() - 0.5);
  const other = Float64Array.from({ length }, () => stream.next() - 0.5);
  if (operation === 'f32') {
    const [left, right, target] = [0, 1, 2].map(() => workspace.float32(length));
    left.set(uniform);
    right.set(other);
    const columns = workspace.int32(size);
    columns.forEach((_, j) => (columns[j] = target.byteOffset + 4 * size * j));
    const [a, b, targets] = [left, right, columns].map(({ byteOffset }) => byteOffset);
    const multiply = (): void => kernels.scanSingle(a, size, size, b, size, targets);
    return { target, left: Float64Array.from(left), right: Float64Array.from(right), multiply };
  }
  const square = (values: Float64Array) => ({ rows: size, columns: size, values });
  const left = square(workspace.copyOf(uniform));
  const target = square(workspace.float64(length));
  if (operation === 'f64-syrk') {
    const multiply = (): void => gramInto(target, left, false);
    return { target: target.values, left: uniform, right: transposedSquare(uniform, size), multiply };
  }
  const right = square(workspace.copyOf(other));
  const multiply = (): void => multiplyInto(target, left, right);
  return { target: target.values, left: uniform, right: other, multiply };
}

function transposedSquare(values: Float64Array, size: number): Float64Array {
  return values.map((_, i) => values[(i % size) * size + Math.floor(i / size)]);
}

/** target = A B, or A' B, by plain loops along columns. */
function plainProduct(
  size: number,
  left: Float64Array,
  right: Float64Array,
  target: Float64Array,
  transposeLeft: boolean,
): void {
  for (let j = 0; j < size; j++) {
    const at = j * size;
    if (transposeLeft) {
      for (let i = 0; i < size; i++) target[at + i] = plainDot(left, i * size, right, at, size);
    } else {
      target.fill(0, at, at + size);
      for (let k = 0; k < size; k++) plainAdd(target, at, right[at + k], left, k * size, size);
    }
  }
}

function plainDot(a: Float64Array, aStart: number, b: Float64Array, bStart: number, length: number): number {
  let sum = 0;
  for (let k = 0; k < length; k++) sum += a[aStart + k] * b[bStart + k];
  return sum;
}

function plainAdd(
  target: Float64Array,
  start: number,
  factor: number,
  source: Float64Array,
  sourceStart: number,
  length: number,
): void {
  for (let i = 0; i < length; i++) target[start + i] += factor * source[sourceStart + i];
}

function timeMlMatrix(repeats: number, size: number, left: Float64Array, right: Float64Array): number[] {
  const rowsOf = (values: Float64Array) =>
    Array.from({ length: size }, (_, i) => Array.from({ length: size }, (__, j) => values[j * size + i]));
  const a = new MlMatrix(rowsOf(left));
  const b = new MlMatrix(rowsOf(right));
  a.mmul(b);
  return timeRepeats(repeats, () => void a.mmul(b));
}

function largestDifference(found: Float64Array | Float32Array, expected: Float64Array): number {
  let difference = 0;
  let largest = 0;
  for (let i = 0; i < expected.length; i++) {
    difference = Math.max(difference, Math.abs(found[i] - expected[i]));
    largest = Math.max(largest, Math.abs(expected[i]));
  }
  return difference / largest;
}
