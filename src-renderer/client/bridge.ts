import type { HostBridge } from '#shared/contract/host.ts';
import { openWebBridge } from './webBridge.ts';

declare global {
  /** Put here by Electron's preload; absent in a browser. */
  var tracewise: HostBridge<File> | undefined;
}

/** The host that this page runs in. Call it once, before anything rewrites the address: the web host's token is in it. */
export function openBridge(): HostBridge<File> {
  return globalThis.tracewise ?? openWebBridge();
}
