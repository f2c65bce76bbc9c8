import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createClient } from '#renderer/client/client.ts';
import type { HostFile } from '#shared/contract/host.ts';
import { bridgeTo } from '../../../src-renderer/client/testBridge.ts';
import type { TestBridge } from '../../../src-renderer/client/testBridge.ts';
import { startTestHost } from './testHost.ts';
import type { TestHost } from './testHost.ts';

let host: TestHost;
let bridge: TestBridge;
beforeEach(async () => {
  host = await startTestHost();
  bridge = bridgeTo(host);
});
afterEach(async () => {
  bridge.close();
  await host.close();
});

const upload = (content: BlobPart, name: string) => bridge.addDroppedFiles([new File([content], name)]);

/** Where the fake backend found a file, and what was in it. */
const inspect = async (file: HostFile) => {
  const found: unknown = await createClient(bridge).call('import/inspect', { fileId: file.id });
  return found as { path: string; content: string; fileName: string };
};

it('a table arrives byte for byte, known to the page by an id alone', async () => {
  const content = `sample\tdrug\n${'A549\t1.5\n'.repeat(100_000)}`;
  const [file] = await upload(content, 'responses.tsv');
  expect(file.name).toBe('responses.tsv');
  expect(file.byteCount).toBe(content.length);
  const found = await inspect(file);
  expect(found.content).toBe(content);
  expect(file.id).not.toContain('/');
  expect(found.path).not.toContain('responses');
});

it('what was uploaded is readable by its owner alone, and gone when the host ends', async () => {
  const [file] = await upload('a', 'a.tsv');
  const { path } = await inspect(file);
  if (process.platform !== 'win32') {
    expect(statSync(dirname(path)).mode & 0o077).toBe(0);
    expect(statSync(path).mode & 0o077).toBe(0);
  }
  await host.host.close();
  expect(() => statSync(dirname(path))).toThrow('ENOENT');
  host = await startTestHost();
});

it.each([
  ['../../etc/passwd', 'passwd'],
  ['C:\\Users\\x\\panel.tsv', 'panel.tsv'],
  ['..', 'file'],
  ['a\u0000b\u001b[31m.tsv', 'ab[31m.tsv'],
])('a name is for people only: %j becomes %j', async (given, shown) => {
  const [file] = await upload('a', given);
  expect(file.name).toBe(shown);
});

it('an id that was never given out is not found', async () => {
  await expect(createClient(bridge).call('import/inspect', { fileId: '../x' })).rejects.toMatchObject({
    kind: 'not-found',
  });
});

it('a project goes into the library under a free name', async () => {
  const project = `SQLite format 3\0${'x'.repeat(100)}`;
  const [first] = await upload(project, 'Panel.tracewise');
  const [second] = await upload(project, 'Panel.tracewise');
  expect([first.name, second.name]).toEqual(['Panel.tracewise', 'Panel 2.tracewise']);
  expect(readdirSync(host.libraryFolder).sort()).toEqual(['Panel 2.tracewise', 'Panel.tracewise']);
  expect(readFileSync(join(host.libraryFolder, second.name), 'utf8')).toBe(project);
  expect((await inspect(second)).path).toBe(join(host.libraryFolder, second.name));
});

it('what is no project does not get into the library', async () => {
  await expect(upload('just text', 'Panel.tracewise')).rejects.toMatchObject({
    kind: 'corrupt',
    message: 'Panel.tracewise is not a Tracewise project',
  });
  expect(() => readdirSync(host.libraryFolder)).toThrow('ENOENT');
});
