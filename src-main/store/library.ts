import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { TracewiseError } from '#shared/model/errors.ts';
import { copiesBeforeUpdates } from './backups.ts';
import { projectExtension, removeFile } from './openFile.ts';
import type { ProjectStore } from './projectFile.ts';
import { storageError } from './storageErrors.ts';

const trashFolderName = '.trash';
const workingFolderName = '.working';

/** Bytes of a project that are handed over at once. */
const mostHandedOver = 256 * 2 ** 20;

export interface TrashedFile {
  path: string;
  /** ISO 8601. */
  trashedAt: string;
}

/** What no file name may hold on Windows (Win32, "Naming Files, Paths, and Namespaces"); `\p{Cc}` are control characters. */
const forbiddenInNames = /[<>:"/\\|?*\p{Cc}]/gu;
const deviceName = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)/i;
const longestName = 100;

/** A file name, safe on every system, that reads like the project's name. */
export function fileNameFor(projectName: string): string {
  const safe = projectName
    .normalize('NFC')
    .replace(forbiddenInNames, '-')
    .slice(0, longestName)
    .replace(/^[. ]+|[. ]+$/g, '');
  const named = safe === '' ? 'project' : safe;
  return `${deviceName.test(named) ? `_${named}` : named}${projectExtension}`;
}

/** The folder of a user's projects. */
export class LibraryFolder {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  /** Paths of the project files, by name. An absent folder is an empty library. @throws TracewiseError `disk` */
  list(): string[] {
    return this.#names(this.folder)
      .filter((name) => name.endsWith(projectExtension))
      .sort((a, b) => a.localeCompare(b, 'en'))
      .map((name) => join(this.folder, name));
  }

  /** Where a project of this name belongs. @throws TracewiseError `conflict` when that file is there; `disk` */
  freePath(projectName: string): string {
    this.#makeFolder(this.folder);
    const fileName = fileNameFor(projectName);
    if (this.#isTaken(this.folder, fileName)) {
      throw new TracewiseError('conflict', `there is already a project "${projectName}" in the library`, {
        place: { file: fileName },
        remedy: 'Choose another name.',
      });
    }
    return join(this.folder, fileName);
  }

  /**
   * Where a project file goes when its project is renamed; one outside of the library stays where it is.
   * @throws TracewiseError `conflict` when another file is there; `disk`
   */
  pathAfterRename(path: string, projectName: string): string {
    if (dirname(path) !== resolve(this.folder)) return path;
    const fileName = fileNameFor(projectName);
    const sameFile = fileName.toLowerCase() === basename(path).toLowerCase();
    return sameFile ? join(dirname(path), fileName) : this.freePath(projectName);
  }

  /** The first free name of "NAME", "NAME 2", "NAME 3" ... */
  freeName(projectName: string): string {
    const taken = (name: string) => this.#isTaken(this.folder, fileNameFor(name));
    let name = projectName;
    for (let count = 2; taken(name); count += 1) name = `${projectName} ${count}`;
    return name;
  }

  /** Moves a closed project file to another name in the library. @throws TracewiseError `disk` */
  move(path: string, destination: string): void {
    this.#rename(path, destination);
  }

  /** Puts a closed project file aside. @returns where it lies now @throws TracewiseError `disk` */
  trash(path: string): string {
    const trashFolder = join(this.folder, trashFolderName);
    this.#makeFolder(trashFolder);
    const stem = basename(path, projectExtension);
    let fileName = basename(path);
    for (let count = 2; this.#isTaken(trashFolder, fileName); count += 1) {
      fileName = `${stem} ${count}${projectExtension}`;
    }
    const destination = join(trashFolder, fileName);
    this.#rename(path, destination);
    return destination;
  }

  /** Puts a file from the trash back. @throws TracewiseError `conflict` when its place was taken since; `disk` */
  restore(trashedPath: string, path: string): void {
    if (this.#isTaken(this.folder, basename(path))) {
      throw new TracewiseError('conflict', 'another project has taken the place of this one in the library', {
        place: { file: basename(path) },
        remedy: 'Rename that project, then restore this one.',
      });
    }
    this.#rename(trashedPath, path);
  }

  /** Where a project from the trash belongs that another session put there. */
  homeOf(trashedPath: string): string {
    return join(this.folder, basename(trashedPath));
  }

  /** The projects in the trash, the latest first. @throws TracewiseError `disk` */
  listTrash(): TrashedFile[] {
    const folder = join(this.folder, trashFolderName);
    return this.#names(folder)
      .filter((name) => name.endsWith(projectExtension))
      .map((name) => join(folder, name))
      .map((path) => ({ path, trashedAt: statSync(path).ctime.toISOString() }))
      .sort((a, b) => b.trashedAt.localeCompare(a.trashedAt));
  }

  /** Deletes a project from the trash. @throws TracewiseError `not-found` for one that is not in it; `disk` */
  deleteForGood(path: string): void {
    if (dirname(path) !== join(resolve(this.folder), trashFolderName)) {
      throw new TracewiseError('not-found', 'this project is not in the trash', {
        remedy: 'Move it to the trash first.',
      });
    }
    try {
      for (const copy of copiesBeforeUpdates(path)) removeFile(copy.path);
      removeFile(path);
    } catch (error) {
      throw storageError(error, path);
    }
  }

  /** A place beside the projects for a file that is not one of them yet. @throws TracewiseError `disk` */
  workingPath(name: string): string {
    const folder = join(this.folder, workingFolderName);
    this.#makeFolder(folder);
    return join(folder, name + projectExtension);
  }

  /** The bytes of a copy of an open project. @throws TracewiseError `disk`; `invalid-setting` when it is too large */
  copyAsBytes(store: ProjectStore): Buffer {
    const { size } = statSync(store.path);
    if (size > mostHandedOver) {
      throw new TracewiseError(
        'invalid-setting',
        'this project is too large to be handed over by a browser',
        {
          place: { file: basename(store.path) },
          remedy: `Copy its file: ${store.path}`,
        },
      );
    }
    const copy = this.workingPath(`${basename(store.path, projectExtension)}-export`);
    try {
      store.copyTo(copy);
      return readFileSync(copy);
    } finally {
      removeFile(copy);
    }
  }

  #makeFolder(folder: string): void {
    try {
      mkdirSync(folder, { recursive: true });
    } catch (error) {
      throw storageError(error, folder);
    }
  }

  #rename(from: string, to: string): void {
    try {
      for (const copy of copiesBeforeUpdates(from)) renameSync(copy.path, to + copy.path.slice(from.length));
      renameSync(from, to);
    } catch (error) {
      throw storageError(error, from);
    }
  }

  /** Without regard to case, as on Windows and macOS. */
  #isTaken(folder: string, fileName: string): boolean {
    return this.#names(folder).some((name) => name.toLowerCase() === fileName.toLowerCase());
  }

  #names(folder: string): string[] {
    if (!existsSync(folder)) return [];
    try {
      return readdirSync(folder);
    } catch (error) {
      throw storageError(error, folder);
    }
  }
}
