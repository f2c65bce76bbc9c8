import { dialog } from 'electron';
import type { BrowserWindow } from 'electron';
import type { AppLog } from './log.ts';
import { crashPage, isBundleAddress } from './security.ts';

/** What ends a page without a fault of its own. */
const harmlessEnds = ['clean-exit'];

/**
 * The page to show in place of one that is gone; it leads back to where the user was.
 * @param address what was shown
 * @returns `undefined` when nothing need be shown, or when that very page is the one that is gone
 */
export function pageAfterCrash(reason: string, address: string): string | undefined {
  if (harmlessEnds.includes(reason) || address.startsWith(crashPage)) return undefined;
  const { hash } = isBundleAddress(address) ? new URL(address) : { hash: '' };
  return `${crashPage}${hash}`;
}

const wait = 0;
const end = 1;

/** Offers a way back when the page of a window has crashed or does not answer. */
export function mendCrashes(window: BrowserWindow, log: AppLog): void {
  const contents = window.webContents;
  contents.on('render-process-gone', (_event, { reason, exitCode }) => {
    log.problem(`the page is gone: ${reason}, code ${exitCode}`);
    const page = pageAfterCrash(reason, contents.getURL());
    if (page !== undefined) void window.loadURL(page);
  });

  let answersAgain: AbortController | undefined;
  window.on('unresponsive', () => {
    log.problem('the page does not answer');
    answersAgain ??= new AbortController();
    void askToEnd(window, answersAgain.signal);
  });
  window.on('responsive', () => {
    answersAgain?.abort();
    answersAgain = undefined;
  });
}

async function askToEnd(window: BrowserWindow, signal: AbortSignal): Promise<void> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'warning',
    message: 'The window does not answer',
    detail:
      'Jobs go on meanwhile. Ending the page loses nothing that was saved; it can be opened again at once.',
    buttons: ['Wait', 'End the page'],
    defaultId: wait,
    cancelId: wait,
    signal,
  });
  if (response === end) window.webContents.forcefullyCrashRenderer();
}
