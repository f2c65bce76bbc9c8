import { solveUpper } from './triangular';
import { addScaled, dot } from './vectors';

/**
 * Solves (P + shift I) x = b for P = R'R, R as in ./triangular, by conjugate gradients preconditioned with P, whose
 * product with each direction follows by recurrence. Ends once the squared residual, which replaces b, is at most
 * `limit`; returns whether it got there. The solution is written to `solution`; `work` holds three vectors.
 */
export function solveShifted(
  factor: usize,
  size: i32,
  stride: i32,
  shift: f64,
  residual: usize,
  solution: usize,
  limit: f64,
  iterationLimit: i32,
  work: usize,
): bool {
  const bytes = (<usize>size) << 3;
  const preconditioned = work;
  const direction = work + bytes;
  const factoredProduct = direction + bytes;
  memory.fill(solution, 0, bytes);
  memory.copy(preconditioned, residual, bytes);
  solveUpper(factor, size, stride, preconditioned);
  if (shift == 0) {
    memory.copy(solution, preconditioned, bytes);
    return true;
  }
  memory.copy(direction, preconditioned, bytes);
  memory.copy(factoredProduct, residual, bytes);
  let decrease = dot(residual, preconditioned, size);
  for (let iteration = 0; iteration < iterationLimit; iteration++) {
    if (dot(residual, residual, size) <= limit) return true;
    const curvature = dot(direction, factoredProduct, size) + shift * dot(direction, direction, size);
    const length = decrease / curvature;
    addScaled(solution, length, direction, size);
    addScaled(residual, -length, factoredProduct, size);
    addScaled(residual, -length * shift, direction, size);
    memory.copy(preconditioned, residual, bytes);
    solveUpper(factor, size, stride, preconditioned);
    const next = dot(residual, preconditioned, size);
    const carry = next / decrease;
    decrease = next;
    scaleAndAdd(direction, carry, preconditioned, size);
    scaleAndAdd(factoredProduct, carry, residual, size);
  }
  return false;
}

/** target = factor * target + source. */
function scaleAndAdd(target: usize, factor: f64, source: usize, length: i32): void {
  for (let i = 0; i < length; i++) {
    const at = (<usize>i) << 3;
    store<f64>(target + at, factor * load<f64>(target + at) + load<f64>(source + at));
  }
}
