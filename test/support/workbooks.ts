import { CFB, utils, write } from '@e965/xlsx';
import type { BookType, CellObject, WorkSheet } from '@e965/xlsx';

export type Cell = string | number | boolean | null | CellObject;

/** A workbook of these sheets, row by row. */
export function workbookOf(
  bookType: BookType,
  sheets: Record<string, Cell[][]>,
  { compression = false } = {},
): Buffer {
  const book = utils.book_new();
  for (const [name, rows] of Object.entries(sheets)) utils.book_append_sheet(book, sheetOf(rows), name);
  const written: unknown = write(book, { type: 'buffer', bookType, compression });
  if (!Buffer.isBuffer(written)) throw new TypeError('expected the bytes of a workbook');
  return written;
}

/** A cell that a spreadsheet took for a date: the days since 1900 and how it shows them. */
export function dateCell(days: number, format: string): CellObject {
  return { t: 'n', v: days, z: format };
}

function sheetOf(rows: readonly Cell[][]): WorkSheet {
  const sheet: WorkSheet = {};
  const width = Math.max(1, ...rows.map((row) => row.length));
  rows.forEach((row, r) => {
    row.forEach((cell, c) => {
      if (cell !== null) sheet[utils.encode_cell({ r, c })] = cellOf(cell);
    });
  });
  sheet['!ref'] = utils.encode_range({
    s: { r: 0, c: 0 },
    e: { r: Math.max(0, rows.length - 1), c: width - 1 },
  });
  return sheet;
}

function cellOf(cell: Exclude<Cell, null>): CellObject {
  if (typeof cell === 'string') return { t: 's', v: cell };
  if (typeof cell === 'number') return { t: 'n', v: cell };
  return typeof cell === 'boolean' ? { t: 'b', v: cell } : cell;
}

/** What the library leaves without types. */
interface CompoundFiles {
  utils: { cfb_new: () => object; cfb_add: (file: object, name: string, content: Buffer) => unknown };
  write: (file: object, options: { type: 'buffer' }) => Uint8Array;
}

/** An old Office file (or an encrypted new one) with these streams in it. */
export function compoundFileOf(...streams: string[]): Buffer {
  const library = CFB as CompoundFiles;
  const file = library.utils.cfb_new();
  for (const name of streams) library.utils.cfb_add(file, `/${name}`, Buffer.alloc(5000, 'x'));
  return Buffer.from(library.write(file, { type: 'buffer' }));
}
