import type { DuplicateNames, DuplicateRule } from '#shared/model/imports.ts';
import { pearson } from '#shared/numerics/statistics/moments.ts';
import { emptyNumberTable, nextRow, rowValues } from './numberTable.ts';
import type { NumberTable } from './numberTable.ts';

/** How several entries of one name become one; `largest` is for variants of a gene. Missing values do not count. */
export type CollapseRule = Exclude<DuplicateRule, 'refuse'> | 'largest';

type Disagreement = DuplicateNames['worst'][number];

/** How many names had several entries, and those whose entries agree least. */
export type Collapsed = Pick<DuplicateNames, 'count' | 'worst'>;

const worstShown = 50;
const noValues = new Float64Array();

/** Makes the rows of one name one row, in place and in the order of first entries; names that are there once stay. */
export function collapseRows(table: NumberTable, rule: CollapseRule): Collapsed {
  const groups = placesOf(table.rowNames);
  if (groups.size === table.rowNames.length) return { count: 0, worst: [] };
  const disagreements: Disagreement[] = [];
  const merged = new Float64Array(table.columnNames.length);
  let target = 0;
  // A row is written at or above the first entry of its name: what stands there was merged before.
  for (const [name, rows] of groups) {
    const entries = rows.map((row) => rowValues(table, row));
    if (entries.length > 1) disagreements.push(disagreement(name, entries));
    merge(entries, rule, merged);
    rowValues(table, target).set(merged);
    target += 1;
  }
  table.rowNames = [...groups.keys()];
  table.slabs.length = Math.ceil(target / table.rowsPerSlab);
  return summary(disagreements);
}

/** Makes the columns of one name one column, in the order of first entries, freeing the table that was. */
export function collapseColumns(table: NumberTable, rule: CollapseRule): Collapsed & { table: NumberTable } {
  const groups = placesOf(table.columnNames);
  if (groups.size === table.columnNames.length) return { table, count: 0, worst: [] };
  const several = [...groups].filter(([, columns]) => columns.length > 1);
  const disagreements = several.map(([name, columns]) =>
    disagreement(
      name,
      columns.map((column) => columnValues(table, column)),
    ),
  );
  const narrow = emptyNumberTable([...groups.keys()]);
  const placesInRow = [...groups.values()];
  const observed = new Float64Array(table.columnNames.length);
  for (let row = 0; row < table.rowNames.length; row += 1) {
    const values = rowValues(table, row);
    const { slab, offset } = nextRow(narrow);
    placesInRow.forEach((columns, index) => {
      slab[offset + index] =
        columns.length === 1 || rule === 'first'
          ? values[columns[0]]
          : mergedPlaces(values, columns, rule, observed);
    });
    narrow.rowNames.push(table.rowNames[row]);
    if ((row + 1) % table.rowsPerSlab === 0) table.slabs[(row + 1) / table.rowsPerSlab - 1] = noValues;
  }
  table.slabs.length = 0;
  return { table: narrow, ...summary(disagreements) };
}

function summary(disagreements: Disagreement[]): Collapsed {
  // Entries that are equal have no correlation where they are constant, and agree all the same.
  const agreement = ({ correlation, largestDifference }: Disagreement) =>
    correlation ?? (largestDifference === 0 ? 1 : 0);
  const sorted = disagreements.sort(
    (a, b) => agreement(a) - agreement(b) || b.largestDifference - a.largestDifference,
  );
  return { count: disagreements.length, worst: sorted.slice(0, worstShown) };
}

function placesOf(names: readonly string[]): Map<string, number[]> {
  const places = new Map<string, number[]>();
  names.forEach((name, place) => {
    const known = places.get(name);
    if (known === undefined) places.set(name, [place]);
    else known.push(place);
  });
  return places;
}

function columnValues(table: NumberTable, column: number): Float64Array {
  return Float64Array.from(table.rowNames, (_, row) => rowValues(table, row)[column]);
}

function merge(entries: readonly Float64Array[], rule: CollapseRule, target: Float64Array): Float64Array {
  if (rule === 'first' || entries.length === 1) {
    target.set(entries[0]);
    return target;
  }
  const observed = new Float64Array(entries.length);
  for (let place = 0; place < target.length; place += 1) {
    let count = 0;
    for (const entry of entries) {
      if (!Number.isNaN(entry[place])) observed[count++] = entry[place];
    }
    target[place] = count === 0 ? Number.NaN : mergers[rule](observed.subarray(0, count));
  }
  return target;
}

/** Without a copy of every entry: there may be millions. */
function mergedPlaces(
  values: Float64Array,
  places: readonly number[],
  rule: keyof typeof mergers,
  observed: Float64Array,
): number {
  let count = 0;
  for (const place of places) {
    if (!Number.isNaN(values[place])) observed[count++] = values[place];
  }
  if (count < 2) return count === 0 ? Number.NaN : observed[0];
  return mergers[rule](observed.subarray(0, count));
}

const mergers = {
  mean: (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length,
  median: medianOf,
  largest: (values: Float64Array) => values.reduce((most, value) => Math.max(most, value), -Infinity),
};

/** Sorts the values. */
function medianOf(values: Float64Array): number {
  values.sort();
  const middle = values.length >> 1;
  return values.length % 2 === 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

/** The two entries that differ most are those that hold the largest difference of one value. */
function disagreement(name: string, entries: readonly Float64Array[]): Disagreement {
  let largestDifference = 0;
  let pair = [entries[0], entries[1]];
  for (let place = 0; place < entries[0].length; place += 1) {
    let least = entries[0];
    let most = entries[0];
    for (const entry of entries) {
      if (!(entry[place] >= least[place])) least = Number.isNaN(entry[place]) ? least : entry;
      if (!(entry[place] <= most[place])) most = Number.isNaN(entry[place]) ? most : entry;
    }
    const difference = most[place] - least[place];
    if (difference <= largestDifference || Number.isNaN(difference)) continue;
    largestDifference = difference;
    pair = [least, most];
  }
  const correlation = sharedCorrelation(pair[0], pair[1]);
  return { name, entries: entries.length, correlation, largestDifference };
}

function sharedCorrelation(x: Float64Array, y: Float64Array): number | null {
  const both = (_: number, place: number) => !Number.isNaN(x[place]) && !Number.isNaN(y[place]);
  const r = pearson(x.filter(both), y.filter(both));
  return Number.isNaN(r) ? null : r;
}
