import type { OnLine } from './lineSplitter.ts';

const quote = 0x22;
const lineFeed = 0x0a;
const tab = 0x09;
const delimiters: ReadonlySet<number> = new Set([tab, 0x2c, 0x3b]);
const tabAlone: ReadonlySet<number> = new Set([tab]);

/** Cells that are longer were opened by mistake. */
const longestCell = 1 << 16;

/**
 * Joins lines that a quoted cell runs over, with a line feed between; the joined line has the number of its first. Lines
 * after a quote that nothing closes are passed on one by one, for their reader to tell of it.
 */
export class QuotedLines {
  private readonly onLine: OnLine;
  private pending: { bytes: Buffer; line: number }[] = [];
  private pendingByteCount = 0;

  constructor(onLine: OnLine) {
    this.onLine = onLine;
  }

  take(bytes: Buffer, start: number, end: number, line: number): void {
    const isOpen = this.pending.length > 0;
    const state = quotesAtEnd(bytes.subarray(start, end), isOpen);
    if (!isOpen && state !== 'open') {
      this.onLine(bytes, start, end, line);
      return;
    }
    this.pending.push({ bytes: closed(bytes.subarray(start, end)), line });
    this.pendingByteCount += end - start;
    if (state === 'closed') this.passJoined();
    else if (state === 'astray' || this.pendingByteCount > longestCell) this.finish();
  }

  /** Passes on what waits for a quote to be closed. */
  finish(): void {
    const waiting = this.pending;
    this.reset();
    for (const { bytes, line } of waiting) this.onLine(bytes, 0, bytes.length - 1, line);
  }

  private passJoined(): void {
    const [{ line }] = this.pending;
    const joined = Buffer.concat(this.pending.map(({ bytes }) => bytes));
    this.reset();
    this.onLine(joined, 0, joined.length - 1, line);
  }

  private reset(): void {
    this.pending = [];
    this.pendingByteCount = 0;
  }
}

/** A copy with a line feed behind. */
function closed(line: Buffer): Buffer {
  return Buffer.concat([line, Buffer.of(lineFeed)]);
}

/**
 * How the quotes of a line end. A quoted cell begins where a cell does (after a tab, where the line holds one: commas are
 * text there) and ends before a delimiter or the line's end, `""` within standing for a quote; a quote that ends the cell
 * of a line before elsewhere is `astray`.
 */
function quotesAtEnd(text: Buffer, isOpen: boolean): 'open' | 'closed' | 'astray' {
  let open = isOpen;
  let isFromBefore = isOpen;
  let at = text.indexOf(quote);
  const before = at !== -1 && text.includes(tab) ? tabAlone : delimiters;
  for (; at !== -1; at = text.indexOf(quote, at + 1)) {
    if (!open) open = at === 0 || before.has(text[at - 1]);
    else if (text[at + 1] === quote) at += 1;
    else {
      if (isFromBefore && at + 1 < text.length && !delimiters.has(text[at + 1])) return 'astray';
      open = false;
      isFromBefore = false;
    }
  }
  return open ? 'open' : 'closed';
}
