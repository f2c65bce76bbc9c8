import { TracewiseError } from '#shared/model/errors.ts';
import { LineSplitter } from '../bytes/lineSplitter.ts';
import type { OnLine } from '../bytes/lineSplitter.ts';
import { QuotedLines } from '../bytes/quotedLines.ts';
import { emptyFile, readBytes } from '../bytes/readBytes.ts';
import type { ReadContext, Source } from '../context.ts';

/** Hands every line that is not blank to `onLine`, those that a quoted cell runs over as one, and tells what file it was. */
export async function readLines(
  source: Source,
  context: ReadContext,
  onLine: OnLine,
): Promise<{ byteCount: number; sha256: string }> {
  const { facts, chunks } = await readBytes(source, context);
  let lineCount = 0;
  const takeLine: OnLine = (bytes, start, end, lineNumber) => {
    if (start === end) return;
    lineCount += 1;
    onLine(bytes, start, end, lineNumber);
  };
  const quoted = new QuotedLines(takeLine);
  const splitter = new LineSplitter((...line) => quoted.take(...line));
  for await (const chunk of chunks) splitter.push(chunk);
  splitter.finish();
  quoted.finish();
  if (lineCount === 0) throw emptyFile(source.name);
  return { byteCount: facts.byteCount, sha256: facts.sha256 ?? '' };
}

export function headerOnly(file: string, line = 2): TracewiseError {
  return new TracewiseError('invalid-input', 'the file has a header line and nothing below it', {
    place: { file, line },
    found: 'the end of the file',
    expected: 'at least one row',
    remedy: 'Check that the download or export ran to its end',
  });
}

export function oneColumn(file: string, line: number): TracewiseError {
  return new TracewiseError('invalid-input', 'the table has one column', {
    place: { file, line },
    found: 'no tab, comma or semicolon that parts names from at least two columns of numbers',
    expected: 'a column of names and two or more columns of numbers',
    remedy: 'Check the delimiter and that this is the whole matrix',
  });
}
