import { describe, expect, test } from 'vitest';
import { collapseColumns, collapseRows } from '#main/importers/tables/collapse.ts';
import { emptyNumberTable, nextRow } from '#main/importers/tables/numberTable.ts';
import type { NumberTable } from '#main/importers/tables/numberTable.ts';
import { matrixValues } from '../../../support/reading.ts';

function tableOf(
  rows: [string, ...number[]][],
  columnNames: string[],
  own: Partial<NumberTable> = {},
): NumberTable {
  const table = { ...emptyNumberTable(columnNames), ...own };
  for (const [name, ...values] of rows) {
    const { slab, offset } = nextRow(table);
    slab.set(values, offset);
    table.rowNames.push(name);
  }
  return table;
}

const rows: [string, ...number[]][] = [
  ['A', 1, NaN, 3],
  ['B', 1, 1, 1],
  ['A', 5, NaN, NaN],
  ['C', 7, 8, 9],
  ['A', 3, NaN, 4],
  ['B', 2, 2, 2],
];

describe('rows of one name become one', () => {
  test.each([
    ['first', [1, NaN, 3], [1, 1, 1]],
    ['mean', [3, NaN, 3.5], [1.5, 1.5, 1.5]],
    ['median', [3, NaN, 3.5], [1.5, 1.5, 1.5]],
    ['largest', [5, NaN, 4], [2, 2, 2]],
  ] as const)('by the %s of what is observed, in the order of first entries', (rule, a, b) => {
    const table = tableOf(rows, ['x', 'y', 'z']);
    expect(collapseRows(table, rule).count).toBe(2);
    expect(table.rowNames).toEqual(['A', 'B', 'C']);
    expect(matrixValues(table)).toEqual([a, b, [7, 8, 9]]);
  });

  test('across slabs, which shrink', () => {
    const many = Array.from({ length: 9 }, (_, index): [string, ...number[]] => [
      `r${index % 4}`,
      index,
      -index,
    ]);
    const table = tableOf(many, ['x', 'y'], { rowsPerSlab: 2 });
    expect(table.slabs.length).toBe(5);
    collapseRows(table, 'median');
    expect(table.slabs.length).toBe(2);
    expect(matrixValues(table).map((values) => values[0])).toEqual([4, 3, 4, 5]);
  });

  test('with those first that agree least', () => {
    const table = tableOf(
      [
        ['same', 1, 2, 3],
        ['against', 1, 2, 3],
        ['same', 1, 2, 3],
        ['against', 3, 2, 1],
        ['flat', 1, 1, 1],
        ['flat', 1, 1, 1],
      ],
      ['x', 'y', 'z'],
    );
    const { count, worst } = collapseRows(table, 'mean');
    expect(count).toBe(3);
    expect(worst.map(({ name }) => name).slice(0, 1)).toEqual(['against']);
    expect(worst[0]).toEqual({ name: 'against', entries: 2, correlation: -1, largestDifference: 2 });
    expect(worst.find(({ name }) => name === 'flat')).toMatchObject({
      correlation: null,
      largestDifference: 0,
    });
  });

  test('showing at most fifty of them', () => {
    const many = Array.from({ length: 120 }, (_, index): [string, ...number[]] => [
      `g${index % 60}`,
      index,
      1,
      2,
    ]);
    const { count, worst } = collapseRows(tableOf(many, ['x', 'y', 'z']), 'mean');
    expect([count, worst.length]).toEqual([60, 50]);
  });
});

describe('columns of one name become one', () => {
  test('by the median of what is observed, in the order of first entries', () => {
    const table = tableOf(
      [
        ['r', 1, 2, 5, NaN],
        ['s', NaN, 4, NaN, NaN],
      ],
      ['x', 'y', 'x', 'x'],
    );
    const { table: narrow, count, worst } = collapseColumns(table, 'median');
    expect(narrow.columnNames).toEqual(['x', 'y']);
    expect(narrow.rowNames).toEqual(['r', 's']);
    expect(matrixValues(narrow)).toEqual([
      [3, 2],
      [NaN, 4],
    ]);
    expect(count).toBe(1);
    expect(worst).toEqual([{ name: 'x', entries: 3, correlation: null, largestDifference: 4 }]);
  });

  test('and the table that was is freed', () => {
    const table = tableOf([['r', 1, 2]], ['x', 'x']);
    collapseColumns(table, 'mean');
    expect(table.slabs).toHaveLength(0);
  });

  test('nothing happens to names that are there once', () => {
    const table = tableOf([['r', 1, 2]], ['x', 'y']);
    expect(collapseColumns(table, 'mean').table).toBe(table);
  });
});
