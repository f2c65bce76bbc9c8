import { LineSplitter } from '../bytes/lineSplitter.ts';
import { QuotedLines } from '../bytes/quotedLines.ts';
import { emptyFile, readBytes } from '../bytes/readBytes.ts';
import type { ReadContext, Source } from '../context.ts';
import type { FileHead } from './format.ts';

const headByteCount = 1 << 20;
/** Banners, headers and rows of counts stand above the first row. */
const linesNeeded = 8;

/** A head, and what else its file tells. */
export interface ReadHead extends FileHead {
  byteCount: number;
  compressed: boolean;
  /** Of a workbook: its sheets, and the one that was read. */
  sheets?: string[];
  sheet?: string;
}

/**
 * The first MiB of a file, decompressed, as whole lines, those that a quoted cell runs over as one; more where its first
 * lines are longer than that.
 * @throws TracewiseError as `readBytes` does
 */
export async function readHead(source: Source, context: ReadContext): Promise<ReadHead> {
  const { facts, chunks } = await readBytes(source, context);
  const lines: Buffer[] = [];
  const lineNumbers: number[] = [];
  const quoted = new QuotedLines((bytes, start, end, lineNumber) => {
    if (start === end) return;
    lines.push(Buffer.from(bytes.subarray(start, end)));
    lineNumbers.push(lineNumber);
  });
  const splitter = new LineSplitter((...line) => quoted.take(...line));
  let byteCount = 0;
  let complete = true;
  for await (const chunk of chunks) {
    splitter.push(chunk);
    byteCount += chunk.length;
    if (byteCount < headByteCount || lines.length < linesNeeded) continue;
    complete = false;
    break;
  }
  if (complete) {
    splitter.finish();
    quoted.finish();
  }
  if (lines.length === 0) throw emptyFile(source.name);
  const { byteCount: size, compressed, sheets, sheet } = facts;
  return { lines, lineNumbers, complete, byteCount: size, compressed, sheets, sheet };
}
