import type { Orientation } from '#shared/model/imports.ts';
import { collapseColumns, collapseRows } from './collapse.ts';
import type { Collapsed } from './collapse.ts';
import { emptyNumberTable, nextRow, rowValues } from './numberTable.ts';
import type { NumberTable } from './numberTable.ts';

/**
 * Gives the features or drugs of a table other names, leaves out those without one, and makes those of one name one, by
 * the median. The table that is given may be emptied.
 */
export function renameFeatures(
  table: NumberTable,
  orientation: Orientation,
  names: readonly (string | undefined)[],
): Collapsed & { table: NumberTable } {
  const kept = [...names.keys()].filter((place) => names[place] !== undefined);
  const newNames = names.filter((name) => name !== undefined);
  if (orientation === 'samples-in-columns') {
    keepRows(table, kept);
    table.rowNames = newNames;
    return { table, ...collapseRows(table, 'median') };
  }
  const narrow = kept.length === names.length ? table : withColumns(table, kept);
  narrow.columnNames = newNames;
  return collapseColumns(narrow, 'median');
}

/** In place; the places ascend. */
function keepRows(table: NumberTable, places: readonly number[]): void {
  places.forEach((place, row) => {
    if (place !== row) rowValues(table, row).set(rowValues(table, place));
  });
  table.slabs.length = Math.ceil(places.length / table.rowsPerSlab);
}

function withColumns(table: NumberTable, places: readonly number[]): NumberTable {
  const narrow = emptyNumberTable(places.map((place) => table.columnNames[place]));
  table.rowNames.forEach((name, row) => {
    const values = rowValues(table, row);
    const { slab, offset } = nextRow(narrow);
    places.forEach((place, column) => (slab[offset + column] = values[place]));
    narrow.rowNames.push(name);
  });
  return narrow;
}
