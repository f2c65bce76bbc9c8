import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ReadContext, Source } from '../../src-main/importers/context.ts';
import { TracewiseError } from '../../src-shared/model/errors.ts';

/** A context that nobody cancels. */
export function readingContext(): ReadContext {
  return { signal: new AbortController().signal, progress: () => undefined };
}

/** Writes a file into a folder and gives it as an importer takes it. */
export function sourceOf(folder: string, name: string, content: string | Uint8Array): Source {
  const path = join(folder, name);
  writeFileSync(path, content);
  return { path, name };
}

/** What a promise is rejected with, when it is an error for people. */
export async function rejectionOf(work: Promise<unknown>): Promise<TracewiseError> {
  try {
    await work;
  } catch (error) {
    if (error instanceof TracewiseError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}
