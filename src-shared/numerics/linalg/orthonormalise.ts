import { gramInto, multiplyInto } from '../../kernels/products.ts';
import { choleskyFactor, upperTriangularInverse } from './cholesky.ts';
import { column, matrix, type Matrix } from './matrix.ts';

/** Least pivot, of columns scaled to length 1, from which one pass leaves them orthogonal to working precision. */
const safePivot = 0.1;
/** Least pivot at which a second pass can mend what the first left. */
const leastPivot = 1e-6;

/**
 * Replaces independent columns by an orthonormal basis of their span: Cholesky QR with scaled columns, twice where they
 * are far from orthogonal (Yamamoto et al. 2015). `spare` has the same shape; both may lie in the kernels' memory.
 * Returns false, the columns then being undefined, when they depend on each other to working precision.
 */
export function orthonormalise(columns: Matrix, spare: Matrix): boolean {
  scaleColumns(columns);
  const pivot = orthonormaliseOnce(columns, spare);
  if (!(pivot > leastPivot)) return false;
  return pivot > safePivot || orthonormaliseOnce(columns, spare) > leastPivot;
}

function scaleColumns(source: Matrix): void {
  for (let j = 0; j < source.columns; j++) {
    const values = column(source, j);
    let squares = 0;
    for (const value of values) squares += value * value;
    const factor = squares > 0 ? 1 / Math.sqrt(squares) : 0;
    for (let i = 0; i < values.length; i++) values[i] *= factor;
  }
}

/** Returns the least pivot; 0 when the Gram matrix is not positive definite. */
function orthonormaliseOnce(columns: Matrix, spare: Matrix): number {
  const size = columns.columns;
  const gram = matrix(size, size);
  gramInto(gram, columns, true);
  const factor = choleskyFactor(gram);
  if (factor === undefined) return 0;
  multiplyInto(spare, columns, upperTriangularInverse(factor));
  columns.values.set(spare.values);
  let least = Infinity;
  for (let j = 0; j < size; j++) least = Math.min(least, factor.values[j * size + j]);
  return least;
}
