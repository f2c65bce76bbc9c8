import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { app, BrowserWindow, dialog, Menu, protocol, session } from 'electron';
import { createFileTable } from '../fileTable.ts';
import { createHub } from '../hub.ts';
import { chooseLibraryFolder } from '../libraryFolder.ts';
import { answerPages } from './ipc.ts';
import { menuTemplate } from './menu.ts';
import { createPages } from './pages.ts';
import { rendererFolder } from '../product.ts';
import { declareAppScheme, serveAppScheme } from './protocol.ts';
import { guardEveryPage, guardSession } from './security.ts';
import { openThreadBackend } from './threadLink.ts';
import { openMainWindow } from './window.ts';

const preload = fileURLToPath(new URL('../preload/preload.cjs', import.meta.url));

const backendThread = new URL('./backendThread.js', import.meta.url);

if (app.requestSingleInstanceLock()) runApp();
else app.quit();

function runApp(): void {
  app.enableSandbox();
  declareAppScheme(protocol);
  guardEveryPage(app);
  app.on('second-instance', showWindow);
  app.on('activate', showWindow);
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  app
    .whenReady()
    .then(startApp)
    .catch((error: unknown) => {
      dialog.showErrorBox('Tracewise cannot start', error instanceof Error ? error.message : String(error));
      app.exit(1);
    });
}

function startApp(): void {
  guardSession(session.defaultSession);
  serveAppScheme(protocol, rendererFolder);
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(process.platform)));
  const files = createFileTable();
  const backend = openThreadBackend({
    libraryFolder: libraryFolder(),
    files,
    startThread: (workerData) => new Worker(backendThread, { workerData }),
  });
  answerPages(createPages(createHub(backend.connect)), files);
  quitAfter(() => backend.close());
  openMainWindow(preload);
}

/** Another library is asked for by `--library=FOLDER`. */
function libraryFolder(): string {
  const wished = app.commandLine.getSwitchValue('library');
  if (wished !== '') return resolve(wished);
  return chooseLibraryFolder({ documents: app.getPath('documents'), userData: app.getPath('userData') });
}

function showWindow(): void {
  const window = BrowserWindow.getAllWindows().at(0);
  if (window === undefined) {
    if (app.isReady()) openMainWindow(preload);
    return;
  }
  if (window.isMinimized()) window.restore();
  window.focus();
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
