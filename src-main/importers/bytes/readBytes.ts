import { createHash } from 'node:crypto';
import type { Hash } from 'node:crypto';
import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { TracewiseError } from '#shared/model/errors.ts';
import { throwIfCancelled } from '../context.ts';
import type { ReadContext, Source } from '../context.ts';
import { isWorkbook } from '../workbook/openWorkbook.ts';
import { workbookBytes } from '../workbook/workbookBytes.ts';
import { isGzip, refuseBinary } from './signatures.ts';

const chunkByteCount = 1 << 20;

/** What reading a whole file also tells. */
export interface FileFacts {
  byteCount: number;
  /** Of the file as it lies on the disk; `undefined` until it was read to its end. */
  sha256?: string;
  compressed: boolean;
  /** Of a workbook: its sheets, and the one whose cells come as tab-separated text. */
  sheets?: string[];
  sheet?: string;
}

export interface FileBytes {
  facts: FileFacts;
  /** The decompressed content, in pieces, each valid until the next is asked for; to be read once. */
  chunks: AsyncIterable<Uint8Array>;
}

/**
 * Streams a file (of a workbook one sheet, as text), decompressing gzip by its first bytes and not by its name.
 * @throws TracewiseError `invalid-input` for a file that is missing, empty, binary or damaged gzip,
 *   `disk` when the disk fails, `cancelled`
 */
export async function readBytes(source: Source, context: ReadContext): Promise<FileBytes> {
  const handle = await openFile(source);
  try {
    const { size } = await handle.stat();
    const head = new Uint8Array(4);
    await handle.read(head, 0, head.length, 0);
    if (size === 0) throw emptyFile(source.name);
    if (isWorkbook(head)) return await sheetOf(handle, source, size, context);
    const facts: FileFacts = { byteCount: size, compressed: isGzip(head) };
    return { facts, chunks: contentOf(handle, source, facts, context) };
  } catch (error) {
    await handle.close();
    throw explainReadError(error, source);
  }
}

async function sheetOf(
  handle: FileHandle,
  source: Source,
  byteCount: number,
  context: ReadContext,
): Promise<FileBytes> {
  const { sheet: open, sha256, chunks } = await workbookBytes(handle, source, context);
  await handle.close();
  const { sheets, sheet } = open;
  return { facts: { byteCount, sha256, compressed: false, sheets, sheet }, chunks };
}

async function openFile(source: Source): Promise<FileHandle> {
  try {
    const handle = await open(source.path, 'r');
    if ((await handle.stat()).isDirectory()) {
      await handle.close();
      throw new TracewiseError('invalid-input', 'this is a folder, not a file', {
        place: { file: source.name },
        found: 'a folder',
        expected: 'a text table',
        remedy: 'Name a file in it',
      });
    }
    return handle;
  } catch (error) {
    throw explainReadError(error, source);
  }
}

async function* contentOf(
  handle: FileHandle,
  source: Source,
  facts: FileFacts,
  context: ReadContext,
): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256');
  const raw = rawChunks(handle, facts, hash, context);
  try {
    let first = true;
    for await (const chunk of facts.compressed ? decompressed(raw) : raw) {
      throwIfCancelled(context.signal);
      if (first) refuseBinary(chunk, source.name);
      first = false;
      yield chunk;
    }
    if (first) throw emptyFile(source.name);
    facts.sha256 = hash.digest('hex');
  } catch (error) {
    throw explainReadError(error, source);
  } finally {
    await handle.close();
  }
}

/** Reads a piece ahead while others work on the one before. */
async function* rawChunks(
  handle: FileHandle,
  facts: FileFacts,
  hash: Hash,
  context: ReadContext,
): AsyncGenerator<Uint8Array> {
  const spare: Buffer[] = [];
  let position = 0;
  const readOn = () => {
    const buffer = spare.pop() ?? Buffer.allocUnsafe(chunkByteCount);
    const read = handle.read(buffer, 0, chunkByteCount, position);
    // It may fail before anyone waits for it; whoever does learns of it.
    read.catch(() => undefined);
    return read;
  };
  let reading = readOn();
  try {
    for (;;) {
      const { bytesRead, buffer } = await reading;
      if (bytesRead === 0) return;
      position += bytesRead;
      reading = readOn();
      const chunk = buffer.subarray(0, bytesRead);
      hash.update(chunk);
      context.progress(Math.min(1, position / facts.byteCount));
      yield chunk;
      // A stream that unpacks may hold several pieces at a time.
      if (!facts.compressed) spare.push(buffer);
    }
  } finally {
    await Promise.allSettled([reading]);
  }
}

async function* decompressed(raw: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip({ chunkSize: chunkByteCount });
  const input = Readable.from(raw);
  input.on('error', (error) => gunzip.destroy(error));
  input.pipe(gunzip);
  try {
    for await (const chunk of gunzip as AsyncIterable<Uint8Array>) yield chunk;
  } finally {
    input.destroy();
    gunzip.destroy();
  }
}

export function emptyFile(file: string): TracewiseError {
  return new TracewiseError('invalid-input', 'the file is empty', {
    place: { file },
    found: 'no data',
    expected: 'a header line and at least one row',
    remedy: 'Check that the download or export ran to its end',
  });
}

function explainReadError(error: unknown, source: Source): unknown {
  if (error instanceof TracewiseError || !(error instanceof Error) || !('code' in error)) return error;
  const place = { file: source.name };
  const options = { cause: error };
  switch (error.code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return new TracewiseError(
        'invalid-input',
        'there is no such file',
        { place, remedy: 'Check the path' },
        options,
      );
    case 'EACCES':
    case 'EPERM':
      return new TracewiseError('invalid-input', 'the file may not be read', { place }, options);
    case 'Z_BUF_ERROR':
      return new TracewiseError(
        'invalid-input',
        'the gzip file is cut short',
        {
          place,
          found: 'the end of the file inside the compressed data',
          expected: 'a whole gzip file',
          remedy: 'Download or copy it again',
        },
        options,
      );
    case 'Z_DATA_ERROR':
      return new TracewiseError(
        'invalid-input',
        'the gzip file is damaged',
        { place, found: error.message, expected: 'a whole gzip file', remedy: 'Download or copy it again' },
        options,
      );
    default:
      return new TracewiseError('disk', `the file cannot be read: ${error.message}`, { place }, options);
  }
}
