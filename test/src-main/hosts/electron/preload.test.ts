import { beforeAll, expect, it, vi } from 'vitest';
import { channels } from '#main/hosts/electron/channels.ts';
import type { HostBridge } from '#shared/contract/host.ts';

type Listener = (event: unknown, envelope: unknown) => void;

const electron = vi.hoisted(() => ({
  exposed: new Map<string, unknown>(),
  sent: [] as unknown[][],
  listeners: new Map<string, Set<Listener>>(),
  answers: [] as unknown[],
}));

vi.mock('electron', () => ({
  contextBridge: {
    exposeInMainWorld: (name: string, value: unknown) => electron.exposed.set(name, value),
  },
  ipcRenderer: {
    send: (...args: unknown[]) => electron.sent.push(args),
    on(channel: string, listener: Listener) {
      const listeners = electron.listeners.get(channel) ?? new Set();
      electron.listeners.set(channel, listeners.add(listener));
    },
    off: (channel: string, listener: Listener) => electron.listeners.get(channel)?.delete(listener),
    invoke(...args: unknown[]) {
      electron.sent.push(args);
      return Promise.resolve(electron.answers.shift());
    },
  },
  webUtils: { getPathForFile: ({ name }: File) => `/dropped/${name}` },
}));

let bridge: HostBridge<File>;
let connection: unknown;
beforeAll(async () => {
  await import('#main/hosts/electron/preload.ts');
  bridge = electron.exposed.get('tracewise') as HostBridge<File>;
  connection = electron.sent[0][1];
});

function say(channel: string, envelope: unknown) {
  for (const listener of electron.listeners.get(channel) ?? []) listener({}, envelope);
}

it('puts the bridge into the page, and nothing else', () => {
  expect([...electron.exposed.keys()]).toEqual(['tracewise']);
  expect(Object.keys(bridge).sort()).toEqual(
    [
      'addDroppedFiles',
      'kind',
      'listen',
      'onHostEvent',
      'openExternal',
      'pickDestination',
      'pickFiles',
      'post',
      'saveFile',
    ].sort(),
  );
  expect(electron.sent[0][0]).toBe(channels.connect);
});

it('passes messages under the number of its load, and those of its load only', () => {
  bridge.post({ kind: 'cancel', id: 1 });
  expect(electron.sent.at(-1)).toEqual([
    channels.message,
    { connection, message: { kind: 'cancel', id: 1 } },
  ]);
  const listener = vi.fn();
  const stop = bridge.listen(listener);
  const hear = (envelope: unknown) => say(channels.message, envelope);
  hear({ connection: 'another', message: 'old' });
  hear({ connection, message: 'mine' });
  stop();
  hear({ connection, message: 'late' });
  expect(listener.mock.calls).toEqual([['mine']]);
});

it('keeps what the desktop asks until the page listens', () => {
  say(channels.hostEvent, { connection, message: 'early' });
  say(channels.hostEvent, { connection: 'another', message: 'not mine' });
  const listener = vi.fn();
  const stop = bridge.onHostEvent(listener);
  say(channels.hostEvent, { connection, message: 'late' });
  stop();
  say(channels.hostEvent, { connection, message: 'too late' });
  expect(listener.mock.calls).toEqual([['early'], ['late']]);
});

it('takes the path of a dropped file from the browser, never from the page', async () => {
  electron.answers.push({ ok: true, value: [] });
  await bridge.addDroppedFiles([new File([], 'a.tsv')]);
  expect(electron.sent.at(-1)).toEqual([channels.addPaths, ['/dropped/a.tsv']]);
});

it('says what main found wrong in its own words', async () => {
  electron.answers.push({ ok: false, problem: 'panel is not a file' });
  await expect(bridge.pickDestination('x')).rejects.toThrow(/^panel is not a file$/);
});
