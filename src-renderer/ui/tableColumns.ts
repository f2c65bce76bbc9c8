import { formatNumber, noNumber } from './numbers.ts';

type CellValue = string | number | null;

/** A column of a table: what it holds, and how that reads. */
export interface Column<Row> {
  /** The header in exports; unique. */
  key: string;
  /** The header on the screen. */
  label: string;
  /** Explains the header. */
  hint?: string;
  value: (row: Row) => CellValue;
  numeric?: boolean;
  /** Three significant figures unless told otherwise. */
  format?: (value: number) => string;
  /** A sign behind what the cell says, which a line under the table explains; exports go without. */
  sign?: (row: Row) => string | undefined;
}

export interface SortOrder {
  key: string;
  direction: 'ascending' | 'descending';
}

export function cellText<Row>(column: Column<Row>, row: Row): string {
  const value = column.value(row);
  if (value === null || value === '') return noNumber;
  const text = typeof value === 'string' ? value : (column.format ?? formatNumber)(value);
  const sign = column.sign?.(row);
  return sign === undefined ? text : `${text}\u00a0${sign}`;
}

/** Rows in the order asked for; missing values stand last either way, equal ones keep their order. */
export function sortRows<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  order: SortOrder | undefined,
): Row[] {
  const column = columns.find(({ key }) => key === order?.key);
  if (column === undefined) return [...rows];
  const sign = order?.direction === 'descending' ? -1 : 1;
  return rows.toSorted((a, b) => compareCells(column.value(a), column.value(b), sign));
}

/** Rows with every word of the query somewhere in their text columns. */
export function filterRows<Row>(rows: readonly Row[], columns: readonly Column<Row>[], query: string): Row[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const textColumns = columns.filter(({ numeric }) => numeric !== true);
  return rows.filter((row) => {
    const text = textColumns
      .map((column) => column.value(row) ?? '')
      .join('\n')
      .toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** Ascending first for text, descending first for numbers; a second click turns it round. */
export function nextSort<Row>(current: SortOrder | undefined, column: Column<Row>): SortOrder {
  const first = column.numeric === true ? 'descending' : 'ascending';
  const second = first === 'ascending' ? 'descending' : 'ascending';
  const isRepeated = current?.key === column.key && current.direction === first;
  return { key: column.key, direction: isRepeated ? second : first };
}

function compareCells(a: CellValue, b: CellValue, sign: number): number {
  if (isMissing(a) || isMissing(b)) return Number(isMissing(a)) - Number(isMissing(b));
  if (typeof a === 'number' && typeof b === 'number') return sign * (a - b);
  return sign * String(a).localeCompare(String(b), 'en', { numeric: true });
}

function isMissing(value: CellValue): boolean {
  return value === null || value === '' || Number.isNaN(value);
}
