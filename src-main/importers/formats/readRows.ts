import { isUtf8 } from 'node:buffer';
import { TracewiseError } from '#shared/model/errors.ts';
import type { OnLine } from '../bytes/lineSplitter.ts';
import type { ReadContext, Source } from '../context.ts';
import { cellEnd, readCell, roughCells, splitCells } from '../scan/cells.ts';
import { findDelimiter } from '../scan/delimiter.ts';
import type { FileHead } from './format.ts';
import { lineNumberOf } from './headAt.ts';
import { headerOnly, readLines } from './readLines.ts';

/** The cells of the columns asked for, in the order asked for. */
export type OnCells = (cells: string[], line: number) => void;

/** The top of a table: its header, and the rows that tell what its columns hold. */
export interface TableTop {
  header: string[];
  headerLine: number;
  firstRows: string[][];
}

export interface RowOptions {
  /** From 1; when left out the first line that is neither blank nor a comment. */
  headerLine?: number;
  /** Lines above the header that begin with `#` are comments. */
  comments?: boolean;
  /** Text that is not UTF-8 is taken as Windows-1252. */
  lenient?: boolean;
}

const rowsToJudge = 50;
const tab = 0x09;
const hash = 0x23;
const windows1252 = new TextDecoder('windows-1252');

/** Headers of tables that tell what stands in each column are short; those of matrices may have thousands of names. */
const longestHeader = 1 << 14;

/** The lines of a table from its header on, comments above it left out; `undefined` for what is no table of this kind. */
export function topLines(head: FileHead): { header: Buffer; rows: Buffer[]; headerLine: number } | undefined {
  const { lines } = head;
  const at = lines.findIndex((line) => line[0] !== hash);
  const rows = at === -1 ? [] : lines.slice(at + 1, at + 1 + rowsToJudge);
  if (rows.length === 0 || lines[at].length > longestHeader) return undefined;
  return { header: lines[at], rows, headerLine: lineNumberOf(head, at) };
}

/** The delimiter that header and rows agree on most often. */
export function delimiterOf(header: Buffer, rows: readonly Buffer[]): number | undefined {
  const counts = new Map<number, number>();
  for (const row of rows) {
    const delimiter = findDelimiter(header, row);
    if (delimiter !== undefined) counts.set(delimiter, (counts.get(delimiter) ?? 0) + 1);
  }
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0];
}

interface KeptLine {
  bytes: Buffer;
  line: number;
}

interface OpenRows {
  delimiter: number;
  columnCount: number;
  /** Per column its place among those asked for, -1 for the others. */
  places: number[];
  askedCount: number;
  onCells: OnCells;
}

/**
 * Streams the rows of a table of words under a header, quotes and blanks taken off. `open` sees the header and the
 * first rows, and answers which columns it wants and what takes them.
 * @returns besides the facts of the file how many lines were not UTF-8
 * @throws TracewiseError `invalid-input` for a ragged row, a quote that is not closed, a header alone
 */
export async function readRows(
  source: Source,
  options: RowOptions,
  context: ReadContext,
  open: (top: TableTop) => { columns: readonly number[]; onCells: OnCells },
): Promise<{ byteCount: number; sha256: string; recodedCount: number }> {
  const file = source.name;
  const kept: KeptLine[] = [];
  let rows: OpenRows | undefined;
  let recodedCount = 0;
  const take = ({ bytes, line }: KeptLine, own: OpenRows) => readRow(own, bytes, 0, bytes.length, file, line);
  const start = () => {
    const opened = openRows(kept, file, open);
    for (const row of kept.slice(1)) take(row, opened);
    return opened;
  };
  const takeLine: OnLine = (bytes, from, to, line) => {
    if (kept.length === 0 && !isHeader(bytes, from, line, options)) return;
    if (options.lenient === true && !isUtf8(bytes.subarray(from, to))) {
      recodedCount += 1;
      const recoded = Buffer.from(windows1252.decode(bytes.subarray(from, to)));
      if (rows === undefined) kept.push({ bytes: recoded, line });
      else take({ bytes: recoded, line }, rows);
    } else if (rows === undefined) kept.push({ bytes: Buffer.from(bytes.subarray(from, to)), line });
    else readRow(rows, bytes, from, to, file, line);
    if (rows === undefined && kept.length > rowsToJudge) rows = start();
  };
  const facts = await readLines(source, context, takeLine);
  if (kept.length < 2) throw headerOnly(file);
  if (rows === undefined) start();
  return { ...facts, recodedCount };
}

function isHeader(bytes: Buffer, from: number, line: number, { headerLine, comments }: RowOptions): boolean {
  if (headerLine !== undefined) return line >= headerLine;
  return comments !== true || bytes[from] !== hash;
}

function openRows(
  [top, ...rows]: readonly KeptLine[],
  file: string,
  open: (top: TableTop) => { columns: readonly number[]; onCells: OnCells },
): OpenRows {
  const delimiter =
    delimiterOf(
      top.bytes,
      rows.map(({ bytes }) => bytes),
    ) ?? tab;
  const named = splitCells(top.bytes, 0, top.bytes.length, delimiter, { file, line: top.line, column: 1 });
  const firstRows = rows.map(({ bytes }) => roughCells(bytes, delimiter));
  const header = firstRows[0].length === named.length + 1 ? ['', ...named] : named;
  const { columns, onCells } = open({ header, headerLine: top.line, firstRows });
  const places = header.map((_, column) => columns.indexOf(column));
  return { delimiter, columnCount: header.length, places, askedCount: columns.length, onCells };
}

function readRow(rows: OpenRows, bytes: Buffer, from: number, to: number, file: string, line: number): void {
  const { delimiter, columnCount, places } = rows;
  const cells = new Array<string>(rows.askedCount);
  let column = 0;
  for (let at = from; at <= to; at += 1) {
    const stop = cellEnd(bytes, at, to, delimiter);
    const place = places[column] ?? -1;
    column += 1;
    if (place !== -1) cells[place] = readCell(bytes, at, stop, { file, line, column });
    at = stop;
  }
  if (column !== columnCount) {
    const cells = splitCells(bytes, from, to, rows.delimiter, { file, line, column: 1 });
    throw ragged(file, line, cells.length, columnCount);
  }
  rows.onCells(cells, line);
}

function ragged(file: string, line: number, found: number, expected: number): TracewiseError {
  return new TracewiseError('invalid-input', 'the row has another number of fields than the header says', {
    place: { file, line, column: Math.min(found, expected) + 1 },
    found: `${found} fields`,
    expected: `${expected} fields`,
    remedy: 'Look for a missing field or an extra delimiter; put quotes around text that holds the delimiter',
  });
}
