import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { channels } from '#main/hosts/electron/channels.ts';
import { answerPages } from '#main/hosts/electron/ipc.ts';
import { createFileTable } from '#main/hosts/fileTable.ts';

type Listener = (event: unknown, value: unknown) => unknown;

const electron = vi.hoisted(() => ({
  listeners: new Map<string, Listener>(),
  openDialog: { canceled: true, filePaths: [] as string[] },
  saveDialog: { canceled: true, filePath: '' },
  agrees: false,
  opened: [] as string[],
}));

vi.mock('electron', () => ({
  ipcMain: {
    on: (channel: string, listener: Listener) => electron.listeners.set(channel, listener),
    handle: (channel: string, listener: Listener) => electron.listeners.set(channel, listener),
  },
  dialog: {
    showOpenDialog: () => Promise.resolve(electron.openDialog),
    showSaveDialog: () => Promise.resolve(electron.saveDialog),
    showMessageBox: () => Promise.resolve({ response: electron.agrees ? 1 : 0 }),
  },
  shell: {
    openExternal(address: string) {
      electron.opened.push(address);
      return Promise.resolve();
    },
  },
  BrowserWindow: { fromWebContents: () => ({}) },
}));

const folder = mkdtempSync(join(tmpdir(), 'tracewise-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

const files = createFileTable();
const pages = { connect: vi.fn(), receive: vi.fn(), tell: vi.fn() };
answerPages(pages, files);

const connection = '6f9619ff-8b86-4d01-b42d-00cf4fc964ff';
const trusted = { sender: { id: 1 }, senderFrame: { url: 'app://bundle/index.html', parent: null } };
const untrusted = [
  { sender: { id: 1 }, senderFrame: { url: 'https://evil.example/', parent: null } },
  { sender: { id: 1 }, senderFrame: { url: 'app://bundle/index.html', parent: {} } },
  { sender: { id: 1 }, senderFrame: null },
];
const say = (channel: string, value: unknown, event: unknown = trusted) => {
  const listener = electron.listeners.get(channel);
  if (listener === undefined) throw new Error(`nobody listens on ${channel}`);
  return listener(event, value);
};

const requests: [string, unknown][] = [
  [channels.pickFiles, { multiple: true, purpose: 'tables' }],
  [channels.addPaths, ['/etc/hostname']],
  [channels.saveFile, { suggestedName: 'a.tsv', content: 'x' }],
  [channels.pickDestination, 'a.tsv'],
  [channels.openExternal, 'https://doi.org/10.1038/srep31619'],
];

beforeEach(() => {
  vi.clearAllMocks();
  electron.openDialog = { canceled: true, filePaths: [] };
  electron.saveDialog = { canceled: true, filePath: '' };
});

describe('a sender that is not the page', () => {
  it('is not heard', () => {
    for (const event of untrusted) {
      say(channels.connect, connection, event);
      say(channels.message, { connection, message: {} }, event);
    }
    expect(pages.connect).not.toHaveBeenCalled();
    expect(pages.receive).not.toHaveBeenCalled();
  });

  it.each(requests)('is not answered on %s', async (channel, value) => {
    const known = files.all().length;
    for (const event of untrusted) {
      expect(await say(channel, value, event)).toEqual({ ok: false, problem: 'This page may not ask' });
    }
    expect(files.all()).toHaveLength(known);
  });
});

it('every channel of the page has a listener', () => {
  const ofMain: string[] = [channels.hostEvent];
  const ofPage = Object.values(channels).filter((channel) => !ofMain.includes(channel));
  expect([...electron.listeners.keys()].sort()).toEqual(ofPage.sort());
});

it('the page is heard under the number of its load', () => {
  say(channels.connect, connection);
  say(channels.message, { connection, message: { kind: 'cancel', id: 1 } });
  expect(pages.connect).toHaveBeenCalledWith(trusted.sender, connection);
  expect(pages.receive).toHaveBeenCalledWith(trusted.sender, connection, { kind: 'cancel', id: 1 });
});

it('what is no message of the contract is not heard, and does not bring main down', () => {
  say(channels.connect, 'x');
  for (const value of [
    undefined,
    { connection, message: {} },
    { connection, message: { kind: 'file', path: '/etc/passwd' } },
    { connection, message: { kind: 'cancel', id: 1, more: 1 } },
    { connection: 'x', message: { kind: 'cancel', id: 1 } },
  ]) {
    say(channels.message, value);
  }
  expect(pages.connect).not.toHaveBeenCalled();
  expect(pages.receive).not.toHaveBeenCalled();
});

it('what is malformed is refused', async () => {
  for (const channel of [
    channels.pickFiles,
    channels.addPaths,
    channels.saveFile,
    channels.pickDestination,
    channels.openExternal,
  ]) {
    expect(await say(channel, { path: '/etc/passwd' })).toMatchObject({ ok: false });
  }
});

describe("the user's browser", () => {
  const link = 'https://doi.org/10.1038/srep31619';

  it('opens a listed address, and only when the user agrees', async () => {
    electron.opened = [];
    electron.agrees = false;
    expect(await say(channels.openExternal, link)).toEqual({ ok: true, value: false });
    expect(electron.opened).toEqual([]);
    electron.agrees = true;
    expect(await say(channels.openExternal, link)).toEqual({ ok: true, value: true });
    expect(electron.opened).toEqual([link]);
  });

  it.each([
    'file:///etc/passwd',
    'javascript:alert(1)',
    'https://evil.example/',
    'https://doi.org/10.1038/srep31619/../../evil',
    'https://doi.org/10.1038/srep31619#x',
    'HTTPS://doi.org/10.1038/srep31619',
    ' https://doi.org/10.1038/srep31619',
    'smb://host/share',
    'ms-settings:',
    ['https://doi.org/10.1038/srep31619'],
    { toString: () => 'https://doi.org/10.1038/srep31619' },
  ])('is never asked for %j', async (address) => {
    electron.opened = [];
    electron.agrees = true;
    expect(await say(channels.openExternal, address)).toMatchObject({ ok: false });
    expect(electron.opened).toEqual([]);
  });
});

describe('files', () => {
  const path = join(folder, 'panel.tsv');
  writeFileSync(path, 'abc');

  it('that the user picks become ids', async () => {
    electron.openDialog = { canceled: false, filePaths: [path] };
    const answer = await say(channels.pickFiles, { multiple: false, purpose: 'tables' });
    const id = files.all().at(-1)?.id ?? '';
    expect(answer).toEqual({ ok: true, value: [{ id, name: 'panel.tsv', byteCount: 3 }] });
    expect(files.resolve(id).path).toBe(path);
  });

  it('are none when the user changes their mind', async () => {
    expect(await say(channels.pickFiles, { multiple: false, purpose: 'project' })).toEqual({
      ok: true,
      value: [],
    });
    expect(await say(channels.saveFile, { suggestedName: 'a', content: 'x' })).toEqual({
      ok: true,
      value: false,
    });
    expect(await say(channels.pickDestination, 'a')).toEqual({ ok: true, value: undefined });
  });

  it('that are folders, or none at all, are refused with a way on', async () => {
    expect(await say(channels.addPaths, [folder])).toMatchObject({ ok: false });
    expect(await say(channels.addPaths, [''])).toEqual({
      ok: false,
      problem: 'What was dropped is not a file. Drop the files themselves, not their folder',
    });
  });

  it('are saved where the user says, text and bytes', async () => {
    const filePath = join(folder, 'figure.svg');
    electron.saveDialog = { canceled: false, filePath };
    await say(channels.saveFile, { suggestedName: '../x.svg', content: '<svg/>' });
    expect(readFileSync(filePath, 'utf8')).toBe('<svg/>');
    await say(channels.saveFile, { suggestedName: 'x.png', content: new Uint8Array([1, 2]) });
    expect([...readFileSync(filePath)]).toEqual([1, 2]);
  });

  it('that an export writes to become ids as well', async () => {
    electron.saveDialog = { canceled: false, filePath: join(folder, 'weights.tsv') };
    expect(await say(channels.pickDestination, 'weights.tsv')).toMatchObject({
      ok: true,
      value: { name: 'weights.tsv', byteCount: 0 },
    });
  });
});
