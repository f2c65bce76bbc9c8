import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, expect } from '@playwright/test';
import type { Browser, Page } from '@playwright/test';
import type { AppHost, HostKind } from './hosts/appHost.ts';
import { openDesktopHost } from './hosts/desktopHost.ts';
import { openWebHost } from './hosts/webHost.ts';

interface Fixtures {
  host: AppHost;
  /** The page with the app open. */
  app: Page;
  /** What a spec provokes in the page's console on purpose, for instance a refused request. */
  expectedProblem: RegExp | undefined;
  /** Addresses that a spec makes the page ask for on purpose; whether anything got there is the spec's to tell. */
  expectedAttempt: RegExp | undefined;
}

export interface HostOptions {
  /** Which host the specs of a project run on. */
  hostKind: HostKind;
}

interface WorkerFixtures extends HostOptions {
  /** The browser of the web host, started when it is first needed. */
  browserOfWebHost: () => Promise<Browser>;
}

/**
 * A test fails when the page asks anything of another host, when the program behind it does, or when the page's console
 * shows an error: an exception, a missing file, a breach of the content security policy.
 */
export const test = base.extend<Fixtures, WorkerFixtures>({
  expectedProblem: [undefined, { option: true }],
  expectedAttempt: [undefined, { option: true }],
  hostKind: ['web', { option: true, scope: 'worker' }],

  browserOfWebHost: [
    async ({ playwright, launchOptions }, use) => {
      let started: Promise<Browser> | undefined;
      await use(() => (started ??= playwright.chromium.launch(launchOptions)));
      await (await started)?.close();
    },
    { scope: 'worker' },
  ],

  host: async ({ hostKind, browserOfWebHost, expectedProblem, expectedAttempt }, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'tracewise-e2e-'));
    const libraryFolder = join(folder, 'library');
    mkdirSync(libraryFolder);
    const host =
      hostKind === 'web'
        ? await openWebHost(await browserOfWebHost(), libraryFolder)
        : await openDesktopHost(hostKind, folder, libraryFolder);
    await use(host);
    const { program, foreign, problems } = await host.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    expect(program, 'the program contacts this machine alone').toEqual([]);
    const unforeseen = foreign.filter((address) => expectedAttempt?.test(address) !== true);
    expect(unforeseen, 'the page contacts its host alone').toEqual([]);
    const unexpected = problems.filter((problem) => expectedProblem?.test(problem) !== true);
    expect(unexpected, 'the page has no errors').toEqual([]);
  },

  app: async ({ host }, use) => {
    await use(host.page);
  },
});

export { expect };
export { desktopOnly, hostOf, standInOnly, webOnly } from './hosts/appHost.ts';
export type { AppHost, MadeFile, SavedFile } from './hosts/appHost.ts';
