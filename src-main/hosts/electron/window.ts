import { BrowserWindow, screen } from 'electron';
import { startPage } from './security.ts';
import { keepPlacement, leastSize, placeWindow, readPlacement } from './windowState.ts';

export interface WindowParts {
  preload: string;
  /** The file that remembers where the window was. */
  placementFile: string;
}

/** The window, shown once its first picture is there. The page gets no Node, no shared globals, no unsafe switch. */
export function openMainWindow({ preload, placementFile }: WindowParts): BrowserWindow {
  const screens = screen.getAllDisplays().map(({ workArea }) => workArea);
  const { maximised, ...area } = placeWindow(readPlacement(placementFile), screens);
  const window = new BrowserWindow({
    ...area,
    minWidth: leastSize.width,
    minHeight: leastSize.height,
    show: false,
    title: 'Tracewise',
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      webSecurity: true,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
    },
  });
  window.once('ready-to-show', () => {
    if (maximised) window.maximize();
    window.show();
  });
  window.on('close', () =>
    keepPlacement(placementFile, { ...window.getNormalBounds(), maximised: window.isMaximized() }),
  );
  void window.loadURL(startPage);
  return window;
}
