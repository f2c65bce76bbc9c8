import { openLocalBackend } from '../localBackend.ts';
import { startWebHost } from './webHost.ts';
import type { WebHost, WebHostOptions } from './webHost.ts';

export interface ServeOptions extends Omit<WebHostOptions, 'openBackend' | 'limits'> {
  /** Ends it: running jobs are paused, projects closed. */
  signal: AbortSignal;
  onReady: (host: WebHost) => void;
}

/**
 * Serves the app from this process until the signal is aborted.
 * @throws TracewiseError `conflict` when the port is taken
 */
export async function serveApp({ signal, onReady, ...options }: ServeOptions): Promise<void> {
  const host = await startWebHost({ ...options, openBackend: openLocalBackend });
  onReady(host);
  await new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
  await host.close();
}
