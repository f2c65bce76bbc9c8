import type { WorkBook } from '@e965/xlsx';
import { TracewiseError } from '#shared/model/errors.ts';
import type { Source } from '../context.ts';
import { SheetTooLarge, sheetText } from './sheetText.ts';
import type { DateText, SheetText } from './sheetText.ts';
import { ZipError, unpackedSize, zipEntries } from './unpackedSize.ts';
import {
  damagedWorkbook,
  noSuchSheet,
  noTable,
  notAWorkbook,
  protectedWorkbook,
  workbookTooLarge,
} from './workbookErrors.ts';

const zipStart = [0x50, 0x4b, 0x03, 0x04];
const compoundStart = [0xd0, 0xcf, 0x11, 0xe0];
/** What a workbook may unpack to, and its sheet come to as text: past it a spreadsheet is the wrong container. */
const mostBytes = 400 << 20;

const asStored = { dense: true, cellNF: true, cellFormula: false, cellHTML: false } as const;

/** What the library leaves without types. */
interface NumberFormats {
  is_date: (format: string) => boolean;
  format: (format: string, value: unknown, options: { date1904: boolean }) => string;
}

/** By the first four bytes: an .xlsx or .ods (or another zip archive), or an .xls (or another old Office file). */
export function isWorkbook(head: Uint8Array): boolean {
  return isZip(head) || compoundStart.every((byte, index) => head[index] === byte);
}

function isZip(head: Uint8Array): boolean {
  return zipStart.every((byte, index) => head[index] === byte);
}

/** A sheet of a workbook as text. */
export interface OpenSheet extends SheetText {
  sheets: string[];
  sheet: string;
}

/**
 * Reads one sheet: the one that the source names, else the first that holds a table. Formulas give the values that
 * were stored with them; nothing is computed.
 * @param bytes the whole file
 * @throws TracewiseError `invalid-input` for what is no workbook, is damaged, protected or too large, and for a sheet
 *   that is not there
 */
export async function openWorkbook(bytes: Buffer, source: Source): Promise<OpenSheet> {
  const { name: file, sheet } = source;
  if (isZip(bytes)) await explained(file, () => checkArchive(bytes, file));
  // Loaded when the first workbook is read: it is large.
  const library = await import('@e965/xlsx');
  const { read } = library;
  const formats = library.SSF as NumberFormats;
  // Of the others a cell's text is made from its format, for dates only; this one writes what it shows.
  const cellText = isZip(bytes) && zipEntries(bytes).some(({ name }) => name === 'content.xml');
  const parse = (wanted: string | number) =>
    explained(file, () => read(bytes, { ...asStored, cellText, sheets: [wanted] }));
  let book = await parse(sheet ?? 0);
  const { SheetNames: sheets } = book;
  if (sheet !== undefined && !sheets.includes(sheet)) throw noSuchSheet(file, sheet, sheets);
  let first: OpenSheet | undefined;
  for (const name of sheet === undefined ? sheets : [sheet]) {
    // Some kinds of workbook are read whole, whatever is asked for.
    if (!(name in book.Sheets)) book = await parse(name);
    const text = await explained(file, () => sheetText(book.Sheets[name], datesOf(book, formats), mostBytes));
    const open = { ...text, sheets, sheet: name };
    if (sheet !== undefined || text.tableRows > 1) return open;
    if (first === undefined && text.chunks.length > 0) first = open;
  }
  if (first === undefined) throw noTable(file);
  return first;
}

function datesOf(book: WorkBook, formats: NumberFormats): DateText {
  const date1904 = book.Workbook?.WBProps?.date1904 === true;
  return ({ v, z, w }) => {
    if (z === undefined || !formats.is_date(String(z))) return undefined;
    return w ?? formats.format(String(z), v, { date1904 });
  };
}

async function explained<T>(file: string, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw explain(error, file);
  }
}

async function checkArchive(bytes: Buffer, file: string): Promise<void> {
  const entries = zipEntries(bytes);
  if (!entries.some(({ name }) => /^(xl\/workbook\.(xml|bin)|content\.xml)$/.test(name))) {
    const found = 'a zip archive that is no .xlsx or .ods workbook';
    throw notAWorkbook(file, found, 'Unpack it and import what it holds');
  }
  if ((await unpackedSize(bytes, entries, mostBytes)) > mostBytes) throw workbookTooLarge(file, mostBytes);
}

/** The library says in its messages alone what it did not like, and throws bare text too. */
function explain(error: unknown, file: string): unknown {
  if (error instanceof TracewiseError) return error;
  if (error instanceof SheetTooLarge) return workbookTooLarge(file, mostBytes);
  const message = error instanceof Error ? error.message : String(error);
  if (/password|encrypt/i.test(message)) return protectedWorkbook(file, error);
  if (/cannot find workbook stream/i.test(message)) {
    return notAWorkbook(
      file,
      'an old Office file that is no .xls workbook',
      'Save the table as text and import that',
    );
  }
  const what = error instanceof ZipError ? 'a zip archive (.xlsx or .ods) with ' : '';
  return damagedWorkbook(file, `${what}${message}`, error);
}
