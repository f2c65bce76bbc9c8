import fc from 'fast-check';
import { expect, test } from 'vitest';
import { copyColumns, placesIn } from '#main/importers/dataset/assemble.ts';
import { movingSteps } from '#main/importers/dataset/moveColumns.ts';
import type { ReadMatrix } from '#main/importers/dataset/readTables.ts';
import { emptyNumberTable, nextRow, rowValues } from '#main/importers/tables/numberTable.ts';
import type { NumberTable } from '#main/importers/tables/numberTable.ts';

function tableOf(rows: number, columns: number): NumberTable {
  const table = emptyNumberTable(Array.from({ length: columns }, (_, column) => `c${column}`));
  // Slabs of a few rows, as a table of many columns has them.
  table.rowsPerSlab = 7;
  for (let row = 0; row < rows; row += 1) {
    const { slab, offset } = nextRow(table);
    for (let column = 0; column < columns; column += 1) slab[offset + column] = row * 1000 + column;
    table.rowNames.push(`r${row}`);
  }
  return table;
}

const cases = fc.record({
  rows: fc.integer({ min: 1, max: 60 }),
  columns: fc.integer({ min: 1, max: 700 }),
  orientation: fc.constantFrom('samples-in-rows' as const, 'samples-in-columns' as const),
  picks: fc.array(fc.integer({ min: -1, max: 59 }), { minLength: 1, maxLength: 50 }),
  sparing: fc.boolean(),
});

test('columns are moved as they are copied, for any choice and order of samples, and the table is emptied', () => {
  fc.assert(
    fc.property(cases, ({ rows, columns, orientation, picks, sparing }) => {
      const table = tableOf(rows, columns);
      const matrix: ReadMatrix = { file: 'm', role: 'expression', label: 'expression', table, orientation };
      const [own, others] = orientation === 'samples-in-rows' ? ['r', columns] : ['c', rows];
      const samples = [...new Set(picks)].map((pick) => (pick < 0 ? undefined : `${own}${pick}`));
      const expected = new Float64Array(3 + samples.length * others);
      placesIn(matrix, samples).forEach((place, sample) => {
        for (let other = 0; other < others; other += 1) {
          const [row, column] = own === 'r' ? [place, other] : [other, place];
          expected[3 + other * samples.length + sample] = place < 0 ? Number.NaN : row * 1000 + column;
        }
      });
      const copied = new Float64Array(expected.length);
      copyColumns(matrix, samples, copied, 3);
      expect(copied).toEqual(expected);
      const moved = new Float64Array(expected.length);
      const shares = [...movingSteps(matrix, placesIn(matrix, samples), moved, 3, sparing)];
      expect(moved).toEqual(expected);
      expect(shares.every((share) => share > 0)).toBe(true);
      expect(table.slabs).toEqual([]);
    }),
  );
});

test.each([1_000, 50_000])('a table of %i columns grows from one slab to several', (columnCount) => {
  const table = emptyNumberTable(Array.from({ length: columnCount }, (_, column) => `c${column}`));
  const rowCount = Math.round(10_000_000 / columnCount);
  const lengths = new Set<number>();
  for (let row = 0; row < rowCount; row += 1) {
    const { slab, offset } = nextRow(table);
    slab[offset] = row;
    slab[offset + columnCount - 1] = -row;
    lengths.add(table.slabs[0].length);
    table.rowNames.push(`r${row}`);
  }
  expect(lengths.size > 1).toBe(columnCount === 1_000);
  expect(table.slabs.length).toBe(3);
  for (let row = 0; row < rowCount; row += 1) {
    const values = rowValues(table, row);
    expect([values[0], values[columnCount - 1]]).toEqual([row, -row]);
  }
});
