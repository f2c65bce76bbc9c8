import { matrix, type Matrix } from '../linalg/matrix.ts';
import { multiplyTransposed } from '../linalg/products.ts';
import { moments } from './moments.ts';

/** A correlation of two columns over the rows where neither is missing. */
export interface PairCorrelation {
  first: number;
  second: number;
  /** NaN where one of the columns is constant over the shared rows. */
  correlation: number;
  sharedCount: number;
}

/** Columns on either side of a tile of products. */
const tileLength = 256;

/** Share of a sum of squares below which what is left of it is rounding. */
const roundingShare = 1e-10;

/**
 * Pearson's correlation of every pair of columns over the rows where neither is NaN, pairs in the order of a tile of
 * 256 x 256 after another, the earlier column first.
 */
export function visitPairCorrelations(values: Matrix, visit: (pair: PairCorrelation) => void): void {
  const { columns } = values;
  for (let left = 0; left < columns; left += tileLength) {
    const leftPart = partOf(values, left);
    for (let right = left; right < columns; right += tileLength) {
      visitTile(leftPart, right === left ? leftPart : partOf(values, right), visit);
    }
  }
}

interface Part {
  start: number;
  /** Less each column's mean; 0 where missing. */
  values: Matrix;
  squares: Matrix;
  /** 1 where there is a value. */
  observed: Matrix;
}

function partOf(source: Matrix, start: number): Part {
  const { rows } = source;
  const columns = Math.min(tileLength, source.columns - start);
  const values = matrix(rows, columns);
  const squares = matrix(rows, columns);
  const observed = matrix(rows, columns);
  for (let j = 0; j < columns; j++) {
    const own = source.values.subarray((start + j) * rows, (start + j + 1) * rows);
    const { mean } = moments(own);
    for (let i = 0; i < rows; i++) {
      if (Number.isNaN(own[i])) continue;
      const value = own[i] - mean;
      values.values[j * rows + i] = value;
      squares.values[j * rows + i] = value * value;
      observed.values[j * rows + i] = 1;
    }
  }
  return { start, values, squares, observed };
}

function visitTile(left: Part, right: Part, visit: (pair: PairCorrelation) => void): void {
  const products = multiplyTransposed(left.values, right.values).values;
  const counts = multiplyTransposed(left.observed, right.observed).values;
  const leftSums = multiplyTransposed(left.values, right.observed).values;
  const rightSums = multiplyTransposed(left.observed, right.values).values;
  const leftSquares = multiplyTransposed(left.squares, right.observed).values;
  const rightSquares = multiplyTransposed(left.observed, right.squares).values;
  const height = left.values.columns;
  for (let j = 0; j < right.values.columns; j++) {
    const above = left.start === right.start ? j : height;
    for (let i = 0; i < above; i++) {
      const entry = j * height + i;
      const count = counts[entry];
      const spread = (squares: number, sum: number): number => {
        const left = squares - (sum * sum) / count;
        return left > roundingShare * squares ? left : 0;
      };
      const scale = Math.sqrt(
        spread(leftSquares[entry], leftSums[entry]) * spread(rightSquares[entry], rightSums[entry]),
      );
      const product = products[entry] - (leftSums[entry] * rightSums[entry]) / count;
      visit({
        first: left.start + i,
        second: right.start + j,
        correlation: scale > 0 ? Math.max(-1, Math.min(1, product / scale)) : NaN,
        sharedCount: Math.round(count),
      });
    }
  }
}
