import type { SanityReport, SpreadOfValues } from '../../../model/sanity.ts';
import { sortedQuantile } from '../../statistics/quantile.ts';
import { tableColumn } from './tables.ts';
import type { SanityTable } from './tables.ts';

const binCount = 40;
const probabilities = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99];

/** Values of which quantiles are taken: sorting more costs seconds, and these give a share to a tenth of a percent. */
const quantileSample = 2 ** 20;

/** How a table's values are spread; of more than a million values the inner quantiles are of a million, evenly taken. */
export function spreadOf(table: SanityTable): SpreadOfValues {
  const { name, kind, columns, source } = table;
  let observed = 0;
  let least = Infinity;
  let greatest = -Infinity;
  let constantColumnCount = 0;
  for (let index = 0; index < columns.length; index++) {
    const range = rangeOf(tableColumn(table, index));
    observed += range.count;
    least = Math.min(least, range.least);
    greatest = Math.max(greatest, range.greatest);
    if (range.least >= range.greatest) constantColumnCount += 1;
  }
  const cells = columns.length * source.rows;
  return {
    name,
    kind,
    columnCount: columns.length,
    missingShare: cells === 0 ? 0 : 1 - observed / cells,
    constantColumnCount,
    quantiles: observed === 0 ? [] : [least, ...innerQuantiles(table, observed), greatest],
    histogram: observed === 0 ? [] : histogramOf(table, least, greatest),
  };
}

interface Range {
  count: number;
  least: number;
  greatest: number;
}

function rangeOf(values: Float64Array): Range {
  let count = 0;
  let least = Infinity;
  let greatest = -Infinity;
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    count += 1;
    if (value < least) least = value;
    if (value > greatest) greatest = value;
  }
  return { count, least, greatest };
}

function innerQuantiles(table: SanityTable, observed: number): number[] {
  const stride = Math.ceil(observed / quantileSample);
  const taken = new Float64Array(Math.ceil(observed / stride));
  let filled = 0;
  let toSkip = 0;
  for (let index = 0; index < table.columns.length; index++) {
    for (const value of tableColumn(table, index)) {
      if (Number.isNaN(value)) continue;
      if (toSkip === 0) {
        taken[filled++] = value;
        toSkip = stride;
      }
      toSkip -= 1;
    }
  }
  taken.sort();
  return probabilities.map((probability) => sortedQuantile(taken, probability));
}

function histogramOf(table: SanityTable, least: number, greatest: number): number[] {
  const counts = new Array<number>(binCount).fill(0);
  const factor = greatest > least ? binCount / (greatest - least) : 0;
  for (let index = 0; index < table.columns.length; index++) {
    for (const value of tableColumn(table, index)) {
      if (Number.isNaN(value)) continue;
      counts[Math.min(binCount - 1, Math.floor((value - least) * factor))] += 1;
    }
  }
  return counts;
}

/** Per sample, the share of the features and of the responses that are missing. */
export function missingOfSamples(
  tables: readonly SanityTable[],
  sampleNames: readonly string[],
): SanityReport['samples'] {
  const shares = (kind: SanityTable['kind']): number[] => {
    const chosen = tables.filter((table) => table.kind === kind);
    const missing = new Array<number>(sampleNames.length).fill(0);
    let columnCount = 0;
    for (const table of chosen) {
      columnCount += table.columns.length;
      for (let index = 0; index < table.columns.length; index++) {
        const values = tableColumn(table, index);
        for (let sample = 0; sample < values.length; sample++) {
          if (Number.isNaN(values[sample])) missing[sample] += 1;
        }
      }
    }
    return missing.map((count) => (columnCount === 0 ? 0 : count / columnCount));
  };
  const features = shares('block');
  const responses = shares('metric');
  return sampleNames.map((name, sample) => ({
    name,
    missingFeatures: features[sample],
    missingResponses: responses[sample],
  }));
}

/** Per metric and drug, the share of the samples without a value. */
export function missingOfDrugs(tables: readonly SanityTable[]): SanityReport['drugs'] {
  return tables
    .filter(({ kind }) => kind === 'metric')
    .flatMap((table) =>
      table.names.map((name, index) => {
        const values = tableColumn(table, index);
        return { metric: table.name, name, missingShare: 1 - rangeOf(values).count / values.length };
      }),
    );
}
