import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, statfsSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { TracewiseError } from '#shared/model/errors.ts';
import { projectExtension } from './openFile.ts';
import { storageError } from './storageErrors.ts';

/** A copy of a project that was sound when it was made. */
export interface SavedCopy {
  path: string;
  kind: 'backup' | 'before-update';
  /** ISO 8601. */
  savedAt: string;
  byteCount: number;
}

const backupsFolderName = 'backups';

/** The last backup of each of so many days stays. */
const daysKept = 3;

/** Of one project, in bytes; the newest backup stays whatever its size. */
const mostBytes = 4 * 2 ** 30;

/** Free space that is left beside a backup, as a multiple of its size. */
const spareShare = 2;

/** Hexadecimal digits that tell projects of one name in different folders apart. */
const placeDigits = 8;

/** Backups of projects, in a folder of the library: made as work goes on, the older ones of a day giving way. */
export class Backups {
  readonly #library: string;

  constructor(libraryFolder: string) {
    this.#library = resolve(libraryFolder);
  }

  /** Newest first. */
  list(projectPath: string): SavedCopy[] {
    const folder = this.#folderOf(projectPath);
    if (!existsSync(folder)) return [];
    return readdirSync(folder)
      .filter((name) => name.endsWith(projectExtension))
      .map((name) => copyAt(join(folder, name), 'backup'))
      .sort(byAge);
  }

  /**
   * Makes a backup and lets go of those that it outdates.
   * @param write puts a sound copy of the project to a path
   * @throws TracewiseError `disk` when there is no room, and as `write` does; the other backups are as they were then
   */
  async make(
    projectPath: string,
    write: (destination: string) => Promise<void>,
    now = new Date(),
  ): Promise<void> {
    const folder = this.#folderOf(projectPath);
    try {
      mkdirSync(folder, { recursive: true });
      refuseWithoutRoom(folder, statSync(projectPath).size);
      await write(join(folder, `${now.toISOString().replaceAll(':', '-')}${projectExtension}`));
    } catch (error) {
      throw storageError(error, folder);
    }
    for (const outdated of outdatedCopies(this.list(projectPath))) rmSync(outdated.path, { force: true });
  }

  /** The backups of a project follow it to another name. */
  move(from: string, to: string): void {
    const [source, destination] = [this.#folderOf(from), this.#folderOf(to)];
    if (source === destination || !existsSync(source)) return;
    rmSync(destination, { recursive: true, force: true });
    renameSync(source, destination);
  }

  /** When a project is deleted for good. */
  remove(projectPath: string): void {
    rmSync(this.#folderOf(projectPath), { recursive: true, force: true });
  }

  /** By the file's name for projects of the library; for others by their place too. */
  #folderOf(projectPath: string): string {
    const absolute = resolve(projectPath);
    const stem = basename(absolute, projectExtension);
    const place = createHash('sha256').update(absolute).digest('hex').slice(0, placeDigits);
    const own = dirname(absolute) === this.#library ? stem : `${stem}-${place}`;
    return join(this.#library, backupsFolderName, own);
  }
}

/** The copies that are made beside a project before its tables are brought up to date. */
export function copiesBeforeUpdates(projectPath: string): SavedCopy[] {
  const folder = dirname(projectPath);
  const name = basename(projectPath);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((other) => other.startsWith(name) && /^-v\d+$/.test(other.slice(name.length)))
    .map((other) => copyAt(join(folder, other), 'before-update'))
    .sort(byAge);
}

/** Of copies, newest first: all but the last of each of the latest days, and what is too much. */
export function outdatedCopies(copies: readonly SavedCopy[], limit = mostBytes): SavedCopy[] {
  const days = new Set<string>();
  let total = 0;
  return copies.filter(({ savedAt, byteCount }, index) => {
    const day = savedAt.slice(0, 'yyyy-mm-dd'.length);
    const isLastOfDay = !days.has(day) && days.size < daysKept;
    const fits = index === 0 || total + byteCount <= limit;
    if (!isLastOfDay || !fits) return true;
    days.add(day);
    total += byteCount;
    return false;
  });
}

function copyAt(path: string, kind: SavedCopy['kind']): SavedCopy {
  const { mtime, size } = statSync(path);
  return { path, kind, savedAt: mtime.toISOString(), byteCount: size };
}

function byAge(a: SavedCopy, b: SavedCopy): number {
  return b.savedAt.localeCompare(a.savedAt);
}

function refuseWithoutRoom(folder: string, byteCount: number): void {
  const { bavail, bsize } = statfsSync(folder);
  if (bavail * bsize >= (1 + spareShare) * byteCount) return;
  throw new TracewiseError('disk', 'there is no room for a backup of this project', {
    place: { file: folder },
    remedy: 'Free some space on this disk.',
  });
}
