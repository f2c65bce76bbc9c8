import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { createPackage } from '@electron/asar';
import { NtExecutable, NtExecutableResource, Resource } from 'resedit';

/**
 * A distribution for electron-builder to package where Electron's own cannot be had. It is no Electron: its executable for
 * Linux starts the stand-in of the tests, those for Windows and macOS are empty. What it holds is what electron-builder
 * looks for in each system's.
 */
export type System = 'linux' | 'win' | 'mac';

const writers: Record<System, (folder: string) => void> = {
  linux: writeLinux,
  win: writeWindows,
  mac: writeMac,
};

/** @param folder made here @param version of Electron that it is to pass for in names of files */
export async function makeStandInDistribution(
  system: System,
  folder: string,
  version: string,
): Promise<void> {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'version'), version);
  writeFileSync(join(folder, 'LICENSE'), 'stand-in for Electron\n');
  writeFileSync(join(folder, 'LICENSES.chromium.html'), 'stand-in for Electron\n');
  writers[system](folder);
  const empty = mkdtempSync(join(tmpdir(), 'stand-in-app-'));
  writeFileSync(join(empty, 'main.js'), '');
  const resources = system === 'mac' ? 'Electron.app/Contents/Resources' : 'resources';
  await createPackage(empty, join(folder, resources, 'default_app.asar'));
  rmSync(empty, { recursive: true });
}

/** Where Electron keeps its fuses: a mark, the version of the layout, how many there are, and each one's state, all on. */
const fuses = Buffer.concat([
  Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'),
  Buffer.from([1, 8]),
  Buffer.from('1'.repeat(8)),
]);

function writeLinux(folder: string): void {
  const test = resolve('test');
  const start = [
    '#!/bin/sh',
    '# A stand-in: Node runs main, a Chromium shows its pages.',
    `exec "\${STAND_IN_NODE:-node}" --import "${test}/networkGuard.ts" "${test}/electron/boot.ts" "$0" "$@"`,
    'exit 0',
    '',
  ];
  writeFileSync(join(folder, 'electron'), Buffer.concat([Buffer.from(start.join('\n')), fuses]));
  chmodSync(join(folder, 'electron'), 0o755);
  writeLocale(folder);
}

function writeWindows(folder: string): void {
  const executable = NtExecutable.createEmpty(false, false);
  const resources = NtExecutableResource.from(executable);
  const version = Resource.VersionInfo.createEmpty();
  version.setStringValues({ lang: 1033, codepage: 1200 }, { ProductName: 'stand-in for Electron' });
  version.outputToResourceEntries(resources.entries);
  resources.outputResource(executable);
  executable.setExtraData(new Uint8Array(fuses).buffer);
  writeFileSync(join(folder, 'electron.exe'), Buffer.from(executable.generate()));
  writeLocale(folder);
}

function writeLocale(folder: string): void {
  mkdirSync(join(folder, 'locales'));
  writeFileSync(join(folder, 'locales', 'en-US.pak'), '');
}

const macHelpers = ['', ' (Renderer)', ' (Plugin)', ' (GPU)'];

function writeMac(folder: string): void {
  const contents = join(folder, 'Electron.app', 'Contents');
  const frameworks = join(contents, 'Frameworks');
  writeBundle(contents, 'Electron');
  for (const kind of macHelpers) {
    writeBundle(join(frameworks, `Electron Helper${kind}.app`, 'Contents'), `Electron Helper${kind}`);
  }
  const framework = join(frameworks, 'Electron Framework.framework');
  // Empty folders are not copied.
  for (const folderOfLocale of [
    join(framework, 'Versions', 'A', 'Resources', 'en.lproj'),
    join(contents, 'Resources', 'en.lproj'),
  ]) {
    mkdirSync(folderOfLocale, { recursive: true });
    writeFileSync(join(folderOfLocale, 'locale.pak'), '');
  }
  writeFileSync(join(framework, 'Electron Framework'), fuses);
}

function writeBundle(contents: string, name: string): void {
  const executable = join(contents, 'MacOS', name);
  mkdirSync(dirname(executable), { recursive: true });
  writeFileSync(executable, '');
  chmodSync(executable, 0o755);
  const fields = {
    CFBundleExecutable: name,
    CFBundleIdentifier: 'org.tracewise.standin',
    CFBundleName: name,
    CFBundlePackageType: 'APPL',
    CFBundleVersion: '0',
  };
  const lines = Object.entries(fields).map(([key, value]) => `<key>${key}</key><string>${value}</string>`);
  writeFileSync(
    join(contents, 'Info.plist'),
    `<?xml version="1.0" encoding="UTF-8"?><plist version="1.0"><dict>${lines.join('')}</dict></plist>\n`,
  );
}
