import type { IpcMainInvokeEvent, WebContents as ElectronContents, WebPreferences } from 'electron';
import { fromShown, toShown } from './appAddresses.ts';
import { app } from './app.ts';
import type { Session } from './cdp.ts';
import { complain, loud, LoudEmitter, PreventableEvent, tell } from './loud.ts';
import { PageLink } from './pageLink.ts';
import { handledSchemes } from './protocol.ts';
import { holdRequests } from './requests.ts';
import { defaultSession } from './session.ts';
import { startup } from './startup.ts';

type OpenHandler = Parameters<ElectronContents['setWindowOpenHandler']>[0];

export interface Shape {
  width: number;
  height: number;
}

const everyContents = new Set<StandInContents>();
let lastId = 0;
let watchesTargets = false;

/** The page of a window, as main sees it. */
class StandInContents extends LoudEmitter {
  readonly id = ++lastId;
  readonly session = defaultSession;
  readonly opened: Promise<void>;
  /** Closes the window that shows this page. */
  closeWindow: () => void = () => undefined;
  targetId = '';
  private readonly preferences: WebPreferences;
  private cdp: Session | undefined;
  private link: PageLink | undefined;
  private mainFrameId = '';
  private address = '';
  private title = '';
  private isGone = false;
  private isCrashedNow = false;
  private openHandler: OpenHandler | undefined;
  private zoom = 1;

  constructor(preferences: WebPreferences, shape: Shape) {
    super('webContents');
    this.preferences = preferences;
    refuseUnsafe(preferences);
    // The proxy that the base class made is the one that others get to see.
    everyContents.add(this);
    app.emit('web-contents-created', {}, this);
    this.opened = this.open(shape);
    this.opened.catch((error: unknown) => complain(`a window did not open: ${String(error)}`));
  }

  getURL = () => this.address;
  getTitle = () => this.title;
  isDestroyed = () => this.isGone;
  isCrashed = () => this.isCrashedNow;
  isLoading = () => false;
  getType = () => 'window';
  getZoomFactor = () => this.zoom;

  get mainFrame() {
    return loud('WebFrameMain', { url: this.address, parent: null, top: null, frameId: this.mainFrameId });
  }

  setZoomFactor(factor: number): void {
    this.zoom = factor;
  }

  setWebRTCIPHandlingPolicy(): void {
    // There is no second browser to talk to.
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.openHandler = handler;
  }

  send(channel: string, ...args: unknown[]): void {
    this.link?.send(channel, args);
  }

  async loadURL(address: string): Promise<void> {
    await this.opened;
    await defaultSession.settlePermissions(this as never, address);
    const loaded = new Promise((resolve) => this.once('did-finish-load', resolve));
    const url = toShown(address, handledSchemes());
    const { errorText } = await this.page.send('Page.navigate', { url });
    if (errorText !== undefined && errorText !== 'net::ERR_ABORTED') {
      this.emit('did-fail-load', {}, -2, errorText, address, true);
      throw new Error(`${errorText} loading '${address}'`);
    }
    await loaded;
  }

  reload(): void {
    this.isCrashedNow = false;
    void this.page.send('Page.reload', {});
  }

  close(): void {
    this.closeWindow();
  }

  /** Ends the page's process, as a fault in it would. */
  forcefullyCrashRenderer(): void {
    // A page that crashes gives no answer.
    this.page.send('Page.crash').catch(() => undefined);
  }

  async executeJavaScript(expression: string): Promise<unknown> {
    const options = { expression, awaitPromise: true, returnByValue: true };
    const { result, exceptionDetails } = await this.page.send('Runtime.evaluate', options);
    if (exceptionDetails !== undefined) {
      const { text, exception } = exceptionDetails;
      throw new Error(exception?.description ?? text);
    }
    return result.value;
  }

  /** The page's area; the stand-in's windows have no frame around it. */
  async resize({ width, height }: Shape): Promise<void> {
    await this.opened;
    const metrics = { width, height, deviceScaleFactor: 1, mobile: false };
    await this.page.send('Emulation.setDeviceMetricsOverride', metrics);
  }

  async bringToFront(): Promise<void> {
    await this.opened;
    await this.page.send('Page.bringToFront');
  }

  async destroyPage(): Promise<void> {
    this.forget();
    await this.opened;
    await startup.closePage(this.targetId);
  }

  /** The page is gone, whoever ended it. */
  forget(): void {
    if (this.isGone) return;
    this.isGone = true;
    everyContents.delete(this);
    this.emit('destroyed', {});
  }

  /** A second window that the page wants: the handler decides. Without one it opens, as in Electron, but nobody looks after it. */
  answerPopup(url: string): 'allow' | 'deny' {
    const details = { url: fromShown(url), frameName: '', features: '', disposition: 'new-window' };
    const { action } = this.openHandler?.(details as never) ?? { action: 'allow' };
    if (action === 'allow') tell(`a second window is open: ${details.url}`);
    return action;
  }

  private get page(): Session {
    if (this.cdp === undefined) throw complain('a page that is not open yet');
    return this.cdp;
  }

  private async open(shape: Shape): Promise<void> {
    const { connection } = startup;
    await watchTargets();
    const place = { url: 'about:blank', ...shape };
    const { targetId } = await connection.browser.send('Target.createTarget', place);
    this.targetId = targetId;
    const { sessionId } = await connection.browser.send('Target.attachToTarget', { targetId, flatten: true });
    const page = connection.session(sessionId);
    this.cdp = page;
    this.mainFrameId = targetId;
    this.listen(page);
    this.link = new PageLink(page, targetId, (frameAddress) => this.eventFrom(frameAddress));
    const mayNavigate = (frameId: string, address: string) => this.mayNavigate(frameId, address);
    page.on('Target.attachedToTarget', ({ sessionId: frame, targetInfo }) => {
      if (targetInfo.type === 'iframe') void guardFrame(connection.session(frame), mayNavigate);
    });
    await Promise.all([
      page.send('Page.enable'),
      page.send('Inspector.enable'),
      page.send('Emulation.setDeviceMetricsOverride', { ...shape, deviceScaleFactor: 1, mobile: false }),
      holdRequests(page, mayNavigate),
      this.link.open(this.preferences.preload),
      page.send('Runtime.enable'),
      page.send('Target.setAutoAttach', {
        autoAttach: true,
        waitForDebuggerOnStart: true,
        flatten: true,
        filter: [{ type: 'iframe' }],
      }),
    ]);
  }

  private listen(page: Session): void {
    page.on('Page.frameNavigated', ({ frame }) => {
      if (frame.id !== this.mainFrameId) return;
      this.address = fromShown(`${frame.url}${frame.urlFragment ?? ''}`);
      this.emit('did-navigate', {}, this.address);
    });
    page.on('Page.navigatedWithinDocument', ({ frameId, url }) => {
      if (frameId === this.mainFrameId) this.address = fromShown(url);
    });
    page.on('Page.domContentEventFired', () => this.emit('dom-ready', {}));
    page.on('Page.loadEventFired', () => {
      if (this.address === 'about:blank') return;
      this.emit('did-finish-load', {});
      this.emit('ready-to-show');
    });
    page.on('Inspector.targetCrashed', () => {
      this.isCrashedNow = true;
      const details = { reason: 'crashed', exitCode: 5 };
      this.emit('render-process-gone', {}, details);
      app.emit('render-process-gone', {}, this, details);
    });
  }

  private mayNavigate(frameId: string, address: string): boolean {
    const isMainFrame = frameId === this.mainFrameId;
    for (const event of isMainFrame ? ['will-frame-navigate', 'will-navigate'] : ['will-frame-navigate']) {
      const details = Object.assign(new PreventableEvent(), {
        url: address,
        isMainFrame,
        isSameDocument: false,
      });
      this.emit(event, details, address);
      if (details.defaultPrevented) return false;
    }
    return true;
  }

  private eventFrom(frameAddress: string): IpcMainInvokeEvent {
    const url = this.address.startsWith(frameAddress) ? this.address : `${frameAddress}/`;
    const senderFrame = loud('WebFrameMain', { url, parent: null, top: null, frameId: this.mainFrameId });
    return {
      sender: this,
      senderFrame,
      processId: 1,
      frameId: 1,
      type: 'frame',
    } as unknown as IpcMainInvokeEvent;
  }
}

/** What would make a page of Electron unsafe and cannot be shown here is refused. */
function refuseUnsafe(preferences: WebPreferences): void {
  const {
    contextIsolation = true,
    sandbox = true,
    nodeIntegration = false,
    webviewTag = false,
  } = preferences;
  const { webSecurity = true, nodeIntegrationInWorker = false } = preferences;
  const wrong = { contextIsolation: !contextIsolation, sandbox: !sandbox, webSecurity: !webSecurity };
  const given = { nodeIntegration, nodeIntegrationInWorker, webviewTag };
  for (const [name, isUnsafe] of Object.entries({ ...wrong, ...given })) {
    if (isUnsafe) throw complain(`the unsafe value of webPreferences.${name}`);
  }
}

async function guardFrame(
  frame: Session,
  mayNavigate: (id: string, address: string) => boolean,
): Promise<void> {
  await holdRequests(frame, mayNavigate);
  await frame.send('Runtime.runIfWaitingForDebugger');
}

/**
 * A second window shares its opener's thread, and stops it while it waits for the debuggers that see every page begin.
 * Closed in that moment it never lets go of it: so it goes on first.
 */
async function closePopup(targetId: string): Promise<void> {
  const { connection } = startup;
  try {
    const { sessionId } = await connection.browser.send('Target.attachToTarget', { targetId, flatten: true });
    await connection.session(sessionId).send('Runtime.runIfWaitingForDebugger');
    await connection.browser.send('Target.closeTarget', { targetId });
  } catch (error) {
    if (!/No target|is gone/.test(String(error))) complain(`a second window did not close: ${String(error)}`);
  }
}

/** Sees second windows as they open, and windows that are closed by others than main. */
async function watchTargets(): Promise<void> {
  if (watchesTargets) return;
  watchesTargets = true;
  const { browser } = startup.connection;
  browser.on('Target.targetCreated', ({ targetInfo: { targetId, openerId, url } }) => {
    const opener = [...everyContents].find((contents) => contents.targetId === openerId);
    if (opener?.answerPopup(url) === 'deny') void closePopup(targetId);
  });
  browser.on('Target.targetDestroyed', ({ targetId }) => {
    [...everyContents].find((contents) => contents.targetId === targetId)?.forget();
  });
  await browser.send('Target.setDiscoverTargets', { discover: true });
  await defaultSession.watchDownloads(app.getPath('downloads'));
}

export type { StandInContents };
export { StandInContents as WebContentsOfWindow };

export const webContents = loud('webContents', {
  getAllWebContents: () => [...everyContents],
  fromId: (id: number) => [...everyContents].find((contents) => contents.id === id),
  /** Playwright finds its windows by this. */
  fromDevToolsTargetId: (targetId: string) =>
    [...everyContents].find((contents) => contents.targetId === targetId),
});
