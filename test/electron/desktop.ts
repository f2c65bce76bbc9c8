import type { NotificationConstructorOptions } from 'electron';
import { complain, loud, LoudEmitter, tell } from './loud.ts';

/** What a desktop does around the app's windows. Here it is said, or remembered, and nothing more. */

export const shell = loud('shell', {
  openExternal(address: string): Promise<void> {
    tell(`shell.openExternal ${address}`);
    return Promise.resolve();
  },
  openPath(path: string): Promise<string> {
    tell(`shell.openPath ${path}`);
    return Promise.resolve('');
  },
  showItemInFolder: (path: string) => tell(`shell.showItemInFolder ${path}`),
  beep: () => tell('shell.beep'),
});

export class Notification extends LoudEmitter {
  title: string;
  body: string;
  silent: boolean;

  constructor({ title = '', body = '', silent = false }: NotificationConstructorOptions = {}) {
    super('Notification');
    this.title = title;
    this.body = body;
    this.silent = silent;
  }

  static isSupported(): boolean {
    return true;
  }

  show(): void {
    tell(`Notification ${this.title}: ${this.body}`);
    this.emit('show', {});
  }

  close(): void {
    this.emit('close', {});
  }
}

const blockers = new Map<number, string>();
let lastBlocker = 0;

export const powerSaveBlocker = loud('powerSaveBlocker', {
  start(type: 'prevent-app-suspension' | 'prevent-display-sleep'): number {
    blockers.set(++lastBlocker, type);
    return lastBlocker;
  },
  stop(id: number): boolean {
    if (!blockers.delete(id)) throw complain(`powerSaveBlocker.stop of ${id}, which is not started`);
    return true;
  },
  isStarted: (id: number) => blockers.has(id),
});

export const powerMonitor = new LoudEmitter('powerMonitor');

class NativeTheme extends LoudEmitter {
  private source: 'system' | 'light' | 'dark' = 'system';

  get themeSource(): 'system' | 'light' | 'dark' {
    return this.source;
  }

  set themeSource(source: 'system' | 'light' | 'dark') {
    this.source = source;
    this.emit('updated', {});
  }

  get shouldUseDarkColors(): boolean {
    return this.source === 'dark';
  }
}

export const nativeTheme = new NativeTheme('nativeTheme');

let copied = '';
export const clipboard = loud('clipboard', {
  writeText: (text: string) => void (copied = text),
  readText: () => copied,
  clear: () => void (copied = ''),
});

const area = { x: 0, y: 0, width: 1920, height: 1080 };
const display = {
  id: 1,
  bounds: area,
  workArea: area,
  size: area,
  workAreaSize: area,
  scaleFactor: 1,
  rotation: 0,
};

/** One screen, which stays as it is. */
export const screen = loud('screen', {
  getAllDisplays: () => [display],
  getPrimaryDisplay: () => display,
  getDisplayMatching: () => display,
  getDisplayNearestPoint: () => display,
  getCursorScreenPoint: () => ({ x: 0, y: 0 }),
  on: () => undefined,
});
