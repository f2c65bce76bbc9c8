import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { extractAll } from '@electron/asar';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { _electron } from '@playwright/test';
import { ensureBrowser } from './browser.ts';
import { findProblems, listArchive } from './packaging/contents.ts';
import { makeStandInDistribution } from './packaging/standInDistribution.ts';
import type { System } from './packaging/standInDistribution.ts';
import { runTool } from './processes.ts';

/**
 * `npm run package:check`: packages the built app for three systems on distributions that stand in for Electron's, looks at
 * every file that went in, at the fuses, and starts the one for Linux. It cannot show what only Electron's binary does.
 */

interface Target {
  system: System;
  arch: 'x64' | 'arm64' | 'universal';
  /** Where electron-builder leaves it below its output, and its archive and executable in there. */
  folder: string;
  resources: string;
  executable: string;
  binaries: string[];
}

const macApp = 'Tracewise.app/Contents';
const targets: Target[] = [
  {
    system: 'linux',
    arch: 'x64',
    folder: 'linux-unpacked',
    resources: 'resources',
    executable: 'tracewise',
    binaries: ['linux-x64'],
  },
  {
    system: 'linux',
    arch: 'arm64',
    folder: 'linux-arm64-unpacked',
    resources: 'resources',
    executable: 'tracewise',
    binaries: ['linux-arm64'],
  },
  {
    system: 'win',
    arch: 'x64',
    folder: 'win-unpacked',
    resources: 'resources',
    executable: 'Tracewise.exe',
    binaries: ['win32-x64'],
  },
  {
    system: 'mac',
    arch: 'x64',
    folder: 'mac',
    resources: `${macApp}/Resources`,
    executable: `${macApp}/MacOS/Tracewise`,
    binaries: ['darwin-x64', 'darwin-arm64'],
  },
  {
    system: 'mac',
    arch: 'arm64',
    folder: 'mac-arm64',
    resources: `${macApp}/Resources`,
    executable: `${macApp}/MacOS/Tracewise`,
    binaries: ['darwin-x64', 'darwin-arm64'],
  },
];

/** What electron-builder.yml asks of the binary; the others are off. */
const fusesOn = new Set([
  FuseV1Options.EnableCookieEncryption,
  FuseV1Options.EnableEmbeddedAsarIntegrityValidation,
  FuseV1Options.OnlyLoadAppFromAsar,
]);
const isOn = '1'.charCodeAt(0);

const manifest = JSON.parse(readFileSync('node_modules/electron/package.json', 'utf8')) as {
  version: string;
};
const work = mkdtempSync(join(tmpdir(), 'tracewise-package-'));
/** Named ones only, when some are named: `node scripts/packageCheck.ts linux mac`. */
const wanted = process.argv.slice(2);
const chosen = targets.filter(({ system }) => wanted.length === 0 || wanted.includes(system));
const problems: string[] = [];

for (const target of chosen) problems.push(...(await check(target)));
rmSync(work, { recursive: true, force: true });
const shown = 40;
for (const problem of problems.slice(0, shown)) console.log(`FAILED ${problem}`);
if (problems.length > shown) console.log(`... and ${problems.length - shown} more`);
console.log(
  problems.length === 0
    ? 'The packages hold what they should, on stand-in distributions; real Electron was not part of this.'
    : `${problems.length} problems`,
);
process.exitCode = problems.length === 0 ? 0 : 1;

async function check(target: Target): Promise<string[]> {
  const name = `${target.system} ${target.arch}`;
  try {
    const app = await pack(target);
    const archive = join(app, target.resources, 'app.asar');
    const files = listArchive(archive);
    const found = findProblems(files, target.binaries);
    found.push(...(await fuseProblems(join(app, target.executable))));
    const beside = files.filter(({ isUnpacked }) => isUnpacked);
    const besideBytes = beside.reduce((sum, { byteCount }) => sum + byteCount, 0);
    console.log(
      `${name}: ${files.length} files, archive ${inMegabytes(statSync(archive).size)}, beside it ${inMegabytes(besideBytes)} (${beside.map(({ path }) => path.split('/').at(-1)).join(', ')})`,
    );
    if (target.system === 'linux' && target.arch === 'x64' && process.platform === 'linux') await start(app);
    return found.map((problem) => `${name}: ${problem}`);
  } catch (error) {
    return [`${name}: ${error instanceof Error ? error.message : String(error)}`];
  }
}

function inMegabytes(byteCount: number): string {
  return `${(byteCount / 1e6).toFixed(1)} MB`;
}

/** @returns the folder of the packaged app */
async function pack({ system, arch, folder }: Target): Promise<string> {
  const distribution = join(work, `${system}-${arch}-distribution`);
  const output = join(work, `${system}-${arch}`);
  await makeStandInDistribution(system, distribution, manifest.version);
  const config = {
    electronDist: distribution,
    'directories.output': output,
    // There is nothing here to sign with, and nothing that is worth signing.
    ...(system === 'mac' ? { 'mac.identity': 'null' } : {}),
  };
  const { code, output: said } = await runTool('electron-builder', [
    `--${system}`,
    'dir',
    `--${arch}`,
    '--publish=never',
    ...Object.entries(config).map(([key, value]) => `--config.${key}=${value}`),
  ]);
  if (code !== 0) throw new Error(`electron-builder ended with code ${code}:\n${said}`);
  return join(output, folder);
}

async function fuseProblems(executable: string): Promise<string[]> {
  const wire = await getCurrentFuseWire(executable);
  return Object.entries(FuseV1Options).flatMap(([name, fuse]) => {
    if (typeof fuse === 'string') return [];
    const shouldBeOn = fusesOn.has(fuse);
    return (wire[fuse] === (isOn as never)) === shouldBeOn
      ? []
      : [`the fuse ${name} is ${shouldBeOn ? 'off' : 'on'}`];
  });
}

/** Starts the packaged app on the stand-in, which needs the archive as a folder, and opens a project in it. */
async function start(app: string): Promise<void> {
  const shown = join(work, 'started');
  const resources = join(shown, 'resources');
  mkdirSync(resources, { recursive: true });
  cpSync(join(app, 'tracewise'), join(shown, 'tracewise'));
  extractAll(join(app, 'resources', 'app.asar'), join(resources, 'app.asar'));
  symlinkSync(join(app, 'resources', 'app.asar.unpacked'), join(resources, 'app.asar.unpacked'));
  const browser = await ensureBrowser();
  const electron = await _electron.launch({
    executablePath: join(shown, 'tracewise'),
    args: [`--library=${join(work, 'library')}`, `--user-data-dir=${join(work, 'user')}`],
    cwd: resolve(work),
    env: { ...process.env, HOME: work, STAND_IN_NODE: process.execPath, TRACEWISE_BROWSER: browser },
  });
  const page = await electron.firstWindow();
  await page.getByRole('button', { name: 'Example panel' }).click({ timeout: 120_000 });
  await page.getByRole('region', { name: /^Data set/ }).waitFor({ timeout: 120_000 });
  const isPackaged = await electron.evaluate(({ app: running }) => running.isPackaged);
  await electron.close();
  if (!isPackaged) throw new Error('what was started was not the package');
  console.log('The packaged app starts on the stand-in, reads the example panel and shows its data set.');
}
