import { existsSync, mkdirSync, readdirSync, renameSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { TracewiseError } from '#shared/model/errors.ts';
import { projectExtension } from './openFile.ts';
import { storageError } from './storageErrors.ts';

const trashFolderName = '.trash';

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

  #makeFolder(folder: string): void {
    try {
      mkdirSync(folder, { recursive: true });
    } catch (error) {
      throw storageError(error, folder);
    }
  }

  #rename(from: string, to: string): void {
    try {
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
