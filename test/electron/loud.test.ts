import { expect, it } from 'vitest';
import { app } from './app.ts';
import { loud } from './loud.ts';
import electron from './module.ts';

it('what is asked for and missing fails with its name', () => {
  const partial: Record<string, unknown> = loud('tray', { isThere: true });
  expect(partial['isThere']).toBe(true);
  expect(() => partial['setImage']).toThrow('there is no tray.setImage');
});

it('a module, an object, a class and an instance of Electron that are not there fail with their names', () => {
  const asked: Record<string, unknown> = electron;
  expect(() => asked['Tray']).toThrow('there is no electron.Tray');
  expect(() => Reflect.get(app, 'getGPUInfo') as unknown).toThrow('there is no app.getGPUInfo');
  expect(() => Reflect.get(electron.BrowserWindow, 'addExtension') as unknown).toThrow(
    'there is no BrowserWindow.addExtension',
  );
  expect(() => Reflect.get(new electron.Notification(), 'reply') as unknown).toThrow(
    'there is no Notification.reply',
  );
});

it('can be awaited and printed like any other object', async () => {
  expect(await Promise.resolve(electron)).toBe(electron);
  expect(JSON.stringify(electron.clipboard)).toBe('{}');
});

it('nothing that needs a window is to be had before the app is ready', () => {
  expect(() => new electron.BrowserWindow()).toThrow('before the app is ready');
  expect(() => electron.session.defaultSession).toThrow('before the app is ready');
});

it('a dialog that nobody answers fails', () => {
  expect(() => electron.dialog.showOpenDialog({ title: 'Open' })).toThrow(
    'nobody answers dialog.showOpenDialog',
  );
});

it('a channel has one handler', () => {
  electron.ipcMain.handle('once', () => undefined);
  expect(() => electron.ipcMain.handle('once', () => undefined)).toThrow('a second handler for once');
});

it('a blocker of sleep is stopped once', () => {
  const id = electron.powerSaveBlocker.start('prevent-app-suspension');
  expect(electron.powerSaveBlocker.isStarted(id)).toBe(true);
  electron.powerSaveBlocker.stop(id);
  expect(() => electron.powerSaveBlocker.stop(id)).toThrow('which is not started');
});
