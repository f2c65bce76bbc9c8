import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { BrowserWindow } from 'electron';
import { createJobWatch } from '#main/hosts/electron/jobWatch.ts';
import { asksBeforeClosing, askBeforeLeaving, leavingQuestion } from '#main/hosts/electron/leaving.ts';
import { showWork } from '#main/hosts/electron/workSigns.ts';
import type { JobState, JobView } from '#shared/model/job.ts';
import { smallEvaluation } from '../../../support/datasets.ts';

type Listener = (...args: unknown[]) => void;

const electron = vi.hoisted(() => ({
  blocking: new Set<number>(),
  notices: [] as { title: string; body: string; click: () => void }[],
  onApp: new Map<string, Listener>(),
  quit: vi.fn(),
  ask: vi.fn(),
}));

vi.mock('electron', () => ({
  powerSaveBlocker: {
    start(kind: string) {
      if (kind !== 'prevent-app-suspension') throw new Error(`the screen may go dark: ${kind}`);
      electron.blocking.add(electron.blocking.size + 1);
      return electron.blocking.size;
    },
    stop: (id: number) => electron.blocking.delete(id),
  },
  Notification: class {
    static isSupported = () => true;
    readonly #notice: (typeof electron.notices)[number];
    constructor(words: { title: string; body: string }) {
      this.#notice = { ...words, click: () => undefined };
    }
    on(_event: 'click', listener: () => void) {
      this.#notice.click = listener;
    }
    show() {
      electron.notices.push(this.#notice);
    }
  },
  app: {
    on: (event: string, listener: Listener) => electron.onApp.set(event, listener),
    quit: electron.quit,
  },
  dialog: { showMessageBox: electron.ask },
}));

beforeEach(() => {
  electron.blocking.clear();
  electron.notices.length = 0;
  electron.onApp.clear();
  vi.clearAllMocks();
});

function job(state: JobState, changes: Partial<JobView> = {}): JobView {
  return {
    id: 1,
    projectId: 'p',
    name: 'first run',
    datasetName: 'panel',
    analysis: { kind: 'evaluate', settings: smallEvaluation({}) },
    state,
    progress: 0.25,
    unitsDone: 1,
    unitsTotal: 4,
    createdAt: '2026-01-01T00:00:00Z',
    ...changes,
  };
}

function desk() {
  let now = 0;
  let focused = false;
  const bar: number[] = [];
  const chosen: JobView[] = [];
  const watch = createJobWatch(() => now);
  const window = {
    setProgressBar: (share: number) => void bar.push(share),
    isFocused: () => focused,
  } as unknown as BrowserWindow;
  const signs = showWork({ watch, window: () => window, onChosen: (view) => chosen.push(view) });
  return {
    watch,
    signs,
    bar,
    chosen,
    pass: (seconds: number) => (now += seconds * 1000),
    focus: () => (focused = true),
  };
}

describe('while a job works', () => {
  it('the computer does not sleep and the bar shows how far it is; both end with it', () => {
    const { signs, bar } = desk();
    signs.hear(job('waiting', { progress: 0 }));
    signs.hear(job('running', { progress: 0.5 }));
    expect(electron.blocking.size).toBe(1);
    expect(bar.at(-1)).toBe(0.5);
    signs.hear(job('running', { id: 2, progress: 0 }));
    expect(bar.at(-1)).toBe(0.25);
    signs.hear(job('done'));
    expect(electron.blocking.size).toBe(1);
    signs.hear(job('paused', { id: 2 }));
    expect(electron.blocking.size).toBe(0);
    expect(bar.at(-1)).toBe(-1);
  });

  it('and the engine dies, nothing works any more', () => {
    const { watch, signs, bar } = desk();
    signs.hear(job('running'));
    signs.clear();
    expect(electron.blocking.size).toBe(0);
    expect(bar.at(-1)).toBe(-1);
    expect(watch.atWork()).toEqual([]);
  });
});

describe('the end of a job', () => {
  it('is told when it was long and nobody looks, and leads to its result', () => {
    const { signs, pass, chosen } = desk();
    signs.hear(job('running'));
    pass(31);
    signs.hear(job('done'));
    expect(electron.notices).toMatchObject([{ title: '“first run” is done', body: 'On the data set panel' }]);
    electron.notices[0].click();
    expect(chosen).toMatchObject([{ id: 1, projectId: 'p' }]);
  });

  it('is told as well when it failed', () => {
    const { signs, pass } = desk();
    signs.hear(job('running'));
    pass(31);
    signs.hear(job('failed'));
    expect(electron.notices[0].title).toBe('“first run” has failed');
  });

  it('is not told when it was short, when the window is looked at, or when the user ended it', () => {
    const short = desk();
    short.signs.hear(job('running'));
    short.pass(29);
    short.signs.hear(job('done'));
    const seen = desk();
    seen.focus();
    seen.signs.hear(job('running'));
    seen.pass(100);
    seen.signs.hear(job('done'));
    const ended = desk();
    ended.signs.hear(job('running'));
    ended.pass(100);
    ended.signs.hear(job('cancelled'));
    expect(electron.notices).toEqual([]);
  });

  it('counts the time at work, not the pauses', () => {
    const { watch, pass } = desk();
    watch.hear(job('running'));
    pass(10);
    watch.hear(job('paused'));
    pass(1000);
    watch.hear(job('running'));
    pass(15);
    expect(watch.hear(job('done'))?.seconds).toBe(25);
  });
});

describe('before the program ends', () => {
  it('it asks only while something is at work, and once', () => {
    const asks = { endsProgram: true, workCount: 1, hasAgreed: false };
    expect(asksBeforeClosing(asks)).toBe(true);
    expect(asksBeforeClosing({ ...asks, workCount: 0 })).toBe(false);
    expect(asksBeforeClosing({ ...asks, hasAgreed: true })).toBe(false);
    expect(asksBeforeClosing({ ...asks, endsProgram: false })).toBe(false);
  });

  it('it names the job, or how many there are, and staying is the safe choice', () => {
    expect(leavingQuestion([job('running')])).toMatchObject({
      message: '“first run” is still at work',
      buttons: ['Stay', 'Quit'],
      defaultId: 0,
      cancelId: 0,
    });
    expect(leavingQuestion([job('running'), job('running')]).message).toBe('2 jobs are still at work');
  });

  function closing(platform: NodeJS.Platform, response: number) {
    electron.ask.mockResolvedValue({ response });
    const work = [job('running')];
    let close: Listener = () => undefined;
    const window = { on: (_event: string, listener: Listener) => (close = listener) };
    askBeforeLeaving(platform, () => work).guardWindow(window as unknown as BrowserWindow);
    const tryTo = (listener: Listener | undefined) => {
      const preventDefault = vi.fn();
      listener?.({ preventDefault });
      return preventDefault.mock.calls.length > 0;
    };
    return {
      closeIsStopped: () => tryTo(close),
      quitIsStopped: () => tryTo(electron.onApp.get('before-quit')),
    };
  }

  it('a window that is closed while something works stays until the user agrees', async () => {
    const staying = closing('linux', 0);
    expect(staying.closeIsStopped()).toBe(true);
    await vi.waitFor(() => expect(electron.ask).toHaveBeenCalledOnce());
    expect(electron.quit).not.toHaveBeenCalled();
    const leaving = closing('win32', 1);
    expect(leaving.closeIsStopped()).toBe(true);
    await vi.waitFor(() => expect(electron.quit).toHaveBeenCalledOnce());
    expect(leaving.quitIsStopped()).toBe(false);
    expect(leaving.closeIsStopped()).toBe(false);
  });

  it('on a Mac a window may go, for the work goes on without it; quitting asks', async () => {
    const { closeIsStopped, quitIsStopped } = closing('darwin', 0);
    expect(closeIsStopped()).toBe(false);
    expect(quitIsStopped()).toBe(true);
    await vi.waitFor(() => expect(electron.ask).toHaveBeenCalledOnce());
    await vi.waitFor(() => expect(closeIsStopped()).toBe(false));
  });
});
