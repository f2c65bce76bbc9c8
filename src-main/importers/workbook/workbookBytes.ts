import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { throwIfCancelled } from '../context.ts';
import type { ReadContext, Source } from '../context.ts';
import { openWorkbook } from './openWorkbook.ts';
import type { OpenSheet } from './openWorkbook.ts';
import { workbookTooLarge } from './workbookErrors.ts';

/** A workbook is looked at, shown and imported in turn: it is read once. */
const keptFor = 60_000;
const mostKept = 64 << 20;
const mostPacked = 256 << 20;

interface Kept {
  key: string;
  sheet: OpenSheet;
  sha256: string;
}
let kept: Kept | undefined;
let forget: NodeJS.Timeout | undefined;

/**
 * A sheet of a workbook as if the file were text.
 * @throws TracewiseError as `openWorkbook` does, `invalid-input` for a file of more than 256 MiB, `cancelled`
 */
export async function workbookBytes(
  handle: FileHandle,
  source: Source,
  context: ReadContext,
): Promise<{ sheet: OpenSheet; sha256: string; chunks: AsyncIterable<Uint8Array> }> {
  const { size, mtimeMs } = await handle.stat();
  if (size > mostPacked) throw workbookTooLarge(source.name, mostPacked);
  const key = [source.path, size, mtimeMs, source.sheet].join('\n');
  const found = kept?.key === key ? kept : await readWhole(handle, source, key);
  return { sheet: found.sheet, sha256: found.sha256, chunks: chunksOf(found.sheet, context) };
}

async function readWhole(handle: FileHandle, source: Source, key: string): Promise<Kept> {
  const bytes = await handle.readFile();
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const read = { key, sha256, sheet: await openWorkbook(bytes, source) };
  const textSize = read.sheet.chunks.reduce((sum, { length }) => sum + length, 0);
  if (textSize <= mostKept) {
    clearTimeout(forget);
    kept = read;
    forget = setTimeout(() => (kept = undefined), keptFor).unref();
  }
  return read;
}

async function* chunksOf(
  { chunks }: OpenSheet,
  { signal, progress }: ReadContext,
): AsyncGenerator<Uint8Array> {
  for (const [index, chunk] of chunks.entries()) {
    throwIfCancelled(signal);
    progress((index + 1) / chunks.length);
    yield await Promise.resolve(chunk);
  }
}
