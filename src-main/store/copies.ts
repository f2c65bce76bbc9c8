import { copyFileSync, existsSync, renameSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { TracewiseError } from '#shared/model/errors.ts';
import type { SavedCopy } from './backups.ts';
import { openFile, projectExtension, removeFile, sideFileSuffixes, unfinishedPath } from './openFile.ts';
import { newestVersion, schemaVersion } from './migrations/migrate.ts';
import { findDamage, requireUnchangedContent } from './damage.ts';
import { damagedFile, storageError } from './storageErrors.ts';

/** Whether a copy opens and is what was stored, as far as its version keeps checksums. */
export function isSound({ path }: SavedCopy): boolean {
  try {
    const connection = openFile(path, { readOnly: true, asIs: true });
    try {
      return schemaVersion(connection) < newestVersion || findDamage(connection).length === 0;
    } finally {
      connection.close();
    }
  } catch (error) {
    if (isCorrupt(error)) return false;
    throw error;
  }
}

function isCorrupt(error: unknown): boolean {
  return error instanceof TracewiseError && error.kind === 'corrupt';
}

/**
 * Reads a copy and compares it with its checksums, while others have the thread between the pieces.
 * @param original the project that was copied: what is not sound in the copy is its damage
 * @throws TracewiseError `corrupt` when it is not sound
 */
export async function requireSoundCopy(path: string, original: string): Promise<void> {
  try {
    const connection = openFile(path, { readOnly: true });
    try {
      await requireUnchangedContent(connection);
    } finally {
      connection.close();
    }
  } catch (error) {
    throw isCorrupt(error) ? damagedFile(original, error) : error;
  }
}

/** A copy of its own at another place. @throws TracewiseError `disk`: nothing is there then */
export function copyAside(copy: SavedCopy, path: string): SavedCopy {
  try {
    copyFileSync(copy.path, path);
    return { ...copy, path };
  } catch (error) {
    removeFile(path);
    throw storageError(error, path);
  }
}

/**
 * Puts a copy in the place of a project that is closed. The damaged file stays beside it.
 * @returns where the damaged file lies now
 * @throws TracewiseError `disk`: the damaged file is where it was then
 */
export function putBack(copy: SavedCopy, path: string): string {
  const unfinished = unfinishedPath(path);
  const aside = freeAside(path);
  try {
    copyFileSync(copy.path, unfinished);
    for (const suffix of ['', ...sideFileSuffixes]) {
      if (existsSync(path + suffix)) renameSync(path + suffix, aside + suffix);
    }
    renameSync(unfinished, path);
    return aside;
  } catch (error) {
    throw storageError(error, path);
  } finally {
    removeFile(unfinished);
  }
}

/** Not a project's name, so that no library lists it. */
function freeAside(path: string): string {
  const stem = join(dirname(path), basename(path, projectExtension));
  let aside = `${stem}.damaged`;
  for (let count = 2; existsSync(aside); count += 1) aside = `${stem} ${count}.damaged`;
  return aside;
}
