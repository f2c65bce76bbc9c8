import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runTool } from './processes.ts';

const packageFolder = join('node_modules', 'electron');
const usualSource = 'https://github.com/electron/electron/releases/';

/** Milliseconds that the source may take to answer at all, and that the download may take. */
const answerWithin = 4_000;
const downloadWithin = 600_000;

/** Electron's executable as its package knows it, without asking the package, which would download. */
export function findElectron(): string | undefined {
  const pathFile = join(packageFolder, 'path.txt');
  const inside = existsSync(pathFile) ? readFileSync(pathFile, 'utf8') : 'electron';
  const folder = process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(packageFolder, 'dist');
  const path = join(folder, inside);
  return existsSync(path) ? path : undefined;
}

/** The executable, fetched when it is not there. @returns undefined when this machine is offline, which is no error */
export async function ensureElectron(): Promise<string | undefined> {
  const found = findElectron();
  if (found !== undefined || !(await sourceAnswers())) return found;
  console.log('Fetching Electron, once ...');
  await runTool('install-electron', [], { timeout: downloadWithin });
  return findElectron();
}

async function sourceAnswers(): Promise<boolean> {
  const source = process.env['ELECTRON_MIRROR'] ?? usualSource;
  try {
    await fetch(source, { method: 'HEAD', signal: AbortSignal.timeout(answerWithin) });
    return true;
  } catch {
    return false;
  }
}
