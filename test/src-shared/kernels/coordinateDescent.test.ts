import fc from 'fast-check';
import { expect, it } from 'vitest';
import { kernels } from '#shared/kernels/instance.ts';
import { Workspace } from '#shared/kernels/memory.ts';
import { matrix, type Matrix } from '#shared/numerics/linalg/matrix.ts';
import { normalMatrix, seed } from '../../support/arbitraries.ts';
import { plainProduct, plainTranspose } from '../../support/plainKernels.ts';

interface Sweep {
  weights: Float64Array;
  correlations: Float64Array;
  largest: number;
}

/** Each weight in its turn to its minimum, the others standing still: by the definition of the objective. */
function plainSweep(
  gram: Matrix,
  { weights, correlations }: Omit<Sweep, 'largest'>,
  threshold: number,
  ridge: number,
  onlyNonzero: boolean,
): Sweep {
  const next = weights.slice();
  const moved = correlations.slice();
  let largest = 0;
  for (let k = 0; k < next.length; k++) {
    const square = gram.values[k * gram.rows + k];
    if (square === 0 || (onlyNonzero && next[k] === 0)) continue;
    const pull = moved[k] + square * next[k];
    const shrunk = Math.sign(pull) * Math.max(0, Math.abs(pull) - threshold);
    const change = shrunk / (square + ridge) - next[k];
    next[k] += change;
    for (let j = 0; j < next.length; j++) moved[j] -= change * gram.values[k * gram.rows + j];
    largest = Math.max(largest, change * change * square);
  }
  return { weights: next, correlations: moved, largest };
}

it('a sweep over a Gram matrix agrees with its twin, with columns of zeros among the features', () => {
  const shape = fc.record({
    count: fc.integer({ min: 1, max: 30 }),
    rows: fc.integer({ min: 1, max: 20 }),
    spare: fc.integer({ min: 0, max: 3 }),
    threshold: fc.constantFrom(0, 0.5, 3),
    ridge: fc.constantFrom(0, 1),
    onlyNonzero: fc.boolean(),
    start: seed,
  });
  const check = fc.property(shape, ({ count, rows, spare, threshold, ridge, onlyNonzero, start }) => {
    const design = normalMatrix(rows, count, start);
    design.values.fill(0, 0, start % 3 === 0 ? rows : 0);
    const gram = plainProduct(plainTranspose(design), design);
    const weights = normalMatrix(count, 1, start + 1).values.map((value) => (value > 0 ? value : 0));
    const correlations = plainProduct(plainTranspose(design), normalMatrix(rows, 1, start + 2)).values;
    const expected = plainSweep(gram, { weights, correlations }, threshold, ridge, onlyNonzero);
    const workspace = new Workspace();
    const capacity = count + spare;
    const padded = matrix(capacity, capacity, workspace.float64(capacity * capacity));
    for (let k = 0; k < count; k++) {
      padded.values.set(gram.values.subarray(k * count, (k + 1) * count), k * capacity);
    }
    const ownWeights = workspace.copyOf(weights);
    const ownCorrelations = workspace.copyOf(correlations);
    const squares = workspace.copyOf(weights.map((_, k) => gram.values[k * count + k]));
    const largest = kernels.sweepGram(
      count,
      ownWeights.byteOffset,
      ownCorrelations.byteOffset,
      squares.byteOffset,
      padded.values.byteOffset,
      capacity,
      threshold,
      ridge,
      onlyNonzero,
    );
    expect(largest).toBeCloseTo(expected.largest, 9);
    expected.weights.forEach((weight, k) => {
      expect(ownWeights[k]).toBeCloseTo(weight, 9);
      expect(ownCorrelations[k]).toBeCloseTo(expected.correlations[k], 9);
    });
    workspace.release();
  });
  fc.assert(check, { numRuns: 200 });
});
