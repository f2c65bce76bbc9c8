import { randomUUID } from 'node:crypto';
import type { FileRegistry } from '#main/backend/backend.ts';
import { TracewiseError } from '#shared/model/errors.ts';

/** A file that the user handed over, or a destination that they chose. */
export interface KnownFile {
  id: string;
  path: string;
  name: string;
}

/** The files of one host. A page knows the ids alone, which cannot be guessed. */
export interface FileTable extends FileRegistry {
  /** @returns the id that stands for the file from now on */
  add: (file: { path: string; name: string }) => string;
  all: () => KnownFile[];
  /** Tells what is added from now on. */
  onAdded: (listener: (file: KnownFile) => void) => void;
}

export function createFileTable(): FileTable {
  const files = new Map<string, KnownFile>();
  const listeners: ((file: KnownFile) => void)[] = [];
  return {
    add({ path, name }) {
      const file = { id: randomUUID(), path, name };
      files.set(file.id, file);
      for (const listener of listeners) listener(file);
      return file.id;
    },
    all: () => [...files.values()],
    onAdded(listener) {
      listeners.push(listener);
    },
    resolve: (fileId) => resolveFile(files, fileId),
  };
}

/** @throws TracewiseError `not-found` for an id that was never given out */
export function resolveFile(files: ReadonlyMap<string, KnownFile>, fileId: string): KnownFile {
  const file = files.get(fileId);
  if (file !== undefined) return file;
  throw new TracewiseError('not-found', 'This file is not known any more', {
    remedy: 'Choose the file again',
  });
}
