import { TracewiseError } from '#shared/model/errors.ts';

export const quote = 0x22;
const backslash = 0x5c;
const space = 0x20;
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Where the cell that begins at `start` ends: at its delimiter, or at the end of the line. */
export function cellEnd(bytes: Buffer, start: number, end: number, delimiter: number): number {
  let at = start < end && bytes[start] === quote ? afterQuotes(bytes, start, end, delimiter) : start;
  while (at < end && bytes[at] !== delimiter) at += 1;
  return at;
}

/** Past the closing quote of a quoted cell, or the end of the line. Inside, `""` stands for one quote, as does R's `\"`. */
function afterQuotes(bytes: Buffer, start: number, end: number, delimiter: number): number {
  let at = start + 1;
  while (at < end) {
    if (bytes[at] === backslash && isEscape(bytes, at, end, delimiter)) at += 1;
    else if (bytes[at] === quote) {
      if (bytes[at + 1] !== quote || at + 1 === end) return at + 1;
      at += 1;
    }
    at += 1;
  }
  return end;
}

/** A backslash before a quote that ends its cell belongs to the text; between words a quote ends nothing. */
function isEscape(bytes: Buffer, at: number, end: number, delimiter: number): boolean {
  if (bytes[at + 1] !== quote || at + 2 >= end) return false;
  return delimiter === space || bytes[at + 2] !== delimiter;
}

/** How many cells stand between `start` and `end`; an empty stretch is one empty cell. */
export function countCells(bytes: Buffer, start: number, end: number, delimiter: number): number {
  if (start > end) return 0;
  if (!bytes.subarray(start, end).includes(quote)) return countByte(bytes, start, end, delimiter) + 1;
  let count = 0;
  for (let at = start; at <= end; at += 1) {
    at = cellEnd(bytes, at, end, delimiter);
    count += 1;
  }
  return count;
}

function countByte(bytes: Buffer, start: number, end: number, byte: number): number {
  let count = 0;
  for (let at = start; at < end; at += 1) if (bytes[at] === byte) count += 1;
  return count;
}

/** How many cells of a line there are, and how many hold more than blanks. */
export function countFilled(bytes: Buffer, delimiter: number): { cells: number; filled: number } {
  let cells = 0;
  let filled = 0;
  for (let at = 0; at <= bytes.length; at += 1) {
    const stop = cellEnd(bytes, at, bytes.length, delimiter);
    const isPlain = at < stop && isLetterOrDigit(bytes[at]);
    if (isPlain || roughCell(bytes, at, stop, 'utf8') !== '') filled += 1;
    cells += 1;
    at = stop;
  }
  return { cells, filled };
}

function isLetterOrDigit(byte: number): boolean {
  return (byte >= 0x30 && byte <= 0x39) || ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a);
}

/** Where in a user's file a line of bytes stands; `firstColumn` is the column of its first cell, from 1. */
export interface LinePlace {
  file: string;
  line: number;
  column: number;
}

/**
 * The cells of a line as text: quotes taken off, blanks around taken away.
 * @throws TracewiseError `invalid-input` for bytes that are not UTF-8 and for a quote that is not closed
 */
export function splitCells(
  bytes: Buffer,
  start: number,
  end: number,
  delimiter: number,
  place: LinePlace,
): string[] {
  const cells: string[] = [];
  for (let at = start; at <= end; at += 1) {
    const stop = cellEnd(bytes, at, end, delimiter);
    cells.push(readCell(bytes, at, stop, { ...place, column: place.column + cells.length }));
    at = stop;
  }
  return cells;
}

/** The first cells of a line, all when `most` is left out, for a first look: of any encoding, and never refused. */
export function roughCells(bytes: Buffer, delimiter: number, most = Infinity): string[] {
  const cells: string[] = [];
  for (let at = 0; at <= bytes.length && cells.length < most; at += 1) {
    const stop = cellEnd(bytes, at, bytes.length, delimiter);
    cells.push(roughCell(bytes, at, stop, 'utf8'));
    at = stop;
  }
  return cells;
}

/** A cell as text, by default where only ASCII matters, as in numbers. */
export function roughCell(
  bytes: Buffer,
  start: number,
  end: number,
  encoding: 'latin1' | 'utf8' = 'latin1',
): string {
  const quoted = end - start >= 2 && bytes[start] === quote && bytes[end - 1] === quote;
  if (!quoted) return bytes.toString(encoding, start, end).trim();
  return onOneLine(bytes.toString(encoding, start + 1, end - 1)).trim();
}

/** A text whose first word is in quotes, which belong to it. */
const quotedWord = /^"[^"\\]*"[^"]/;

/** One cell as text, on one line; see `splitCells`. */
export function readCell(bytes: Buffer, start: number, end: number, place: LinePlace): string {
  if (start === end || bytes[start] !== quote) return decode(bytes, start, end, place).trim();
  const text = decode(bytes, start, end, place).trimEnd();
  if (quotedWord.test(text)) return text;
  if (text.length < 2 || !text.endsWith('"')) {
    throw new TracewiseError('invalid-input', 'a quoted field is not closed', {
      place,
      found: shorten(text),
      expected: 'a closing " before the next delimiter',
      remedy: 'Close the quote, or write it twice where it belongs to the text',
    });
  }
  return onOneLine(text.slice(1, -1)).replaceAll('\\"', '"').replaceAll('""', '"').trim();
}

/** Names and words are one line, wherever a cell was broken. */
function onOneLine(text: string): string {
  return text.includes('\n') ? text.replaceAll(/\s*\n\s*/g, ' ') : text;
}

function decode(bytes: Buffer, start: number, end: number, place: LinePlace): string {
  let at = start;
  while (at < end && bytes[at] < 0x80) at += 1;
  if (at === end) return bytes.toString('latin1', start, end);
  try {
    return utf8.decode(bytes.subarray(start, end));
  } catch (error) {
    throw new TracewiseError(
      'invalid-input',
      'the text is not UTF-8',
      {
        place,
        found: `the byte 0x${bytes[firstInvalidByte(bytes, at, end)].toString(16).toUpperCase()}`,
        expected: 'UTF-8 text',
        remedy: 'Save the file with the encoding UTF-8',
      },
      { cause: error },
    );
  }
}

/** The first byte that no valid UTF-8 text could have after the bytes before it. */
function firstInvalidByte(bytes: Buffer, start: number, end: number): number {
  const stepwise = new TextDecoder('utf-8', { fatal: true });
  for (let at = start; at < end; at += 1) {
    try {
      stepwise.decode(bytes.subarray(at, at + 1), { stream: true });
    } catch {
      return at;
    }
  }
  return end - 1;
}

/** For messages: long text cut to one short line. */
export function shorten(text: string): string {
  const limit = 60;
  const line = text.replaceAll(/\s+/g, ' ');
  return line.length <= limit ? line : `${line.slice(0, limit)}...`;
}
