/** A matrix as it stands in its file, row after row in slabs of some MiB; NaN = missing. */
export interface NumberTable {
  rowNames: string[];
  columnNames: string[];
  /** All of `rowsPerSlab` rows, but the first of several may be shorter for as long as it is the only one. */
  slabs: Float64Array[];
  rowsPerSlab: number;
}

/** More than what memory allocators keep back for later: a slab that is released goes to the system at once. */
export const slabByteCount = 34 << 20;
/** What a table takes at first; many are small. */
const firstByteCount = 1 << 20;
const growth = 4;
/** Tables of so many columns are seldom small: they take whole slabs, of which untouched pages cost nothing. */
const wide = 4096;
const noValues = new Float64Array();

export function emptyNumberTable(columnNames: string[]): NumberTable {
  const rowByteCount = columnNames.length * Float64Array.BYTES_PER_ELEMENT;
  const rowsPerSlab = Math.max(1, Math.floor(slabByteCount / rowByteCount));
  return { rowNames: [], columnNames, slabs: [], rowsPerSlab };
}

/** Where the next row goes: a slab with room for it, and the offset in it. */
export function nextRow(table: NumberTable): { slab: Float64Array; offset: number } {
  const { rowsPerSlab, columnNames, slabs } = table;
  const row = table.rowNames.length;
  const index = Math.floor(row / rowsPerSlab);
  const offset = (row % rowsPerSlab) * columnNames.length;
  if (slabs.length <= index || slabs[index].length < offset + columnNames.length) {
    slabs[index] = slabWithRoom(table, index, offset + columnNames.length);
  }
  return { slab: slabs[index], offset };
}

/** A slab with the values of the one at this place, if there is one. */
function slabWithRoom({ slabs, rowsPerSlab, columnNames }: NumberTable, index: number, least: number) {
  const most = rowsPerSlab * columnNames.length;
  if (index > 0 || columnNames.length >= wide) return new Float64Array(most);
  const before = slabs.length === 0 ? noValues : slabs[0];
  const first = firstByteCount / Float64Array.BYTES_PER_ELEMENT;
  const slab = new Float64Array(Math.min(most, Math.max(least, first, growth * before.length)));
  slab.set(before);
  return slab;
}

/** A row's values, a view. */
export function rowValues(table: NumberTable, row: number): Float64Array {
  const columnCount = table.columnNames.length;
  const start = (row % table.rowsPerSlab) * columnCount;
  return table.slabs[Math.floor(row / table.rowsPerSlab)].subarray(start, start + columnCount);
}

/** Frees the values; the names stay. */
export function releaseValues(table: NumberTable): void {
  table.slabs.forEach((_, index) => releaseSlab(table, index));
  table.slabs.length = 0;
}

/** Frees the rows of one slab without waiting for the garbage collector; no view of them may be used again. */
export function releaseSlab({ slabs }: NumberTable, index: number): void {
  const slab = slabs[index];
  slabs[index] = noValues;
  releaseArray(slab);
}

/** Frees an array's memory now. */
export function releaseArray({ buffer }: Float64Array): void {
  if (buffer instanceof ArrayBuffer && buffer.byteLength > 0) buffer.transfer(0);
}
