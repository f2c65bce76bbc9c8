import type { Matrix } from '../../linalg/matrix.ts';
import { moments } from '../../statistics/moments.ts';

/** A statistic at the samples' own order, and how it stands among other orders of the samples of one table. */
export interface PermutationTest {
  statistic: number;
  /** (1 + orders with at least as great a statistic) / (1 + orders). */
  p: number;
  /** Deviations of the statistic above the mean of the other orders. */
  z: number;
  /** The spread of the statistic over the other orders. */
  deviation: number;
}

/** Tests a statistic of an order of the samples against the given random orders. */
export function permutationTest(
  statisticOf: (order: Int32Array) => number,
  own: Int32Array,
  orders: readonly Int32Array[],
): PermutationTest {
  const statistic = statisticOf(own);
  const others = Float64Array.from(orders, statisticOf);
  const { mean, deviation } = moments(others);
  const asGreat = others.filter((other) => other >= statistic).length;
  return {
    statistic,
    p: (1 + asGreat) / (1 + orders.length),
    z: deviation > 0 ? (statistic - mean) / deviation : 0,
    deviation,
  };
}

/**
 * A function of an order of the second table's samples: the correlation of the off-diagonal entries of two matrices of
 * similarities (Mantel, Cancer Res. 27:209, 1967; the modified RV coefficient of Smilde et al., Bioinformatics 25:401,
 * 2009, where the similarities are of centred tables). 0 where one of them is constant.
 */
export function similarityAssociation(first: Matrix, second: Matrix): (order: Int32Array) => number {
  const left = centredOffDiagonal(first);
  const right = centredOffDiagonal(second);
  const n = first.rows;
  const size = Math.sqrt(left.squares * right.squares);
  return (order) => {
    if (!(size > 0)) return 0;
    let sum = 0;
    for (let j = 0; j < n; j++) {
      const from = order[j] * n;
      for (let i = j + 1; i < n; i++) sum += left.values[j * n + i] * right.values[from + order[i]];
    }
    return (2 * sum) / size;
  };
}

/** Off-diagonal entries less their mean, and the sum of their squares; the diagonal is 0. */
function centredOffDiagonal({ rows, values }: Matrix): { values: Float64Array; squares: number } {
  const centred = Float64Array.from(values);
  for (let sample = 0; sample < rows; sample++) centred[sample * (rows + 1)] = 0;
  const mean = centred.reduce((sum, value) => sum + value, 0) / (rows * (rows - 1));
  let squares = 0;
  for (let j = 0; j < rows; j++) {
    for (let i = 0; i < rows; i++) {
      if (i === j) continue;
      centred[j * rows + i] -= mean;
      squares += centred[j * rows + i] ** 2;
    }
  }
  return { values: centred, squares };
}
