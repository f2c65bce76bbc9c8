import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';
import { run, runTool } from './processes.ts';

const linuxNames = [
  'google-chrome-stable',
  'google-chrome',
  'chromium',
  'chromium-browser',
  'microsoft-edge-stable',
  'microsoft-edge',
];
const macApps = ['Google Chrome', 'Chromium', 'Microsoft Edge'];
const windowsPaths = [
  ['Google', 'Chrome', 'Application', 'chrome.exe'],
  ['Chromium', 'Application', 'chrome.exe'],
  ['Microsoft', 'Edge', 'Application', 'msedge.exe'],
];

/** Where a Chrome, Chromium or Edge may be, best first. */
export function browserCandidates(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): string[] {
  const chosen = env['TRACEWISE_BROWSER'];
  if (chosen !== undefined) return [chosen];
  if (platform === 'darwin') {
    return macApps.map((app) => `/Applications/${app}.app/Contents/MacOS/${app}`);
  }
  if (platform === 'win32') {
    const roots = [env['PROGRAMFILES'], env['PROGRAMFILES(X86)'], env['LOCALAPPDATA']];
    return roots
      .filter((root) => root !== undefined)
      .flatMap((root) => windowsPaths.map((parts) => join(root, ...parts)));
  }
  const folders = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return linuxNames.flatMap((name) => folders.map((folder) => join(folder, name)));
}

/** The first browser that is there and starts: an installed one, else the one that Playwright has fetched. */
export function findBrowser(): string | undefined {
  const candidates = [...browserCandidates(process.platform, process.env), chromium.executablePath()];
  return candidates.find((path) => existsSync(path) && starts(path));
}

/** Some systems put a program there that only says how to install the browser. On Windows, asking opens a window. */
function starts(path: string): boolean {
  if (process.platform === 'win32') return true;
  return spawnSync(path, ['--version'], { timeout: 20_000, stdio: 'ignore' }).status === 0;
}

/** Finds a browser, or gets one. @throws Error that says what to install */
export async function ensureBrowser(): Promise<string> {
  const found = findBrowser();
  if (found !== undefined) return found;
  console.log('There is no Chrome, Chromium or Edge here; getting one for the tests.');
  const env = { PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '10000' };
  await runTool('playwright', ['install', 'chromium', '--no-shell'], { env, timeout: 600_000 });
  const fetched = findBrowser();
  if (fetched !== undefined) return fetched;
  if (mayUseApt()) {
    await run('apt-get', ['update'], { timeout: 300_000 });
    const install = ['install', '--yes', '--no-install-recommends', 'chromium'];
    await run('apt-get', install, { env: { DEBIAN_FRONTEND: 'noninteractive' }, timeout: 900_000 });
    const installed = findBrowser();
    if (installed !== undefined) return installed;
  }
  throw new Error(
    'The end-to-end tests need a browser: install Chrome, Chromium or Edge, or set TRACEWISE_BROWSER to one.',
  );
}

function mayUseApt(): boolean {
  return process.getuid?.() === 0 && existsSync('/etc/debian_version');
}
