import { connectToWebHost } from '#renderer/client/webConnection.ts';
import type { ConnectionTiming, WebConnection } from '#renderer/client/webConnection.ts';
import type { WebRequest } from '#renderer/client/webFailure.ts';
import { uploadFiles } from '#renderer/client/webFiles.ts';
import type { HostBridge } from '#shared/contract/host.ts';

export type TestBridge = HostBridge<File> & Pick<WebConnection, 'close'>;

/** Quick enough for a test, slow enough for a busy machine. */
export const quickTiming: ConnectionTiming = { retryAfter: 20, giveUpAfter: 10_000, silenceAfter: 10_000 };

/** Requests to a host as a page of it would send them. */
export function requestTo({ origin, token }: { origin: string; token: string }): WebRequest {
  return (path, init = {}) => {
    const headers = new Headers(init.headers);
    headers.set('authorization', `Bearer ${token}`);
    return fetch(`${origin}/${path}`, { ...init, headers });
  };
}

/** The web bridge without a browser: the same connection and uploads, no dialogs. */
export function bridgeTo(
  host: { origin: string; token: string },
  request: WebRequest = requestTo(host),
  timing: ConnectionTiming = quickTiming,
): TestBridge {
  const connection = connectToWebHost(request, timing);
  return {
    kind: 'web',
    ...connection,
    pickFiles: () => Promise.resolve([]),
    addDroppedFiles: (files) => uploadFiles(request, files),
    saveFile: () => Promise.resolve(false),
    pickDestination: () => Promise.resolve(undefined),
    onHostEvent: () => () => undefined,
    openExternal: () => Promise.resolve(false),
  };
}
