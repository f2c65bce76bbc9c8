import type { App, Session, WebContents } from 'electron';

export const appScheme = 'app';
const appHost = 'bundle';
export const startPage = `${appScheme}://${appHost}/index.html`;
export const crashPage = `${appScheme}://${appHost}/crashed.html`;

/** Whether an address is a page of the bundle; everything that asks main for something must be one. */
export function isBundleAddress(address: string): boolean {
  const url = URL.parse(address);
  return (
    url?.protocol === `${appScheme}:` && url.host === appHost && url.username === '' && url.password === ''
  );
}

/** Who sent a message: a frame as Electron describes it, or null when the frame is gone. */
export interface SenderFrame {
  url: string;
  parent: object | null;
}

/** Only the main frame of a page of the bundle may speak to main. */
export function isTrustedSender(frame: SenderFrame | null): boolean {
  return frame?.parent === null && isBundleAddress(frame.url);
}

/** Copying to the clipboard is the one thing that a page may do beyond its own area. */
export function grantsPermission(permission: string, address: string): boolean {
  return permission === 'clipboard-sanitized-write' && isBundleAddress(address);
}

/** Every page, wherever it came from: no way out of the bundle, no second window, no embedded browser. */
export function guardContents(contents: WebContents): void {
  const keepInside = (details: { url: string; preventDefault: () => void }) => {
    if (!isBundleAddress(details.url)) details.preventDefault();
  };
  contents.on('will-navigate', keepInside);
  contents.on('will-frame-navigate', keepInside);
  contents.on('will-redirect', keepInside);
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  // A page policy does not govern what two browsers say to each other directly.
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
}

/** Permissions, devices and screens are refused, and no request leaves the bundle, whatever a page tries. */
export function guardSession(session: Session): void {
  session.setPermissionRequestHandler((contents, permission, answer) =>
    answer(grantsPermission(permission, contents.getURL())),
  );
  session.setPermissionCheckHandler((_contents, permission, origin) => grantsPermission(permission, origin));
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, answer) => answer({}));
  session.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: !isLocalResource(url) }));
  session.on('will-download', (event) => event.preventDefault());
}

/** What a page of the bundle may load: the bundle, and what it made in its own memory. */
export function isLocalResource(address: string): boolean {
  return isBundleAddress(address) || address.startsWith('data:') || address.startsWith('blob:');
}

/**
 * Chromium finds no host, by name or by number: nothing that the app does needs one. Below every policy of pages and
 * sessions, for what those do not see, as the looking up of names ahead of time. Before the app is ready.
 */
export function cutOffNetwork(app: Pick<App, 'commandLine'>): void {
  app.commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND');
}

export function guardEveryPage(app: App): void {
  app.on('web-contents-created', (_event, contents) => guardContents(contents));
}
