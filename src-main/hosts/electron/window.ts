import { BrowserWindow } from 'electron';
import { startPage } from './security.ts';

const leastSize = { minWidth: 720, minHeight: 480 };

/** The window, shown once its first picture is there. The page gets no Node, no shared globals, no unsafe switch. */
export function openMainWindow(preload: string): BrowserWindow {
  const window = new BrowserWindow({
    width: 1280,
    height: 820,
    ...leastSize,
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
  window.once('ready-to-show', () => window.show());
  void window.loadURL(startPage);
  return window;
}
