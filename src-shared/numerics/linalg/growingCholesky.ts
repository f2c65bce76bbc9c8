import { dotOfParts, addScaledPart } from './vector.ts';

/** The upper triangular R of A = R'R while rows and columns of A come and go. */
export interface GrowingCholesky {
  size: number;
  capacity: number;
  /** Column j from j * capacity. */
  values: Float64Array;
}

/** Share of its diagonal element below which a new pivot is rounding: the column depends on the others. */
const pivotShare = 1e-10;

export function growingCholesky(capacity: number): GrowingCholesky {
  return { size: 0, capacity, values: new Float64Array(capacity * capacity) };
}

/**
 * Appends a row and column to A: its products with those before (the first `size` values) and its diagonal element.
 * Returns false, changing nothing, when A would not be positive definite to working precision.
 */
export function appendColumn(factor: GrowingCholesky, products: Float64Array, diagonal: number): boolean {
  if (factor.size === factor.capacity) widen(factor);
  const { size, capacity, values } = factor;
  const start = size * capacity;
  for (let k = 0; k < size; k++) {
    const sum = dotOfParts(values, k * capacity, values, start, k);
    values[start + k] = (products[k] - sum) / values[k * capacity + k];
  }
  const pivot = diagonal - dotOfParts(values, start, values, start, size);
  if (!(pivot > pivotShare * diagonal)) return false;
  values[start + size] = Math.sqrt(pivot);
  factor.size += 1;
  return true;
}

function widen(factor: GrowingCholesky): void {
  const wider = growingCholesky(2 * factor.capacity);
  for (let j = 0; j < factor.size; j++) {
    const start = j * factor.capacity;
    wider.values.set(factor.values.subarray(start, start + j + 1), j * wider.capacity);
  }
  factor.capacity = wider.capacity;
  factor.values = wider.values;
}

/** Removes row and column `index` of A, by plane rotations (Golub & Van Loan, 6.5.2). */
export function removeColumn(factor: GrowingCholesky, index: number): void {
  const { capacity, values } = factor;
  const cosines = new Float64Array(factor.size);
  const sines = new Float64Array(factor.size);
  factor.size -= 1;
  for (let j = index; j < factor.size; j++) {
    const start = j * capacity;
    values.copyWithin(start, start + capacity, start + capacity + j + 2);
    rotateColumn(values, start, index, j, cosines, sines);
    const a = values[start + j];
    const b = values[start + j + 1];
    const length = Math.hypot(a, b);
    cosines[j] = a / length;
    sines[j] = b / length;
    values[start + j] = length;
    values[start + j + 1] = 0;
  }
}

function rotateColumn(
  values: Float64Array,
  start: number,
  from: number,
  to: number,
  cosines: Float64Array,
  sines: Float64Array,
): void {
  for (let i = from; i < to; i++) {
    const a = values[start + i];
    const b = values[start + i + 1];
    values[start + i] = cosines[i] * a + sines[i] * b;
    values[start + i + 1] = cosines[i] * b - sines[i] * a;
  }
}

/** Replaces b by A^-1 b, in place. */
export function solveCholesky({ size, capacity, values }: GrowingCholesky, right: Float64Array): void {
  for (let j = 0; j < size; j++) {
    const start = j * capacity;
    right[j] = (right[j] - dotOfParts(values, start, right, 0, j)) / values[start + j];
  }
  for (let j = size - 1; j >= 0; j--) {
    const start = j * capacity;
    right[j] /= values[start + j];
    addScaledPart(right, -right[j], values, start, j);
  }
}
