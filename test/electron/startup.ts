import { setTimeout } from 'node:timers/promises';
import type { RunningBrowser } from './browser.ts';
import { Connection } from './cdp.ts';
import { complain } from './loud.ts';

/** Milliseconds that the browser may take to end in order. */
const endWithin = 3_000;

/** What the launcher found out, and what has to wait for it. */
export class Startup {
  /** The first argument is the executable's path, as in Electron. */
  argv: string[] = [];
  appFolder = '';
  isPackaged = false;
  isReady = false;
  private isEnding = false;
  private browser: RunningBrowser | undefined;
  private opened: Connection | undefined;

  get connection(): Connection {
    if (this.opened === undefined) throw complain('a window before the app is ready');
    return this.opened;
  }

  connect(browser: RunningBrowser): void {
    this.browser = browser;
    this.opened = new Connection(browser);
  }

  mustBeReady(what: string): void {
    if (!this.isReady) throw complain(`${what} before the app is ready`);
  }

  /** The value of `--name=value`, or an empty string for a bare `--name`. */
  switchValue(name: string): string | undefined {
    const given = this.argv.find((arg) => arg === `--${name}` || arg.startsWith(`--${name}=`));
    return given?.slice(name.length + 3);
  }

  /** A page whose browser was told to end goes with it, whether or not the browser still answers. */
  async closePage(targetId: string): Promise<void> {
    try {
      await this.connection.browser.send('Target.closeTarget', { targetId });
    } catch (error) {
      if (!this.isEnding) throw error;
    }
  }

  /** Ends the browser in order, so that what pages keep is kept. */
  async endBrowser(): Promise<void> {
    this.isEnding = true;
    this.opened?.browser.send('Browser.close').catch(() => undefined);
    await Promise.race([this.browser?.ended, setTimeout(endWithin)]);
  }
}

export const startup = new Startup();
