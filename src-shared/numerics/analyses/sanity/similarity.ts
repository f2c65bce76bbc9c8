import { gramInto } from '../../../kernels/products.ts';
import { Workspace } from '../../../kernels/memory.ts';
import type { UnitContext } from '../../../model/job.ts';
import { matrix, type Matrix } from '../../linalg/matrix.ts';
import { randomOrder } from '../../resampling/permutations.ts';
import { moments } from '../../statistics/moments.ts';
import { requireGoingOn } from '../cancellation.ts';
import { tableColumn } from './tables.ts';
import type { SanityTable } from './tables.ts';

/** Columns that are worked on at a time: 16 MiB for 1,000 samples. */
const chunkLength = 2048;

/** Columns that are compared, chosen at random from more: the similarities no longer change by a hundredth. */
const mostColumns = 8192;

/** Seed of every random order in a report: the same data set gives the same report. */
export const sanitySeed = 1;

/** How alike the samples are in a table; each is samples x samples. */
export interface SampleSimilarity {
  /** Cosines of the samples' centred columns: what is common to all samples is taken away. */
  whole: Matrix;
  /** Of either half of the columns, chosen at random: two views of the same samples. */
  halves: [Matrix, Matrix];
}

/**
 * Similarities of a table's samples, by 8,192 of its columns where it has more. Columns are centred, and brought to unit deviation unless all values are 0 or 1,
 * where that would let the rarest count most; missing values stand at the mean.
 * @throws TracewiseError `cancelled`
 */
export function sampleSimilarity(table: SanityTable, context: UnitContext): SampleSimilarity {
  const order = randomOrder(table.columns.length, sanitySeed, `halves of ${table.name}`).subarray(
    0,
    mostColumns,
  );
  const middle = Math.floor(order.length / 2);
  const first = gramOf(table, order.subarray(0, middle), context);
  const second = gramOf(table, order.subarray(middle), context);
  const whole = matrix(first.rows, first.columns);
  for (let entry = 0; entry < whole.values.length; entry++) {
    whole.values[entry] = first.values[entry] + second.values[entry];
  }
  return { whole: asCosines(whole), halves: [asCosines(first), asCosines(second)] };
}

function gramOf(table: SanityTable, chosen: Int32Array, context: UnitContext): Matrix {
  const rows = table.source.rows;
  const sum = matrix(rows, rows);
  const workspace = new Workspace();
  try {
    const values = workspace.float64Unset(rows * Math.min(chunkLength, chosen.length));
    const part = matrix(rows, rows, workspace.float64Unset(rows * rows));
    for (let start = 0; start < chosen.length; start += chunkLength) {
      requireGoingOn(context);
      const chunk = chosen.subarray(start, start + chunkLength);
      const block = matrix(rows, chunk.length, values.subarray(0, rows * chunk.length));
      chunk.forEach((index, place) => {
        standardiseInto(block.values.subarray(place * rows, (place + 1) * rows), table, index);
      });
      gramInto(part, block, false);
      for (let entry = 0; entry < sum.values.length; entry++) sum.values[entry] += part.values[entry];
    }
    return sum;
  } finally {
    workspace.release();
  }
}

/** A column less its mean, and of unit deviation unless the table is of 0 and 1; 0 where missing, or constant. */
export function standardiseInto(target: Float64Array, table: SanityTable, index: number): void {
  const values = tableColumn(table, index);
  const { mean, deviation } = moments(values);
  if (!(deviation > roundingShare * Math.abs(mean))) {
    target.fill(0);
    return;
  }
  const factor = table.isBinary ? 1 : 1 / deviation;
  for (let sample = 0; sample < values.length; sample++) {
    const value = (values[sample] - mean) * factor;
    target[sample] = Number.isNaN(value) ? 0 : value;
  }
}

/** Share of a mean below which a deviation is rounding: the column counts as constant. */
const roundingShare = 1e-13;

/** Each entry over the lengths of its two samples, in place; 0 for a sample without length. */
function asCosines(gram: Matrix): Matrix {
  const { rows, values } = gram;
  const factors = Float64Array.from({ length: rows }, (_, sample) => {
    const square = values[sample * rows + sample];
    return square > 0 ? 1 / Math.sqrt(square) : 0;
  });
  for (let j = 0; j < rows; j++) {
    for (let i = 0; i < rows; i++) values[j * rows + i] *= factors[i] * factors[j];
  }
  return gram;
}
