import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { app, BrowserWindow, dialog, Menu, protocol, session, shell } from 'electron';
import { recentProjects } from '#shared/contract/desk.ts';
import type { RecentProject } from '#shared/contract/desk.ts';
import type { HostEvent } from '#shared/contract/hostEvents.ts';
import { describeError, TracewiseError } from '#shared/model/errors.ts';
import type { RunningBackend } from '../backendSeam.ts';
import { createFileTable } from '../fileTable.ts';
import type { FileTable } from '../fileTable.ts';
import { createHub } from '../hub.ts';
import { chooseLibraryFolder } from '../libraryFolder.ts';
import { programVersion, rendererFolder } from '../product.ts';
import { mendCrashes } from './crashes.ts';
import { registerFiles } from './dialogs.ts';
import { answerPages } from './ipc.ts';
import { createJobWatch } from './jobWatch.ts';
import { askBeforeLeaving } from './leaving.ts';
import { openLog } from './log.ts';
import type { AppLog } from './log.ts';
import { menuTemplate } from './menu.ts';
import { createPages } from './pages.ts';
import { serveAppScheme } from './protocol.ts';
import { guardSession } from './security.ts';
import { openThreadBackend } from './threadLink.ts';
import { openMainWindow } from './window.ts';
import { showWork } from './workSigns.ts';

const preload = fileURLToPath(new URL('../preload/preload.cjs', import.meta.url));
const backendThread = new URL('./backendThread.js', import.meta.url);

export interface Desktop {
  /** Brings the window to the front, or opens one. */
  showWindow: () => void;
  /** Gives files that were opened from outside to the page. */
  openFiles: (paths: readonly string[]) => Promise<void>;
}

/** Puts the desktop app together, once Electron is ready. */
export function startDesktop(): Desktop {
  const log = openLog(app.getPath('logs'));
  log.say(
    `Tracewise ${programVersion} on ${process.platform} ${process.arch}, Electron ${process.versions.electron}`,
  );
  guardSession(session.defaultSession);
  serveAppScheme(protocol, rendererFolder);

  const files = createFileTable();
  const watch = createJobWatch(() => performance.now());
  const leaving = askBeforeLeaving(process.platform, watch.atWork);
  const work = showWork({
    watch,
    window: mainWindow,
    onChosen({ projectId, id }) {
      showWindow();
      tell({ kind: 'show-result', projectId, jobId: id });
    },
  });
  const backend = openBackend(log, files, () => work.clear());
  const hub = createHub(backend.connect);
  const pages = createPages(hub);
  answerPages(pages, files);
  const toBackend = hub.open((message) => {
    if (message.kind === 'result') showRecent(recentProjects.parse(message.result));
    if (message.kind !== 'event') return;
    if (message.event === 'job/changed') work.hear(message.payload);
    if (message.event === 'library/recent-changed') showRecent(message.payload);
  });
  toBackend.receive({ kind: 'call', id: 1, method: 'library/recent', arguments: {} });
  quitAfter(() => backend.close());
  showRecent([]);
  openWindow();
  return { showWindow, openFiles };

  function openWindow(): void {
    const window = openMainWindow({
      preload,
      placementFile: join(app.getPath('userData'), 'window.json'),
    });
    leaving.guardWindow(window);
    mendCrashes(window, log);
  }

  function showWindow(): void {
    const window = mainWindow();
    if (window === undefined) {
      openWindow();
      return;
    }
    if (window.isMinimized()) window.restore();
    window.focus();
  }

  /** A Mac has its menu without a window. */
  function tell(event: HostEvent): void {
    if (mainWindow() === undefined) openWindow();
    pages.tell(event);
  }

  function showRecent(recent: readonly RecentProject[]): void {
    const template = menuTemplate({
      platform: process.platform,
      recent,
      tell,
      showLogs: () => shell.showItemInFolder(log.path),
    });
    Menu.setApplicationMenu(Menu.buildFromTemplate(template));
    const newest = recent.at(0);
    if (newest !== undefined) app.addRecentDocument(newest.path);
  }

  async function openFiles(paths: readonly string[]): Promise<void> {
    if (paths.length === 0) return;
    try {
      tell({ kind: 'take-files', files: await registerFiles(paths, files) });
    } catch (error) {
      const reason = error instanceof TracewiseError ? describeError(error) : String(error);
      await dialog.showMessageBox({
        type: 'warning',
        message: 'The file could not be opened',
        detail: reason,
      });
    }
  }
}

/** The window of the app, of which there is one at most. */
function mainWindow() {
  return BrowserWindow.getAllWindows().at(0);
}

/** Another library is asked for by `--library=FOLDER`. */
function libraryFolder(): string {
  const wished = app.commandLine.getSwitchValue('library');
  if (wished !== '') return resolve(wished);
  return chooseLibraryFolder({ documents: app.getPath('documents'), userData: app.getPath('userData') });
}

function openBackend(log: AppLog, files: FileTable, onLost: () => void): RunningBackend {
  const folder = libraryFolder();
  log.say(`library ${folder}`);
  return openThreadBackend({
    libraryFolder: folder,
    files,
    startThread: (workerData) => new Worker(backendThread, { workerData }),
    onProblem: ({ method, trace }) => log.problem(`${method} failed: ${trace}`),
    onLost(cause) {
      log.problem('the engine stopped', cause);
      onLost();
    },
  });
}

/** Milliseconds that a close may take before the app ends without it; what was committed is safe either way. */
const closeWithin = 10_000;

/** Lets the app end only when every project is closed; a second wish to quit does not wait. */
function quitAfter(close: () => Promise<void>): void {
  let isClosing = false;
  app.on('will-quit', (event) => {
    if (isClosing) return;
    isClosing = true;
    event.preventDefault();
    setTimeout(() => app.exit(), closeWithin);
    void close().finally(() => app.exit());
  });
}
