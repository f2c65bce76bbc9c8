import { app } from './app.ts';
import {
  clipboard,
  nativeTheme,
  Notification,
  powerMonitor,
  powerSaveBlocker,
  screen,
  shell,
} from './desktop.ts';
import { dialog } from './dialog.ts';
import { ipcMain } from './ipcMain.ts';
import { loud } from './loud.ts';
import { Menu, MenuItem } from './menu.ts';
import { protocol } from './protocol.ts';
import { session } from './session.ts';
import { webContents } from './webContents.ts';
import { LoudWindow as BrowserWindow } from './windows.ts';

/** What `import ... from 'electron'` is in main. A name that is missing here fails the import with that name. */
export {
  app,
  BrowserWindow,
  clipboard,
  dialog,
  ipcMain,
  Menu,
  MenuItem,
  nativeTheme,
  Notification,
  powerMonitor,
  powerSaveBlocker,
  protocol,
  screen,
  session,
  shell,
  webContents,
};

const everything = {
  app,
  BrowserWindow,
  clipboard,
  dialog,
  ipcMain,
  Menu,
  MenuItem,
  nativeTheme,
  Notification,
  powerMonitor,
  powerSaveBlocker,
  protocol,
  screen,
  session,
  shell,
  webContents,
} satisfies Partial<Record<keyof typeof Electron.CrossProcessExports, unknown>>;

export default loud('electron', everything);
