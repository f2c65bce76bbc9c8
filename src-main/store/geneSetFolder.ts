import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { TracewiseError } from '#shared/model/errors.ts';
import { storageError } from './storageErrors.ts';

/** What a file of gene sets may be called. */
const geneSetFileName = /^(?!\.)(.+?)\.(gmt|gmt\.gz|gmt\.txt)$/i;

/** A file of gene sets that the user loaded, or laid into the folder. */
export interface OwnGeneSets {
  /** The file's name without its ending. */
  name: string;
  path: string;
  /** Of the file's last change: year-month-day. */
  date: string;
}

/** The name that sets go by which come from a file of this name or path. */
export function geneSetNameOf(file: string): string {
  const fileName = basename(file);
  return geneSetFileName.exec(fileName)?.[1] ?? fileName.replace(/\.(txt|tsv)(\.gz)?$/i, '');
}

/** The day of a file's last change: year-month-day. @throws TracewiseError `not-found`, `disk` */
export function dayOfFile(path: string): string {
  try {
    return statSync(path).mtime.toISOString().slice(0, 10);
  } catch (error) {
    throw storageError(error, path);
  }
}

/** Tells whether a file was changed; `undefined` when it is not there. */
export function fileState(path: string): string | undefined {
  const facts = statSync(path, { throwIfNoEntry: false });
  return facts === undefined ? undefined : `${facts.mtimeMs} ${facts.size} ${facts.ino}`;
}

/** The files of gene sets that a user keeps for all projects. */
export class GeneSetFolder {
  readonly #folder: () => string;

  /** @param folder asked for when it is first needed; it need not exist yet */
  constructor(folder: () => string) {
    this.#folder = folder;
  }

  /** By name. @throws TracewiseError `disk` */
  list(): OwnGeneSets[] {
    const folder = this.#folder();
    return this.#fileNames(folder)
      .filter((fileName) => geneSetFileName.test(fileName))
      .sort((a, b) => a.localeCompare(b, 'en'))
      .map((fileName) => {
        const path = join(folder, fileName);
        return { name: geneSetNameOf(fileName), path, date: dayOfFile(path) };
      });
  }

  /**
   * Keeps a copy of a file under its name.
   * @throws TracewiseError `conflict` when there are sets of this name and they are not to be replaced; `disk`
   */
  add(source: { path: string; name: string }, { replace }: { replace: boolean }): OwnGeneSets {
    const name = geneSetNameOf(source.name);
    if (!replace) this.requireFree(name);
    const taken = this.#called(name);
    const folder = this.#folder();
    const fileName = `${name.replaceAll(/[<>:"/\\|?*\p{Cc}]/gu, '_')}.gmt${isGzipName(source.name) ? '.gz' : ''}`;
    const path = join(folder, fileName);
    this.#copy(folder, source.path, path);
    for (const other of taken) if (other.path !== path) rmSync(other.path, { force: true });
    return { name: geneSetNameOf(fileName), path, date: dayOfFile(path) };
  }

  /** @throws TracewiseError `conflict` when there are sets of this name; `disk` */
  requireFree(name: string): void {
    if (this.#called(name).length > 0) throw nameTaken(name);
  }

  #called(name: string): OwnGeneSets[] {
    return this.list().filter((own) => own.name.toLowerCase() === name.toLowerCase());
  }

  /** @throws TracewiseError `not-found`, `disk` */
  remove(name: string): void {
    const own = this.list().find((file) => file.name === name);
    if (own === undefined) throw new TracewiseError('not-found', `there are no gene sets "${name}" of yours`);
    try {
      rmSync(own.path);
    } catch (error) {
      throw storageError(error, own.path);
    }
  }

  /** As a whole or not at all. */
  #copy(folder: string, from: string, to: string): void {
    const unfinished = `${to}-new-${process.pid}`;
    try {
      mkdirSync(folder, { recursive: true });
      copyFileSync(from, unfinished);
      renameSync(unfinished, to);
    } catch (error) {
      throw storageError(error, to);
    } finally {
      rmSync(unfinished, { force: true });
    }
  }

  #fileNames(folder: string): string[] {
    if (!existsSync(folder)) return [];
    try {
      return readdirSync(folder);
    } catch (error) {
      throw storageError(error, folder);
    }
  }
}

function isGzipName(fileName: string): boolean {
  return /\.gz$/i.test(fileName);
}

function nameTaken(name: string): TracewiseError {
  return new TracewiseError('conflict', `there are already gene sets "${name}"`, {
    remedy: 'Rename the file, or replace those that are there',
  });
}
