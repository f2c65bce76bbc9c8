import { Workspace } from '../../kernels/memory.ts';
import { gramInto } from '../../kernels/products.ts';
import { divideByFactor, factorInPlace } from './cholesky.ts';
import { column, matrix, type Matrix } from './matrix.ts';

/** Least pivot, of columns scaled to length 1, from which one pass leaves them orthogonal to working precision. */
const safePivot = 0.1;
/** Least pivot at which a second pass can mend what the first left. */
const leastPivot = 1e-6;

/**
 * Replaces independent columns by an orthonormal basis of their span: Cholesky QR with scaled columns, twice where they
 * are far from orthogonal (Yamamoto et al. 2015). Returns false, the columns then being undefined, when they depend on
 * each other to working precision.
 */
export function orthonormalise(columns: Matrix): boolean {
  scaleColumns(columns);
  const pivot = orthonormaliseOnce(columns);
  if (!(pivot > leastPivot)) return false;
  return pivot > safePivot || orthonormaliseOnce(columns) > leastPivot;
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
function orthonormaliseOnce(columns: Matrix): number {
  const size = columns.columns;
  const workspace = new Workspace();
  try {
    const factor = matrix(size, size, workspace.float64Unset(size * size));
    gramInto(factor, columns, true);
    if (!factorInPlace(factor)) return 0;
    divideByFactor(columns, factor);
    let least = Infinity;
    for (let j = 0; j < size; j++) least = Math.min(least, factor.values[j * size + j]);
    return least;
  } finally {
    workspace.release();
  }
}
