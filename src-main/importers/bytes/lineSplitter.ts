/** A line without its end: `bytes[end]` is readable and never part of a number. Valid only during the call. */
export type OnLine = (bytes: Buffer, start: number, end: number, lineNumber: number) => void;

const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const byteOrderMark = [0xef, 0xbb, 0xbf];
const firstCapacity = 1 << 21;

/**
 * Cuts pieces of a file into lines ended by LF, CRLF or CR (the first end found decides), in one buffer
 * that grows to the longest line. Drops a UTF-8 byte order mark.
 */
export class LineSplitter {
  private buffer = Buffer.allocUnsafe(firstCapacity);
  private filled = 0;
  private searched = 0;
  private lineEnd: number | undefined;
  private lineNumber = 0;
  private readonly onLine: OnLine;

  constructor(onLine: OnLine) {
    this.onLine = onLine;
  }

  push(chunk: Uint8Array): void {
    this.reserve(chunk.length);
    this.buffer.set(chunk, this.filled);
    this.filled += chunk.length;
    this.lineEnd ??= this.findLineEnd(false);
    if (this.lineEnd !== undefined) this.emitLines(this.lineEnd);
  }

  /** Emits the last line where the file does not end with a line end. */
  finish(): void {
    this.lineEnd ??= this.findLineEnd(true);
    if (this.lineEnd !== undefined) this.emitLines(this.lineEnd);
    if (this.filled === 0) return;
    this.reserve(1);
    this.buffer[this.filled] = lineFeed;
    this.emit(0, this.filled);
    this.filled = 0;
  }

  private emitLines(lineEnd: number): void {
    let start = 0;
    let end = this.indexOf(lineEnd, this.searched);
    while (end !== -1) {
      this.emit(start, end);
      start = end + 1;
      end = this.indexOf(lineEnd, start);
    }
    this.buffer.copyWithin(0, start, this.filled);
    this.filled -= start;
    this.searched = this.filled;
  }

  private emit(from: number, to: number): void {
    const end = to > from && this.buffer[to - 1] === carriageReturn ? to - 1 : to;
    const hasMark =
      this.lineNumber === 0 && byteOrderMark.every((byte, index) => this.buffer[from + index] === byte);
    this.lineNumber += 1;
    this.onLine(this.buffer, hasMark ? from + byteOrderMark.length : from, end, this.lineNumber);
  }

  private findLineEnd(atEnd: boolean): number | undefined {
    const feed = this.indexOf(lineFeed, 0);
    const carriage = this.indexOf(carriageReturn, 0);
    if (carriage === -1) return feed === -1 ? undefined : lineFeed;
    if (feed !== -1 && feed <= carriage + 1) return lineFeed;
    if (carriage + 1 === this.filled && !atEnd) return undefined;
    return carriageReturn;
  }

  private indexOf(byte: number, from: number): number {
    const index = this.buffer.indexOf(byte, from);
    return index < this.filled ? index : -1;
  }

  private reserve(byteCount: number): void {
    const needed = this.filled + byteCount + 1;
    if (needed <= this.buffer.length) return;
    const larger = Buffer.allocUnsafe(Math.max(needed, 2 * this.buffer.length));
    this.buffer.copy(larger, 0, 0, this.filled);
    this.buffer = larger;
  }
}
