import { describe, expect, it } from 'vitest';
import { cellText, filterRows, nextSort, sortRows } from '#renderer/ui/tableColumns.ts';
import type { Column } from '#renderer/ui/tableColumns.ts';

interface DrugRow {
  drug: string;
  mechanism: string | null;
  mse: number | null;
}

const rows: DrugRow[] = [
  { drug: 'Drug 10', mechanism: 'MEK inhibitor', mse: 0.5 },
  { drug: 'Drug 2', mechanism: null, mse: null },
  { drug: 'Drug 1', mechanism: 'EGFR inhibitor', mse: 0.1 },
];
const drug: Column<DrugRow> = { key: 'drug', label: 'Drug', value: (row) => row.drug };
const mechanism: Column<DrugRow> = { key: 'mechanism', label: 'Mechanism', value: (row) => row.mechanism };
const mse: Column<DrugRow> = { key: 'mse', label: 'MSE', numeric: true, value: (row) => row.mse };
const columns = [drug, mechanism, mse];
const names = (sorted: DrugRow[]) => sorted.map((row) => row.drug);

describe('sortRows', () => {
  it('sorts numbers by size and leaves missing ones last in either direction', () => {
    expect(names(sortRows(rows, columns, { key: 'mse', direction: 'ascending' }))).toEqual([
      'Drug 1',
      'Drug 10',
      'Drug 2',
    ]);
    expect(names(sortRows(rows, columns, { key: 'mse', direction: 'descending' }))).toEqual([
      'Drug 10',
      'Drug 1',
      'Drug 2',
    ]);
  });

  it('sorts names with numbers in them as a person would', () => {
    expect(names(sortRows(rows, columns, { key: 'drug', direction: 'ascending' }))).toEqual([
      'Drug 1',
      'Drug 2',
      'Drug 10',
    ]);
  });

  it('leaves rows as they came without an order', () => {
    expect(sortRows(rows, columns, undefined)).toEqual(rows);
  });
});

describe('filterRows', () => {
  it('wants every word somewhere in the text columns, whatever its case', () => {
    expect(names(filterRows(rows, columns, 'INHIBITOR mek'))).toEqual(['Drug 10']);
    expect(filterRows(rows, columns, '0.5')).toEqual([]);
    expect(filterRows(rows, columns, '  ')).toHaveLength(3);
  });
});

describe('nextSort', () => {
  it('starts with the largest number, then turns round', () => {
    const first = nextSort(undefined, mse);
    expect(first).toEqual({ key: 'mse', direction: 'descending' });
    expect(nextSort(first, mse).direction).toBe('ascending');
    expect(nextSort(nextSort(first, mse), mse).direction).toBe('descending');
  });

  it('starts anew on another column', () => {
    expect(nextSort({ key: 'mse', direction: 'descending' }, drug)).toEqual({
      key: 'drug',
      direction: 'ascending',
    });
  });
});

describe('cellText', () => {
  it('puts a sign behind the cells that have one', () => {
    const signed: Column<DrugRow> = { ...mse, sign: (row) => (row.mse === 0.5 ? '†' : undefined) };
    expect(rows.map((row) => cellText(signed, row))).toEqual(['0.500\u00a0†', '–', '0.100']);
  });

  it('formats numbers and shows a dash for what is missing', () => {
    expect(cellText(mse, rows[0])).toBe('0.500');
    expect(cellText(mse, rows[1])).toBe('–');
    expect(cellText(mechanism, rows[1])).toBe('–');
    expect(cellText({ ...mse, format: (value) => `${value} units` }, rows[2])).toBe('0.1 units');
  });
});
