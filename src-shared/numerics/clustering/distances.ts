import { column, matrix } from '../linalg/matrix.ts';
import type { Matrix } from '../linalg/matrix.ts';
import { moments } from '../statistics/moments.ts';
import { pairCount, rowOffset } from './condensed.ts';
import type { CondensedDistances, OnStep } from './condensed.ts';

/** Items against which one is compared at a time, so that they stay in a processor's cache. */
const tileValues = 2 ** 15;

/** Share of an item's size below which its spread is rounding. */
const roundingShare = 1e-14;

/**
 * Euclidean distances between items, each a column. Squares are summed in the order of the rows, as R's `dist` does:
 * the same numbers, so that what is tied in R is tied here, and equal items are at 0.
 */
export function euclideanDistances(items: Matrix, onStep: OnStep = () => undefined): CondensedDistances {
  const distances = squaredDistances(items, onStep);
  for (let pair = 0; pair < distances.length; pair++) distances[pair] = Math.sqrt(distances[pair]);
  return distances;
}

/**
 * 1 - Pearson's correlation between items, each a column: half the squared distance between them, centred and brought to
 * length 1, which does not cancel where items are alike. A constant item is at 1 from any other, and at 0 from constant ones.
 */
export function correlationDistances(items: Matrix, onStep: OnStep = () => undefined): CondensedDistances {
  const { unit, isConstant } = unitItems(items);
  const distances = squaredDistances(unit, onStep);
  const count = items.columns;
  for (let i = 0; i < count; i++) {
    const offset = rowOffset(count, i);
    for (let j = i + 1; j < count; j++) {
      const constants = isConstant[i] + isConstant[j];
      distances[offset + j] = constants === 1 ? 1 : Math.min(2, distances[offset + j] / 2);
    }
  }
  return distances;
}

/** Items, centred and brought to length 1; constant ones are 0. */
function unitItems(items: Matrix): { unit: Matrix; isConstant: Uint8Array } {
  const { rows, columns } = items;
  const unit = matrix(rows, columns);
  const isConstant = new Uint8Array(columns);
  for (let item = 0; item < columns; item++) {
    const values = column(items, item);
    const { mean, deviation } = moments(values);
    if (!(deviation > roundingShare * Math.abs(mean))) {
      isConstant[item] = 1;
      continue;
    }
    const length = deviation * Math.sqrt(rows);
    const target = column(unit, item);
    for (let row = 0; row < rows; row++) target[row] = (values[row] - mean) / length;
  }
  return { unit, isConstant };
}

function squaredDistances({ rows, columns, values }: Matrix, onStep: OnStep): CondensedDistances {
  const squares = new Float64Array(pairCount(columns));
  const tile = Math.max(4, Math.floor(tileValues / Math.max(1, rows)));
  let done = 0;
  for (let start = 0; start < columns; start += tile) {
    const end = Math.min(columns, start + tile);
    for (let i = 0; i < end - 1; i++) {
      fillRow(squares, values, rows, {
        item: i,
        offset: rowOffset(columns, i),
        start: Math.max(start, i + 1),
        end,
      });
    }
    done += (end - start) * (start + (end - start) / 2);
    onStep(Math.min(1, (2 * done) / (columns * columns)));
  }
  return squares;
}

interface RowPart {
  item: number;
  offset: number;
  start: number;
  end: number;
}

/** Squared distances of one item to those from `start` to `end`, four at a time. */
function fillRow(
  squares: Float64Array,
  values: Float64Array,
  rows: number,
  { item, offset, start, end }: RowPart,
): void {
  const own = item * rows;
  let j = start;
  for (; j + 4 <= end; j += 4) fillFour(squares, offset + j, values, own, j * rows, rows);
  for (; j < end; j++) {
    const other = j * rows;
    let sum = 0;
    for (let row = 0; row < rows; row++) {
      const difference = values[own + row] - values[other + row];
      sum += difference * difference;
    }
    squares[offset + j] = sum;
  }
}

function fillFour(
  squares: Float64Array,
  target: number,
  values: Float64Array,
  own: number,
  first: number,
  rows: number,
): void {
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  const second = first + rows;
  const third = second + rows;
  const fourth = third + rows;
  for (let row = 0; row < rows; row++) {
    const value = values[own + row];
    const toA = value - values[first + row];
    const toB = value - values[second + row];
    const toC = value - values[third + row];
    const toD = value - values[fourth + row];
    a += toA * toA;
    b += toB * toB;
    c += toC * toC;
    d += toD * toD;
  }
  squares[target] = a;
  squares[target + 1] = b;
  squares[target + 2] = c;
  squares[target + 3] = d;
}
