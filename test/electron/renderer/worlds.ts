import type { Codec } from '../codec.ts';
import type { Peer } from './peer.ts';

/** What main and a page's isolated world say to each other, as text. */
export type FromPage =
  | { kind: 'send'; channel: string; args: string }
  | { kind: 'invoke'; id: number; channel: string; args: string };
export type ToPage =
  | { kind: 'message'; channel: string; args: string }
  | { kind: 'answer'; id: number; value?: string; error?: string };

/** The names by which a page's worlds and main find each other, new for every window. */
export interface WorldNames {
  mainWorld: string;
  isolatedWorld: string;
  binding: string;
  /** The isolated world's own part, for main to speak to. */
  receiver: string;
  /** Stands before the number of a file, in place of the path that only main can find out. */
  filePath: string;
}

export interface Receiver {
  hear: (said: ToPage) => void;
  files: File[];
}

type CreatePeer = (here: string, there: string, whenExposed: (key: string, value: unknown) => void) => Peer;

/** Runs in the page's own world before any script of the page. Its source is put into pages. */
export function pageWorld(names: WorldNames, createPeer: CreatePeer): void {
  const freeze = (value: unknown) => {
    if (typeof value !== 'object' || value === null) return;
    Object.values(value).forEach(freeze);
    Object.freeze(value);
  };
  createPeer(names.mainWorld, names.isolatedWorld, (key, value) => {
    freeze(value);
    Object.defineProperty(globalThis, key, { value, enumerable: true });
  });
}

/** Runs in the preload's world. Its source is put into pages. */
export function preloadWorld(
  names: WorldNames,
  createPeer: CreatePeer,
  codec: Codec,
  runPreload: (require: (name: string) => unknown) => void,
): void {
  type Listener = (event: object, ...args: unknown[]) => void;
  const listeners = new Map<string, Set<Listener>>();
  const calls = new Map<number, { settle: (value: unknown) => void; fail: (error: Error) => void }>();
  const files: File[] = [];
  const worlds = globalThis as unknown as Record<string, unknown>;
  const peer = createPeer(names.isolatedWorld, names.mainWorld, () => undefined);
  let last = 0;

  const loud = (name: string, fields: object) =>
    new Proxy(fields, {
      get(target, property) {
        if (property in target) return Reflect.get(target, property) as unknown;
        throw new Error(`stand-in for Electron: there is no ${name}.${String(property)} in a preload`);
      },
    });
  const say = (said: FromPage) => (worlds[names.binding] as (text: string) => void)(JSON.stringify(said));
  const on = (channel: string, listener: Listener) => {
    listeners.set(channel, (listeners.get(channel) ?? new Set()).add(listener));
  };
  const off = (channel: string, listener: Listener) => void listeners.get(channel)?.delete(listener);
  const event = { sender: undefined, ports: [] };

  worlds[names.receiver] = {
    files,
    hear(said) {
      if (said.kind === 'message') {
        const args = codec.decode(said.args) as unknown[];
        for (const listener of [...(listeners.get(said.channel) ?? [])]) listener(event, ...args);
        return;
      }
      const call = calls.get(said.id);
      calls.delete(said.id);
      if (said.value === undefined) call?.fail(new Error(said.error));
      else call?.settle(codec.decode(said.value));
    },
  } satisfies Receiver;

  const electron: Record<string, object> = {
    contextBridge: loud('contextBridge', { exposeInMainWorld: peer.expose }),
    ipcRenderer: loud('ipcRenderer', {
      on,
      off,
      removeListener: off,
      send: (channel: string, ...args: unknown[]) => say({ kind: 'send', channel, args: codec.encode(args) }),
      invoke(channel: string, ...args: unknown[]) {
        const id = ++last;
        const answered = new Promise((settle, fail) => calls.set(id, { settle, fail }));
        say({ kind: 'invoke', id, channel, args: codec.encode(args) });
        return answered;
      },
    }),
    webUtils: loud('webUtils', {
      getPathForFile: (file: File) => `${names.filePath}${files.push(file) - 1}.`,
    }),
  };
  runPreload((name) => {
    if (name !== 'electron') throw new Error(`module not found: ${name}: a sandboxed preload has no other`);
    return loud('electron', electron);
  });
}
