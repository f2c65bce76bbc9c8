import { randomUUID } from 'node:crypto';
import { open, rename, rm, stat } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { TracewiseError } from '#shared/model/errors.ts';

const batchLength = 1 << 18;

/**
 * Writes text as a whole or not at all, as `writeWhole` does.
 * @returns how many pieces were written
 */
export async function writeText(
  destination: string,
  pieces: Iterable<string>,
  signal: AbortSignal,
): Promise<number> {
  let count = 0;
  const batches = function* (): Generator<string> {
    let batch = '';
    for (const piece of pieces) {
      count += 1;
      batch += piece;
      if (batch.length < batchLength) continue;
      yield batch;
      batch = '';
    }
    yield batch;
  };
  await writeWhole(destination, batches(), signal);
  return count;
}

/**
 * Writes a file as a whole or not at all: into one beside the destination, which takes its place when everything
 * is on the disk. A destination that is no ordinary file (a device, a pipe) is written to as it is.
 * @throws TracewiseError `disk` when the disk is full, read-only or fails; `invalid-setting` for a folder that is
 *   not there; `cancelled`. The destination is then as it was.
 */
export async function writeWhole(
  destination: string,
  parts: Iterable<string | Uint8Array>,
  signal: AbortSignal,
): Promise<void> {
  try {
    if (await isSpecial(destination)) await writeTo(await open(destination, 'w'), parts, signal);
    else await writeBeside(destination, parts, signal);
  } catch (error) {
    throw explainWriteError(error, destination);
  }
}

async function isSpecial(path: string): Promise<boolean> {
  try {
    return !(await stat(path)).isFile();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
    throw error;
  }
}

async function writeBeside(
  destination: string,
  parts: Iterable<string | Uint8Array>,
  signal: AbortSignal,
): Promise<void> {
  const unfinished = join(dirname(destination), `.${basename(destination)}-${randomUUID()}`);
  try {
    const handle = await open(unfinished, 'wx');
    await writeTo(handle, parts, signal);
    await rename(unfinished, destination);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}

async function writeTo(
  handle: FileHandle,
  parts: Iterable<string | Uint8Array>,
  signal: AbortSignal,
): Promise<void> {
  try {
    for (const part of parts) {
      if (signal.aborted) throw new TracewiseError('cancelled', 'the export was cancelled');
      await handle.writeFile(part);
    }
    if ((await handle.stat()).isFile()) await handle.sync();
  } finally {
    await handle.close();
  }
}

function explainWriteError(error: unknown, destination: string): unknown {
  if (error instanceof TracewiseError || !(error instanceof Error) || !('code' in error)) return error;
  const place = { file: destination };
  const failed = (message: string, remedy: string) =>
    new TracewiseError('disk', message, { place, remedy }, { cause: error });
  switch (error.code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return failed('the disk is full; nothing was written', 'Free some space on this disk and try again');
    case 'EROFS':
    case 'EACCES':
    case 'EPERM':
      return failed('this place cannot be written to', 'Choose a folder that you may write to');
    case 'ENOENT':
    case 'ENOTDIR':
      return new TracewiseError(
        'invalid-setting',
        'there is no such folder to write into',
        { place, remedy: 'Make the folder first, or choose another' },
        { cause: error },
      );
    case 'EISDIR':
      return new TracewiseError(
        'invalid-setting',
        'this is a folder, not a file',
        { place },
        { cause: error },
      );
    default:
      return failed(`writing failed: ${error.message}`, 'Check the disk or network share and try again');
  }
}
