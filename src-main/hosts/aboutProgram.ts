import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { AboutProgram } from '#shared/contract/desk.ts';
import { licenceFiles } from './product.ts';

/** What this program runs on, and the licences of its parts; those that only a build writes may not be there. */
export async function aboutProgram(): Promise<Omit<AboutProgram, 'version'>> {
  const there = licenceFiles.filter(({ path }) => existsSync(path));
  const licences = await Promise.all(
    there.map(async ({ title, path }) => ({ title, text: await readFile(path, 'utf8') })),
  );
  return { runtimes: runtimesOf(process.versions), licences };
}

/** @param versions as Node tells them; Electron adds its own and Chromium's */
export function runtimesOf(
  versions: Readonly<Record<string, string | undefined>>,
): { name: string; version: string }[] {
  const named = { Electron: versions['electron'], Chromium: versions['chrome'], 'Node.js': versions['node'] };
  return Object.entries(named).flatMap(([name, version]) =>
    version === undefined ? [] : [{ name, version }],
  );
}
