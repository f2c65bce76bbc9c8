import type { OnBeforeRequestListenerDetails, Session as ElectronSession } from 'electron';
import { toShown } from './appAddresses.ts';
import { complain, loud, LoudEmitter, PreventableEvent, withoutEffect } from './loud.ts';
import { handledSchemes } from './protocol.ts';
import { startup } from './startup.ts';

type BeforeRequest = Parameters<ElectronSession['webRequest']['onBeforeRequest']>[0];
type CheckHandler = Exclude<Parameters<ElectronSession['setPermissionCheckHandler']>[0], null>;
type RequestHandler = Exclude<Parameters<ElectronSession['setPermissionRequestHandler']>[0], null>;

/** Electron's name of a permission, and Chromium's. */
const permissions = [
  ['geolocation', { name: 'geolocation' }],
  ['notifications', { name: 'notifications' }],
  ['media', { name: 'camera' }],
  ['media', { name: 'microphone' }],
  ['midi', { name: 'midi' }],
  ['clipboard-read', { name: 'clipboard-read' }],
  ['clipboard-sanitized-write', { name: 'clipboard-write', allowWithoutSanitization: false }],
  ['idle-detection', { name: 'idle-detection' }],
  ['window-management', { name: 'window-management' }],
] as const;

class StandInSession extends LoudEmitter {
  private beforeRequest: BeforeRequest = null;
  private check: CheckHandler | null = null;
  private request: RequestHandler | null = null;

  // Chromium without a window has no devices and no screens to give away.
  readonly setDevicePermissionHandler = withoutEffect;
  readonly setDisplayMediaRequestHandler = withoutEffect;

  readonly webRequest = loud('webRequest', {
    onBeforeRequest: (listener: BeforeRequest, ...more: unknown[]): void => {
      if (more.length > 0) throw complain('onBeforeRequest with a filter');
      this.beforeRequest = listener;
    },
  });

  setPermissionCheckHandler(handler: CheckHandler | null): void {
    this.check = handler;
  }

  setPermissionRequestHandler(handler: RequestHandler | null): void {
    this.request = handler;
  }

  /** Whether the app lets a request go out. */
  mayRequest(details: Pick<OnBeforeRequestListenerDetails, 'url' | 'method' | 'id'>): Promise<boolean> {
    const listener = this.beforeRequest;
    if (listener === null) return Promise.resolve(true);
    return new Promise((resolve) =>
      listener(details as OnBeforeRequestListenerDetails, ({ cancel }) => resolve(cancel !== true)),
    );
  }

  /** Asks the app's handlers before a page can: Chromium takes answers, it puts no questions. Without handlers all is given. */
  async settlePermissions(contents: Electron.WebContents, address: string): Promise<void> {
    const { connection } = startup;
    const { origin } = new URL(toShown(address, handledSchemes()));
    if (origin === 'null') return;
    const settle = async ([name, permission]: (typeof permissions)[number]) => {
      const setting = (await this.grants(contents, name, address)) ? 'granted' : 'denied';
      await connection.browser.send('Browser.setPermission', { permission, setting, origin });
    };
    await Promise.all(permissions.map(settle));
  }

  private async grants(contents: Electron.WebContents, name: string, address: string): Promise<boolean> {
    const { check, request } = this;
    const permission = name as Parameters<RequestHandler>[1];
    const details = { requestingUrl: address, isMainFrame: true } as never;
    if (check?.(contents, permission, address, details) === false) return false;
    if (request === null) return true;
    return new Promise((resolve) => request(contents, permission, resolve, details));
  }

  /** A download that no listener prevents goes to the given folder. */
  async watchDownloads(downloadPath: string): Promise<void> {
    const { connection } = startup;
    connection.browser.on('Browser.downloadWillBegin', ({ guid, url, suggestedFilename }) => {
      const event = new PreventableEvent();
      const item = loud('DownloadItem', { getURL: () => url, getFilename: () => suggestedFilename });
      this.emit('will-download', event, item);
      if (event.defaultPrevented) void connection.browser.send('Browser.cancelDownload', { guid });
    });
    const settings = { behavior: 'allow', downloadPath, eventsEnabled: true } as const;
    await connection.browser.send('Browser.setDownloadBehavior', settings);
  }
}

export const defaultSession = new StandInSession('session.defaultSession');

export const session = loud('session', {
  get defaultSession(): StandInSession {
    startup.mustBeReady('session.defaultSession');
    return defaultSession;
  },
});
