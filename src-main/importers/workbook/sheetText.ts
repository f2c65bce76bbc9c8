import type { CellObject, DenseWorkSheet } from '@e965/xlsx';

/** A sheet as tab-separated lines: a line of the text for each row of the sheet, and every line equally wide. */
export interface SheetText {
  chunks: Buffer[];
  /** Rows with two or more cells that are not empty. */
  tableRows: number;
}

/** What a cell of a number shows when its format is one of dates; `undefined` for other formats. */
export type DateText = (cell: CellObject) => string | undefined;

/** A sheet that is too long as text. */
export class SheetTooLarge extends Error {}

const rowsAtOnce = 500;

/**
 * Numbers come in full precision and not as they are shown, save dates: what they were before a spreadsheet took them
 * for dates is told by what is shown.
 * @param limit of the text's bytes
 * @throws SheetTooLarge
 */
export function sheetText(
  sheet: Pick<Partial<DenseWorkSheet>, '!data'>,
  dateText: DateText,
  limit: number,
): SheetText {
  const rows: (string[] | undefined)[] = Array.from(sheet['!data'] ?? [], (row: RowOfCells) =>
    row === undefined ? [] : filledPart(Array.from(row, (cell) => cellText(cell, dateText))),
  );
  const width = rows.reduce((widest, row) => Math.max(widest, row?.length ?? 0), 0);
  const last = rows.findLastIndex((row) => row !== undefined && row.length > 0);
  const chunks: Buffer[] = [];
  let tableRows = 0;
  let size = 0;
  for (let first = 0; first <= last; first += rowsAtOnce) {
    const lines: string[] = [];
    for (let index = first; index < Math.min(first + rowsAtOnce, last + 1); index += 1) {
      const row = rows[index] ?? [];
      rows[index] = undefined;
      if (row.filter((text) => text !== '').length > 1) tableRows += 1;
      size += row.length === 0 ? 1 : width;
      if (size > limit) throw new SheetTooLarge();
      lines.push(row.length === 0 ? '' : row.join('\t') + '\t'.repeat(width - row.length));
    }
    const chunk = Buffer.from(`${lines.join('\n')}\n`);
    size += chunk.length;
    if (size > limit) throw new SheetTooLarge();
    chunks.push(chunk);
  }
  return { chunks, tableRows };
}

/** Rows and cells that a sheet does not hold are holes. */
type RowOfCells = readonly (CellObject | undefined)[] | undefined;

function filledPart(row: string[]): string[] {
  row.length = row.findLastIndex((text) => text !== '') + 1;
  return row;
}

function cellText(cell: CellObject | undefined, dateText: DateText): string {
  if (cell?.v === undefined) return '';
  switch (cell.t) {
    case 'n':
      return dateText(cell) ?? String(cell.v);
    case 'b':
      return cell.v === true ? 'TRUE' : 'FALSE';
    case 'e':
      return errorText(Number(cell.v));
    case 'd':
      return quoted(cell.w ?? String(cell.v));
    default:
      return quoted(String(cell.v));
  }
}

const errors: Record<number, string> = {
  0x00: '#NULL!',
  0x07: '#DIV/0!',
  0x0f: '#VALUE!',
  0x17: '#REF!',
  0x1d: '#NAME?',
  0x24: '#NUM!',
};
const notAvailable = 0x2a;

/** By the codes of [MS-XLS] 2.5.10; what a spreadsheet calls "not available" is a missing value. */
function errorText(code: number): string {
  return code === notAvailable ? 'NA' : (errors[code] ?? '#ERROR');
}

/** A cell is one field of one line, whatever it holds. */
function quoted(text: string): string {
  const line = text.replaceAll(/[\t\r\n\u0000]+/g, ' ').trim();
  return line.startsWith('"') ? `"${line.replaceAll('"', '""')}"` : line;
}
