import { aliasKey, cellLineKey } from '#shared/names/cellLines.ts';
import { emptyNumberTable, nextRow, rowValues } from '../tables/numberTable.ts';
import type { NumberTable } from '../tables/numberTable.ts';
import type { SampleDescription } from './annotations.ts';

/**
 * A table of samples in rows with a row of zeros for every listed sample that it does not tell of by any of its names, and
 * that other tables have. The table given stays as it is.
 * @param elsewhere all names along both sides of the other tables
 */
export function withListedSamples(
  table: NumberTable,
  listed: Iterable<SampleDescription>,
  elsewhere: readonly string[],
): { table: NumberTable; added: string[] } {
  const present = new Set(table.rowNames.map(keyOf));
  const wanted = new Set(elsewhere.map(keyOf));
  const added = [...listed]
    .filter(({ name, aliases = [] }) => {
      const keys = [name, ...aliases].map(keyOf);
      return keys.some((key) => wanted.has(key)) && !keys.some((key) => present.has(key));
    })
    .map(({ name }) => name);
  if (added.length === 0) return { table, added };
  const longer = emptyNumberTable(table.columnNames);
  table.rowNames.forEach((name, row) => {
    const { slab, offset } = nextRow(longer);
    slab.set(rowValues(table, row), offset);
    longer.rowNames.push(name);
  });
  for (const name of added) {
    const { slab, offset } = nextRow(longer);
    slab.fill(0, offset, offset + table.columnNames.length);
    longer.rowNames.push(name);
  }
  return { table: longer, added };
}

function keyOf(name: string): string {
  return aliasKey(cellLineKey(name));
}
