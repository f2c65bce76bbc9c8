import { Notification, powerSaveBlocker } from 'electron';
import type { BrowserWindow } from 'electron';
import type { JobView } from '#shared/model/job.ts';
import type { EndedJob, JobWatch } from './jobWatch.ts';

/** What ends after less is not announced: who started it is still there. In seconds. */
const leastSecondsToNotify = 30;

/** Whether the end of a job is told beyond the window. */
export function isWorthNotice({ seconds }: EndedJob, isFocused: boolean): boolean {
  return !isFocused && seconds >= leastSecondsToNotify;
}

export function noticeOf({ view }: EndedJob): { title: string; body: string } {
  const outcome = view.state === 'done' ? 'is done' : 'has failed';
  return { title: `“${view.name}” ${outcome}`, body: `On the data set ${view.datasetName}` };
}

export interface WorkSigns {
  hear: (view: JobView) => void;
  /** The engine is gone: nothing works any more. */
  clear: () => void;
}

/**
 * Shows beyond the window that work is going on: the computer does not sleep, the dock or task bar has a bar, and the
 * end of long work is announced.
 */
export function showWork(options: {
  watch: JobWatch;
  window: () => BrowserWindow | undefined;
  onChosen: (view: JobView) => void;
}): WorkSigns {
  const { watch, window, onChosen } = options;
  let blocker: number | undefined;

  function refresh() {
    const progress = watch.progress();
    window()?.setProgressBar(progress ?? -1);
    if (progress !== undefined) blocker ??= powerSaveBlocker.start('prevent-app-suspension');
    else if (blocker !== undefined) {
      powerSaveBlocker.stop(blocker);
      blocker = undefined;
    }
  }

  return {
    hear(view) {
      const ended = watch.hear(view);
      refresh();
      if (ended === undefined || !isWorthNotice(ended, window()?.isFocused() ?? false)) return;
      if (!Notification.isSupported()) return;
      const notice = new Notification(noticeOf(ended));
      notice.on('click', () => onChosen(ended.view));
      notice.show();
    },
    clear() {
      watch.forgetAll();
      refresh();
    },
  };
}
