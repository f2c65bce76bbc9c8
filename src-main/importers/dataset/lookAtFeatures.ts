import { setImmediate } from 'node:timers/promises';
import type { Feature } from '#shared/model/dataset.ts';
import { throwIfCancelled, valuesAtOnce } from '../context.ts';
import type { ReadContext } from '../context.ts';
import { rowValues } from '../tables/numberTable.ts';
import type { NumberTable } from '../tables/numberTable.ts';
import { placesIn } from './assemble.ts';
import { columnsOf } from './matchSamples.ts';
import type { MatchedSamples } from './matchSamples.ts';
import type { ReadMatrix } from './readTables.ts';
import { FeatureJudge, describeColumn, varianceOf } from './selectFeatures.ts';
import type { ColumnFacts, FeatureFilter, SelectedFeatures } from './selectFeatures.ts';

/**
 * Which features an import would keep, as `selectFeatures` says of the columns put together, without putting them
 * together: `values` is empty, and the matrices stay as they are.
 * @throws TracewiseError `invalid-input` when no feature is left; `cancelled`
 */
export async function lookAtFeatures(
  matrices: readonly ReadMatrix[],
  { matchedSamples, writtenIn }: MatchedSamples,
  blockCount: number,
  filter: FeatureFilter,
  context: ReadContext,
): Promise<SelectedFeatures> {
  const judge = new FeatureJudge(matchedSamples.length, blockCount, filter);
  for (const matrix of matrices) {
    const order = placesIn(matrix, writtenIn(matrix));
    const features = columnsOf(matrix).map((gene): Feature => ({ block: matrix.label, gene }));
    const steps =
      matrix.orientation === 'samples-in-rows'
        ? judgingColumns(matrix.table, order, features, judge, filter)
        : judgingRows(matrix.table, order, features, judge);
    while (steps.next().done !== true) {
      await setImmediate();
      throwIfCancelled(context.signal);
    }
  }
  return { ...judge.finish(), values: new Float64Array() };
}

function* judgingRows(
  table: NumberTable,
  order: readonly number[],
  features: readonly Feature[],
  judge: FeatureJudge,
): Generator<void, void, void> {
  const column = new Float64Array(order.length);
  const rowsPerStep = Math.max(1, Math.floor(valuesAtOnce / order.length));
  for (const [row, feature] of features.entries()) {
    const values = rowValues(table, row);
    for (let sample = 0; sample < order.length; sample += 1) {
      column[sample] = order[sample] < 0 ? Number.NaN : values[order[sample]];
    }
    const facts = describeColumn(column);
    judge.keeps(feature, facts, () => varianceOf(column, facts));
    if ((row + 1) % rowsPerStep === 0) yield;
  }
}

/** Adds up all columns at once, row by row in the order of the samples, so that sums come out as those of a column do. */
function* judgingColumns(
  table: NumberTable,
  order: readonly number[],
  features: readonly Feature[],
  judge: FeatureJudge,
  { minVariance }: FeatureFilter,
): Generator<void, void, void> {
  const sums = new ColumnSums(features.length);
  const rowsPerStep = Math.max(1, Math.floor(valuesAtOnce / features.length));
  const rows = order.filter((row) => row >= 0);
  for (const [turn, row] of rows.entries()) {
    sums.add(rowValues(table, row));
    if ((turn + 1) % rowsPerStep === 0) yield;
  }
  if (minVariance > 0) {
    for (const [turn, row] of rows.entries()) {
      sums.addSquares(rowValues(table, row));
      if ((turn + 1) % rowsPerStep === 0) yield;
    }
  }
  features.forEach((feature, column) => {
    judge.keeps(feature, sums.factsOf(column), () => sums.varianceOf(column));
  });
}

/** What `describeColumn` and `varianceOf` find, for many columns side by side. */
class ColumnSums {
  readonly #counts: Int32Array;
  readonly #sums: Float64Array;
  readonly #least: Float64Array;
  readonly #most: Float64Array;
  readonly #squares: Float64Array;

  constructor(columnCount: number) {
    this.#counts = new Int32Array(columnCount);
    this.#sums = new Float64Array(columnCount);
    this.#least = new Float64Array(columnCount).fill(Infinity);
    this.#most = new Float64Array(columnCount).fill(-Infinity);
    this.#squares = new Float64Array(columnCount);
  }

  add(row: Float64Array): void {
    const [counts, sums, least, most] = [this.#counts, this.#sums, this.#least, this.#most];
    for (let column = 0; column < row.length; column += 1) {
      const value = row[column];
      if (Number.isNaN(value)) continue;
      counts[column] += 1;
      sums[column] += value;
      if (value < least[column]) least[column] = value;
      if (value > most[column]) most[column] = value;
    }
  }

  /** Once all rows were added. */
  addSquares(row: Float64Array): void {
    const [counts, sums, squares] = [this.#counts, this.#sums, this.#squares];
    for (let column = 0; column < row.length; column += 1) {
      const difference = row[column] - sums[column] / counts[column];
      if (!Number.isNaN(difference)) squares[column] += difference * difference;
    }
  }

  factsOf(column: number): ColumnFacts {
    return {
      observedCount: this.#counts[column],
      isConstant: this.#least[column] >= this.#most[column],
      sum: this.#sums[column],
    };
  }

  varianceOf(column: number): number {
    return this.#squares[column] / this.#counts[column];
  }
}
