import type { BrowserContext } from '@playwright/test';

export interface Watched {
  foreign: string[];
  problems: string[];
}

/** Notes what the pages of a context ask of others than their host, and every error in their consoles. */
export function watch(context: BrowserContext, isOwn: (address: string) => boolean, watched: Watched): void {
  context.on('request', (request) => {
    if (!isOwn(request.url())) watched.foreign.push(request.url());
  });
  context.on('weberror', (error) => watched.problems.push(error.error().stack ?? error.error().message));
  context.on('console', (message) => {
    if (message.type() === 'error') watched.problems.push(`${message.text()} (${message.location().url})`);
  });
}

/** What a page made in its own memory. */
export function isMadeByPage(address: string): boolean {
  return /^(data|blob):/.test(address);
}
