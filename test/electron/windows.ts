import type { BrowserWindowConstructorOptions, Rectangle } from 'electron';
import { app } from './app.ts';
import { complain, loud, LoudEmitter, PreventableEvent, withoutEffect } from './loud.ts';
import { startup } from './startup.ts';
import { WebContentsOfWindow } from './webContents.ts';
import type { StandInContents } from './webContents.ts';

const everyWindow = new Map<number, BrowserWindow>();
let focused: BrowserWindow | null = null;
let lastId = 0;

export function focusedWindow(): BrowserWindow | null {
  return focused;
}

/** A page of the browser with what main believes of the window around it. */
export class BrowserWindow extends LoudEmitter {
  readonly id = ++lastId;
  readonly webContents: StandInContents;
  private bounds: Rectangle;
  private normalBounds: Rectangle;
  private title: string;
  private isShown = false;
  private isGone = false;
  private state: 'normal' | 'maximized' | 'minimized' | 'fullscreen' = 'normal';
  private progress = -1;

  constructor(options: BrowserWindowConstructorOptions = {}) {
    super('BrowserWindow');
    startup.mustBeReady('a BrowserWindow');
    const { width = 800, height = 600, x = 0, y = 0, title = app.getName(), show = true } = options;
    this.bounds = { x, y, width, height };
    this.normalBounds = this.bounds;
    this.title = title;
    this.webContents = new WebContentsOfWindow(options.webPreferences ?? {}, { width, height });
    this.webContents.closeWindow = () => this.close();
    this.webContents.once('ready-to-show', () => this.emit('ready-to-show'));
    this.webContents.once('destroyed', () => this.destroy());
    everyWindow.set(this.id, this);
    app.windows.add(this);
    app.emit('browser-window-created', {}, this);
    if (show) this.show();
  }

  static getAllWindows(): BrowserWindow[] {
    return [...everyWindow.values()];
  }

  static getFocusedWindow(): BrowserWindow | null {
    return focused;
  }

  static fromId(id: number): BrowserWindow | null {
    return everyWindow.get(id) ?? null;
  }

  static fromWebContents(contents: { id: number } | undefined): BrowserWindow | null {
    return BrowserWindow.getAllWindows().find((window) => window.webContents.id === contents?.id) ?? null;
  }

  readonly setRepresentedFilename = withoutEffect;
  readonly setDocumentEdited = withoutEffect;
  readonly setMenuBarVisibility = withoutEffect;
  readonly setBackgroundColor = withoutEffect;
  readonly flashFrame = withoutEffect;

  getBounds = () => ({ ...this.bounds });
  getNormalBounds = () => ({ ...this.normalBounds });
  getContentBounds = () => ({ ...this.bounds });
  getSize = () => [this.bounds.width, this.bounds.height];
  getTitle = () => this.title;
  isVisible = () => this.isShown;
  isDestroyed = () => this.isGone;
  isFocused = () => focused === this;
  isMaximized = () => this.state === 'maximized';
  isMinimized = () => this.state === 'minimized';
  isFullScreen = () => this.state === 'fullscreen';
  /** What was given last; Electron itself does not tell. */
  getProgressBar = () => this.progress;

  loadURL(address: string): Promise<void> {
    return this.webContents.loadURL(address);
  }

  reload(): void {
    this.webContents.reload();
  }

  setTitle(title: string): void {
    this.title = title;
  }

  setProgressBar(progress: number): void {
    this.progress = progress;
  }

  setBounds(bounds: Partial<Rectangle>): void {
    this.bounds = { ...this.bounds, ...bounds };
    if (this.state === 'normal') this.normalBounds = this.bounds;
    void this.webContents.resize(this.bounds);
    this.emit('resize');
    this.emit('move');
  }

  setSize(width: number, height: number): void {
    this.setBounds({ width, height });
  }

  show(): void {
    this.isShown = true;
    this.emit('show');
    this.focus();
  }

  hide(): void {
    this.isShown = false;
    this.emit('hide');
    this.blur();
  }

  focus(): void {
    if (focused === this) return;
    focused?.blur();
    focused = everyWindow.get(this.id) ?? null;
    void this.webContents.bringToFront();
    this.emit('focus');
    app.emit('browser-window-focus', {}, this);
  }

  blur(): void {
    if (focused !== this) return;
    focused = null;
    this.emit('blur');
    app.emit('browser-window-blur', {}, this);
  }

  maximize(): void {
    this.become('maximized', 'maximize');
  }

  unmaximize(): void {
    this.become('normal', 'unmaximize');
  }

  minimize(): void {
    this.become('minimized', 'minimize');
  }

  restore(): void {
    this.become('normal', 'restore');
  }

  setFullScreen(isFull: boolean): void {
    if (isFull) this.become('fullscreen', 'enter-full-screen');
    else this.become('normal', 'leave-full-screen');
  }

  close(): void {
    if (this.isGone) return;
    const event = new PreventableEvent();
    this.emit('close', event);
    if (event.defaultPrevented) app.windowStayed();
    else this.destroy();
  }

  destroy(): void {
    if (this.isGone) return;
    this.isGone = true;
    everyWindow.delete(this.id);
    app.windows.delete(this);
    if (focused === this) focused = null;
    if (!this.webContents.isDestroyed()) {
      this.webContents
        .destroyPage()
        .catch((error: unknown) => complain(`a page did not close: ${String(error)}`));
    }
    this.emit('closed');
    app.windowClosed();
  }

  private become(state: typeof this.state, event: string): void {
    if (this.state === 'normal') this.normalBounds = this.bounds;
    this.state = state;
    this.emit(event);
  }
}

export const LoudWindow = loud('BrowserWindow', BrowserWindow);
