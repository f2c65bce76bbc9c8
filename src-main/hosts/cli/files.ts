import { existsSync, statSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import type { FileRegistry } from '#main/backend/backend.ts';
import { TracewiseError } from '#shared/model/errors.ts';
import { UsageError } from './usageError.ts';

/** The paths of a command line, under the ids that the backend asks for. */
export interface TypedFiles extends FileRegistry {
  add: (path: string) => string;
}

export function typedFiles(): TypedFiles {
  const paths: string[] = [];
  return {
    add: (path) => String(paths.push(path) - 1),
    resolve(fileId) {
      const path = paths.at(Number(fileId));
      if (path === undefined) throw new TracewiseError('not-found', `there is no file ${fileId}`);
      return { path: resolve(path), name: path };
    },
  };
}

/** The name of a project in a file that nobody named. */
export function projectNameOf(path: string): string {
  return basename(path, '.tracewise');
}

/** @throws UsageError when a new file could not stand there */
export function requireFreePath(path: string): void {
  requireFolder(path);
  if (existsSync(path)) throw new UsageError(`${path}: there is a file already, expected a new name`);
}

/** @throws UsageError when the folder that a file would go into is not there */
export function requireFolder(path: string): void {
  const folder = dirname(resolve(path));
  if (existsSync(folder) && statSync(folder).isDirectory()) return;
  throw new UsageError(`${path}: there is no folder ${folder}, expected one to write into`);
}
