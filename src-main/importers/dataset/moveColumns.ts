import { nextTurn, valuesAtOnce } from '../context.ts';
import type { ReadContext } from '../context.ts';
import { releaseArray, releaseSlab, releaseValues, rowValues, slabByteCount } from '../tables/numberTable.ts';
import type { NumberTable } from '../tables/numberTable.ts';
import { copyingFromRows, placesIn } from './assemble.ts';
import type { ReadMatrix } from './readTables.ts';
import { turnRows } from './turnRows.ts';

/** Rows that are turned into columns together. */
const rowsAtOnce = 16;
/** Columns of which so many rows stay in the cache while they are turned. */
const columnsAtOnce = 1024;

/**
 * As `copyColumns`, in pieces between which others get the thread, and freeing the matrix on the way: both together take
 * little more memory than one of them, as long as pages of `target` that nothing was written to take none.
 * @throws TracewiseError `cancelled`
 */
export async function moveColumns(
  matrix: ReadMatrix,
  samples: readonly (string | undefined)[],
  target: Float64Array,
  offset: number,
  context: ReadContext,
): Promise<void> {
  const order = placesIn(matrix, samples);
  let moved = 0;
  for (const share of movingSteps(matrix, order, target, offset, isLarge(matrix.table))) {
    moved += share;
    context.progress(Math.min(1, moved));
    await nextTurn(context.signal);
  }
}

/** Of tables up to this size a second copy is no matter, in bytes. */
const small = 64 << 20;

function isLarge({ rowNames, columnNames }: NumberTable): boolean {
  return rowNames.length * columnNames.length * Float64Array.BYTES_PER_ELEMENT > small;
}

/**
 * Gives the share done after some milliseconds each.
 * @param order the place of each sample in the matrix, -1 for one that it lacks
 * @param sparing whether memory counts for more than time: rows then go through memory twice and are freed on the way
 */
export function* movingSteps(
  { table, orientation }: ReadMatrix,
  order: readonly number[],
  target: Float64Array,
  offset: number,
  sparing: boolean,
): Generator<number, void, void> {
  if (orientation === 'samples-in-columns') yield* movingFromColumns(table, order, target, offset);
  else if (sparing) yield* movingFromRows(table, order, target, offset);
  else yield* copyingFromRows(table, order, target, offset);
  releaseValues(table);
}

function* movingFromColumns(
  table: NumberTable,
  order: readonly number[],
  target: Float64Array,
  offset: number,
): Generator<number, void, void> {
  const rowCount = table.rowNames.length;
  const rowsPerStep = Math.max(1, Math.floor(valuesAtOnce / table.columnNames.length));
  for (let row = 0; row < rowCount; row += 1) {
    const values = rowValues(table, row);
    const start = offset + row * order.length;
    for (let sample = 0; sample < order.length; sample += 1) {
      const place = order[sample];
      target[start + sample] = place < 0 ? Number.NaN : values[place];
    }
    if ((row + 1) % table.rowsPerSlab === 0) releaseSlab(table, Math.floor(row / table.rowsPerSlab));
    if ((row + 1) % rowsPerStep === 0) yield rowsPerStep / rowCount;
  }
}

/** Rows of the table that are wanted, ascending, and where in a column each goes. */
interface Wanted {
  row: number;
  place: number;
}

/** Neighbouring columns, of which each group of rows has a strip. */
interface Block {
  first: number;
  width: number;
  values: Float64Array;
}

/**
 * Rows are turned in groups, each into a strip of columns side by side; then the columns are put together from the
 * strips. Both passes go through memory in order. Strips lie in blocks of columns, freed one after another.
 */
function* movingFromRows(
  table: NumberTable,
  order: readonly number[],
  target: Float64Array,
  offset: number,
): Generator<number, void, void> {
  const wanted = order
    .map((row, place): Wanted => ({ row, place }))
    .filter(({ row }) => row >= 0)
    .sort((a, b) => a.row - b.row);
  const columnCount = table.columnNames.length;
  const byteCount = wanted.length * columnCount * Float64Array.BYTES_PER_ELEMENT;
  const blockCount = Math.max(1, Math.floor(byteCount / slabByteCount));
  const width = Math.ceil(columnCount / blockCount);
  const blocks: Block[] = [];
  for (let first = 0; first < columnCount; first += width) {
    const own = Math.min(width, columnCount - first);
    blocks.push({ first, width: own, values: new Float64Array(wanted.length * own) });
  }
  yield* turnIntoStrips(table, wanted, blocks);
  for (const block of blocks) {
    yield* gatherColumns(block, wanted, order, target, offset, columnCount);
    releaseArray(block.values);
  }
}

function* turnIntoStrips(
  table: NumberTable,
  wanted: readonly Wanted[],
  blocks: readonly Block[],
): Generator<number, void, void> {
  let slab = 0;
  for (let first = 0; first < wanted.length; first += rowsAtOnce) {
    const group = wanted.slice(first, first + rowsAtOnce);
    const rows = group.map(({ row }) => rowValues(table, row));
    for (const block of blocks) turnGroup(rows, block, first * block.width);
    const needed = Math.floor((wanted[first + rowsAtOnce]?.row ?? table.rowNames.length) / table.rowsPerSlab);
    for (; slab < Math.min(needed, table.slabs.length); slab += 1) releaseSlab(table, slab);
    yield group.length / wanted.length / 2;
  }
  releaseValues(table);
}

/** The strip of a group of rows, from `start`: column after column, each as long as there are rows. */
function turnGroup(
  rows: readonly Float64Array[],
  { first: from, width, values }: Block,
  start: number,
): void {
  for (let first = 0; first < width; first += columnsAtOnce) {
    const end = Math.min(width, first + columnsAtOnce);
    turnRows(rows, from + first, from + end, values, start + first * rows.length, rows.length);
  }
}

function* gatherColumns(
  { first: firstColumn, width, values }: Block,
  wanted: readonly Wanted[],
  order: readonly number[],
  target: Float64Array,
  offset: number,
  columnCount: number,
): Generator<number, void, void> {
  const places = Int32Array.from(wanted, ({ place }) => place);
  const lacking = [...order.keys()].filter((place) => order[place] < 0);
  const columnsPerStep = Math.max(1, Math.floor(valuesAtOnce / order.length));
  for (let column = 0; column < width; column += 1) {
    const start = offset + (firstColumn + column) * order.length;
    for (let first = 0; first < places.length; first += rowsAtOnce) {
      const height = Math.min(rowsAtOnce, places.length - first);
      const from = first * width + column * height;
      for (let index = 0; index < height; index += 1) {
        target[start + places[first + index]] = values[from + index];
      }
    }
    for (const place of lacking) target[start + place] = Number.NaN;
    if ((column + 1) % columnsPerStep === 0) yield columnsPerStep / columnCount / 2;
  }
}
