import { mkdirSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { App } from 'electron';
import { takeInstanceLock } from './instanceLock.ts';
import { complain, loud, LoudEmitter, PreventableEvent, tell, withoutEffect } from './loud.ts';
import { startup } from './startup.ts';

type PathName = Parameters<App['getPath']>[0];

/** What can be closed when the app wants to end. */
export interface OpenWindow {
  close: () => void;
  destroy: () => void;
}

class StandInApp extends LoudEmitter {
  isPackaged = false;
  readonly commandLine = loud('app.commandLine', {
    hasSwitch: (name: string) => startup.switchValue(name) !== undefined,
    getSwitchValue: (name: string) => startup.switchValue(name) ?? '',
    // The browser of tests has the switches that it has.
    appendSwitch: () => undefined,
  });

  readonly windows = new Set<OpenWindow>();
  private name = 'Electron';
  private version = '';
  private isQuitting = false;
  private willEnd = false;
  private readonly paths = new Map<PathName, string>();
  private readonly ready = Promise.withResolvers<unknown>();
  private releaseLock: (() => void) | undefined;
  private badgeCount = 0;

  /** @param manifest the app's package.json */
  describe(manifest: { name: string; version: string; productName?: string }): void {
    this.name = manifest.productName ?? manifest.name;
    this.version = manifest.version;
    this.isPackaged = startup.isPackaged;
  }

  becomeReady(): void {
    startup.isReady = true;
    this.emit('ready', {}, {});
    this.ready.resolve(undefined);
  }

  readonly setAppUserModelId = withoutEffect;
  readonly setAboutPanelOptions = withoutEffect;
  readonly setAccessibilitySupportEnabled = withoutEffect;
  readonly disableHardwareAcceleration = withoutEffect;

  getName = () => this.name;
  getVersion = () => this.version;
  getLocale = () => 'en-US';
  getAppPath = () => startup.appFolder;
  getBadgeCount = () => this.badgeCount;
  isReady = () => startup.isReady;
  whenReady = () => this.ready.promise;

  setName(name: string): void {
    this.name = name;
  }

  getPath(name: PathName): string {
    const path = this.paths.get(name) ?? this.usualPath(name);
    if (['userData', 'logs', 'sessionData'].includes(name)) mkdirSync(path, { recursive: true });
    return path;
  }

  setPath(name: PathName, path: string): void {
    this.paths.set(name, path);
  }

  setAppLogsPath(path?: string): void {
    this.setPath('logs', path ?? this.usualPath('logs'));
  }

  enableSandbox(): void {
    if (startup.isReady) throw complain('enableSandbox after the app is ready');
  }

  requestSingleInstanceLock(additionalData: unknown = {}): boolean {
    this.releaseLock ??= takeInstanceLock(this.getPath('userData'), additionalData, (other) =>
      this.emit('second-instance', {}, other.argv, other.workingDirectory, other.additionalData),
    );
    return this.releaseLock !== undefined;
  }

  setBadgeCount(count: number): boolean {
    this.badgeCount = count;
    return true;
  }

  showAboutPanel(): void {
    tell('app.showAboutPanel');
  }

  addRecentDocument(path: string): void {
    tell(`app.addRecentDocument ${path}`);
  }

  clearRecentDocuments(): void {
    tell('app.clearRecentDocuments');
  }

  focus(): void {
    tell('app.focus');
  }

  relaunch(): void {
    tell('app.relaunch');
  }

  quit(): void {
    if (this.isQuitting) return;
    this.isQuitting = true;
    if (this.isPrevented('before-quit')) {
      this.isQuitting = false;
      return;
    }
    if (this.windows.size === 0) this.end();
    for (const window of [...this.windows]) window.close();
  }

  /** A window that would not close keeps the app from ending. */
  windowStayed(): void {
    this.isQuitting = false;
  }

  windowClosed(): void {
    if (this.windows.size > 0) return;
    if (this.isQuitting) this.end();
    else if (this.listenerCount('window-all-closed') > 0) this.emit('window-all-closed');
    else this.quit();
  }

  exit(code = 0): void {
    if (this.willEnd) return;
    this.willEnd = true;
    for (const window of [...this.windows]) window.destroy();
    this.emit('quit', {}, code);
    this.releaseLock?.();
    void startup.endBrowser().finally(() => process.exit(code));
  }

  private end(): void {
    if (!this.isPrevented('will-quit')) this.exit();
  }

  private isPrevented(event: string): boolean {
    const preventable = new PreventableEvent();
    this.emit(event, preventable);
    return preventable.defaultPrevented;
  }

  private usualPath(name: PathName): string {
    const home = process.env['HOME'] ?? homedir();
    const userData = startup.switchValue('user-data-dir') ?? join(home, '.config', this.name);
    const paths: Partial<Record<PathName, string>> = {
      home,
      userData,
      sessionData: userData,
      logs: join(userData, 'logs'),
      crashDumps: join(userData, 'Crashpad'),
      appData: join(home, '.config'),
      temp: tmpdir(),
      documents: join(home, 'Documents'),
      downloads: join(home, 'Downloads'),
      desktop: join(home, 'Desktop'),
      exe: startup.argv[0],
    };
    const path = paths[name];
    if (path === undefined) throw complain(`there is no app.getPath('${name}')`);
    return path;
  }
}

export const app = new StandInApp('app');
