import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, standInOnly, test } from './host.ts';
import { openDesktopHost } from './hosts/desktopHost.ts';

test(
  'a main process or a thread of it that reached for any socket would be found out',
  standInOnly('Electron’s own binary does not load the guard'),
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tracewise-offline-'));
    const host = await openDesktopHost('stand-in', folder, join(folder, 'library'));
    const outcome = await host.desktop().evaluate(async () => {
      const code = 'data:text/javascript,await fetch("http://127.0.0.1:49151/").catch(() => undefined)';
      const { Worker } = process.getBuiltinModule('node:worker_threads');
      const thread = new Worker(new URL(code));
      await new Promise((resolve) => thread.once('exit', resolve));
      return fetch('http://192.0.2.1/').then(
        () => 'reached',
        () => 'refused',
      );
    });
    const { program } = await host.close();
    rmSync(folder, { recursive: true, force: true });
    expect(outcome).toBe('refused');
    expect(program).toEqual(['outward: connect 127.0.0.1', 'outward: connect 192.0.2.1']);
  },
);
