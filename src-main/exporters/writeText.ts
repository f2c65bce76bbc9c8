import { randomUUID } from 'node:crypto';
import { open, rename, rm, stat } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { TracewiseError } from '#shared/model/errors.ts';

const batchLength = 1 << 18;

/**
 * Writes text as a whole or not at all: into a file beside the destination, which takes its place when everything
 * is on the disk. A destination that is no ordinary file (a device, a pipe) is written to as it is.
 * @returns how many pieces were written
 * @throws TracewiseError `disk` when the disk is full, read-only or fails; `invalid-setting` for a folder that is
 *   not there; `cancelled`. The destination is then as it was.
 */
export async function writeText(
  destination: string,
  pieces: Iterable<string>,
  signal: AbortSignal,
): Promise<number> {
  try {
    if (await isSpecial(destination)) return await writeTo(await open(destination, 'w'), pieces, signal);
    return await writeBeside(destination, pieces, signal);
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
  pieces: Iterable<string>,
  signal: AbortSignal,
): Promise<number> {
  const unfinished = join(dirname(destination), `.${basename(destination)}-${randomUUID()}`);
  try {
    const handle = await open(unfinished, 'wx');
    const count = await writeTo(handle, pieces, signal);
    await rename(unfinished, destination);
    return count;
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}

async function writeTo(handle: FileHandle, pieces: Iterable<string>, signal: AbortSignal): Promise<number> {
  let count = 0;
  let batch = '';
  try {
    for (const piece of pieces) {
      count += 1;
      batch += piece;
      if (batch.length < batchLength) continue;
      if (signal.aborted) throw new TracewiseError('cancelled', 'the export was cancelled');
      await handle.writeFile(batch);
      batch = '';
    }
    await handle.writeFile(batch);
    if ((await handle.stat()).isFile()) await handle.sync();
  } finally {
    await handle.close();
  }
  return count;
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
