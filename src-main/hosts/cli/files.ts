import { createHash } from 'node:crypto';
import { createReadStream, existsSync, statSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
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

/**
 * @param sha256 of the file as a recipe knows it
 * @throws TracewiseError `invalid-input` for another file, unless changed ones are allowed
 */
export async function requireSame(
  path: string,
  sha256: string,
  { allowChanged, warn }: { allowChanged: boolean; warn: (line: string) => void },
): Promise<void> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  const found = hash.digest('hex');
  if (found === sha256) return;
  if (allowChanged) {
    warn(`${path} is not the file of the recipe: numbers will differ`);
    return;
  }
  throw new TracewiseError('invalid-input', 'this is not the file that the recipe was made with', {
    place: { file: path },
    found: `SHA-256 ${found}`,
    expected: sha256,
    remedy: 'Find the file as it was, or run with --allow-changed',
  });
}
