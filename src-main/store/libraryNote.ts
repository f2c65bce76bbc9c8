import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { storageError } from './storageErrors.ts';

/** A small file in the library's folder in which the program notes something from one start to the next. */
export class LibraryNote<T> {
  readonly #folder: string;
  readonly #path: string;
  readonly #parser: z.ZodType<T>;

  constructor(folder: string, name: string, parser: z.ZodType<T>) {
    this.#folder = folder;
    this.#path = join(folder, `.${name}.json`);
    this.#parser = parser;
  }

  /** @returns `undefined` when nothing was noted, or when what is there cannot be read: nothing depends on a note */
  read(): T | undefined {
    try {
      return this.#parser.safeParse(JSON.parse(readFileSync(this.#path, 'utf8'))).data;
    } catch {
      return undefined;
    }
  }

  /** In place of what was noted before, all or nothing. @throws TracewiseError `disk` */
  write(note: T): void {
    const unfinished = `${this.#path}-new-${process.pid}`;
    try {
      mkdirSync(this.#folder, { recursive: true });
      writeFileSync(unfinished, JSON.stringify(note));
      renameSync(unfinished, this.#path);
    } catch (error) {
      rmSync(unfinished, { force: true });
      throw storageError(error, this.#path);
    }
  }

  /** @throws TracewiseError `disk` */
  erase(): void {
    try {
      rmSync(this.#path, { force: true });
    } catch (error) {
      throw storageError(error, this.#path);
    }
  }
}
