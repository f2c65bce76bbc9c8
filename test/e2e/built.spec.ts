import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import { expect, test } from '@playwright/test';
import { createFileTable } from '../../src-main/hosts/fileTable.ts';
import { openThreadBackend } from '../../src-main/hosts/electron/threadLink.ts';
import type { BackendMessage } from '../../src-shared/contract/wire.ts';
import { builtCommandLine, startProgram } from '../programs.ts';
import { webOnly } from './host.ts';

/** What the desktop app runs is the build, not the sources; the parts that need no Electron run here. */

const once = webOnly('files of the build are the same whoever shows them');

test('the built backend thread keeps projects, and leaves each as one file', once, async () => {
  const libraryFolder = mkdtempSync(join(tmpdir(), 'tracewise-built-'));
  const backend = openThreadBackend({
    libraryFolder,
    files: createFileTable(),
    startThread: (workerData) => new Worker(resolve('out/main/backendThread.js'), { workerData }),
  });
  const got: BackendMessage[] = [];
  const tell = backend.connect((message) => got.push(message));
  const answerTo = (id: number) => got.find((message) => message.kind !== 'event' && message.id === id);
  tell({ kind: 'call', id: 1, method: 'library/create', arguments: { name: 'Panel' } });
  await expect.poll(() => answerTo(1)).toMatchObject({ kind: 'result', result: { name: 'Panel' } });
  tell({ kind: 'call', id: 2, method: 'library/list', arguments: {} });
  await expect.poll(() => answerTo(2)).toMatchObject({ kind: 'result', result: [{ name: 'Panel' }] });
  await backend.close();
  const left = readdirSync(libraryFolder, { recursive: true, encoding: 'utf8' });
  expect(left.filter((file) => /-(wal|shm|journal)$/.test(file))).toEqual([]);
  rmSync(libraryFolder, { recursive: true });
});

test('the built command line tells its version', once, async () => {
  const program = startProgram(builtCommandLine, ['--version']);
  expect(await program.ended, program.stderr()).toBe(0);
  expect(readFileSync('package.json', 'utf8')).toContain(`"version": "${program.stdout().trim()}"`);
});

test('the preload needs nothing but what a sandbox gives it', once, () => {
  const preload = readFileSync('out/preload/preload.cjs', 'utf8');
  const required = [...preload.matchAll(/require\(["']([^"']+)["']\)/g)].map(([, name]) => name);
  expect(required).toEqual(['electron']);
  expect(preload).not.toMatch(/^import /m);
});
