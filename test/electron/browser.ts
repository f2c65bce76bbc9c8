import { spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { browserArguments } from '../support/offlineBrowser.ts';

export interface RunningBrowser {
  /** Where it listens for others, such as Playwright. */
  endpoint: string;
  /** What it says to who started it, and what that one says. It ends when this one does. */
  fromBrowser: Readable;
  toBrowser: Writable;
  ended: Promise<void>;
}

/** A Chromium without a window, cut off from the network. @throws Error when it does not start */
export async function startBrowser(executable: string, profile: string): Promise<RunningBrowser> {
  const own = ['--headless=new', '--no-startup-window', `--user-data-dir=${profile}`];
  const remote = ['--remote-debugging-port=0', '--remote-debugging-pipe'];
  const child = spawn(executable, [...own, ...remote, ...browserArguments()], {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const [, , errors, toBrowser, fromBrowser] = child.stdio as [null, null, Readable, Writable, Readable];
  const endpoint = await new Promise<string>((resolve, reject) => {
    let said = '';
    errors.on('data', (chunk: Buffer) => {
      said += chunk.toString('utf8');
      const found = /^DevTools listening on (ws:\S+)$/m.exec(said);
      if (found !== null) resolve(found[1]);
    });
    child.once('error', reject);
    child.once('close', () => reject(new Error(`${executable} ended early: ${said}`)));
  });
  return { endpoint, fromBrowser, toBrowser, ended };
}
