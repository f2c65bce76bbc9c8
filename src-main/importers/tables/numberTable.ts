/** A matrix as it stands in its file, row after row in slabs of a few MiB; NaN = missing. */
export interface NumberTable {
  rowNames: string[];
  columnNames: string[];
  slabs: Float64Array[];
  rowsPerSlab: number;
}

const slabByteCount = 4 << 20;

export function emptyNumberTable(columnNames: string[]): NumberTable {
  const rowByteCount = columnNames.length * Float64Array.BYTES_PER_ELEMENT;
  const rowsPerSlab = Math.max(1, Math.floor(slabByteCount / rowByteCount));
  return { rowNames: [], columnNames, slabs: [], rowsPerSlab };
}

/** Where the next row goes: a slab with room for it, and the offset in it. */
export function nextRow(table: NumberTable): { slab: Float64Array; offset: number } {
  const row = table.rowNames.length;
  const slabIndex = Math.floor(row / table.rowsPerSlab);
  if (slabIndex === table.slabs.length) {
    table.slabs.push(new Float64Array(table.rowsPerSlab * table.columnNames.length));
  }
  return { slab: table.slabs[slabIndex], offset: (row % table.rowsPerSlab) * table.columnNames.length };
}

/** A row's values, a view. */
export function rowValues(table: NumberTable, row: number): Float64Array {
  const columnCount = table.columnNames.length;
  const start = (row % table.rowsPerSlab) * columnCount;
  return table.slabs[Math.floor(row / table.rowsPerSlab)].subarray(start, start + columnCount);
}

/** Frees the values; the names stay. */
export function releaseValues(table: NumberTable): void {
  table.slabs.length = 0;
}
