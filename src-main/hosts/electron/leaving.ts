import { app, dialog } from 'electron';
import type { BrowserWindow, MessageBoxOptions } from 'electron';
import type { JobView } from '#shared/model/job.ts';

/** Whether the user is asked before something is closed. */
export function asksBeforeClosing(state: {
  /** The whole program ends with it; on a Mac it outlives its window, and so does the work. */
  endsProgram: boolean;
  workCount: number;
  hasAgreed: boolean;
}): boolean {
  return state.endsProgram && state.workCount > 0 && !state.hasAgreed;
}

const stay = 0;
const quit = 1;

export function leavingQuestion(work: readonly JobView[]): MessageBoxOptions {
  const [first] = work;
  const what = work.length === 1 ? `“${first.name}” is` : `${work.length} jobs are`;
  const it = work.length === 1 ? 'it stops now and goes' : 'they stop now and go';
  return {
    type: 'question',
    message: `${what} still at work`,
    detail: `If you quit, ${it} on at the next start, from the last finished part.`,
    buttons: ['Stay', 'Quit'],
    defaultId: stay,
    cancelId: stay,
  };
}

/** Asks before the program ends while something is at work. */
export function askBeforeLeaving(platform: NodeJS.Platform, atWork: () => readonly JobView[]) {
  let hasAgreed = false;
  let isQuitting = false;
  let isAsking = false;

  async function ask(window: BrowserWindow | undefined): Promise<void> {
    if (isAsking) return;
    isAsking = true;
    const question = leavingQuestion(atWork());
    try {
      const { response } = await (window === undefined
        ? dialog.showMessageBox(question)
        : dialog.showMessageBox(window, question));
      hasAgreed = response === quit;
    } finally {
      isAsking = false;
      isQuitting = false;
    }
    if (hasAgreed) app.quit();
  }

  function keepOpen(event: { preventDefault: () => void }, endsProgram: boolean, window?: BrowserWindow) {
    if (!asksBeforeClosing({ endsProgram, workCount: atWork().length, hasAgreed })) return;
    event.preventDefault();
    void ask(window);
  }

  app.on('before-quit', (event) => {
    isQuitting = true;
    keepOpen(event, true);
  });

  return {
    guardWindow(window: BrowserWindow): void {
      window.on('close', (event) => keepOpen(event, isQuitting || platform !== 'darwin', window));
    },
  };
}
