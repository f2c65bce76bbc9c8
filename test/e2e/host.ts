import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import { startProgram } from '../programs.ts';
import type { Program } from '../programs.ts';

/** The app on 127.0.0.1 with a library of its own. */
export interface AppHost {
  /** The address with its token. */
  url: string;
  origin: string;
  /** Every address it has had: a page of an ended host goes on asking there. */
  origins: string[];
  libraryFolder: string;
  /** Ends the host as a power cut would, and starts it again on the same library: another address. */
  restart: () => Promise<void>;
}

interface Fixtures {
  host: AppHost;
  /** The page with the app open. */
  app: Page;
  /** What a spec provokes in the page's console on purpose, for instance a refused request. */
  expectedProblem: RegExp | undefined;
}

/**
 * A test fails when the page asks anything of another host, when the program behind it does, or when the page's console
 * shows an error: an exception, a missing file, a breach of the content security policy.
 */
export const test = base.extend<Fixtures>({
  expectedProblem: [undefined, { option: true }],

  host: async ({}, use) => {
    const libraryFolder = mkdtempSync(join(tmpdir(), 'tracewise-e2e-'));
    let program = startHost(libraryFolder);
    const outward: string[] = [];
    const host: AppHost = {
      ...(await addressOf(program)),
      origins: [],
      libraryFolder,
      async restart() {
        program.process.kill('SIGKILL');
        await program.ended;
        outward.push(...program.outward());
        program = startHost(libraryFolder);
        Object.assign(host, await addressOf(program));
        host.origins.push(host.origin);
      },
    };
    host.origins.push(host.origin);
    await use(host);
    program.process.kill('SIGTERM');
    await program.ended;
    outward.push(...program.outward());
    rmSync(libraryFolder, { recursive: true, force: true });
    expect(outward, 'the program contacts this machine alone').toEqual([]);
  },

  context: async ({ context, host, expectedProblem }, use) => {
    const foreign: string[] = [];
    const problems: string[] = [];
    const isOwn = (address: string) =>
      host.origins.some((origin) => address.startsWith(`${origin}/`)) || /^(data|blob):/.test(address);
    await context.route(
      (url) => !isOwn(url.href),
      (route) => route.abort('blockedbyclient'),
    );
    context.on('request', (request) => {
      if (!isOwn(request.url())) foreign.push(request.url());
    });
    context.on('weberror', (error) => problems.push(error.error().stack ?? error.error().message));
    context.on('console', (message) => {
      if (message.type() === 'error') problems.push(`${message.text()} (${message.location().url})`);
    });
    await use(context);
    expect(foreign, 'the page contacts its host alone').toEqual([]);
    const unexpected = problems.filter((problem) => expectedProblem?.test(problem) !== true);
    expect(unexpected, 'the page has no errors').toEqual([]);
  },

  app: async ({ page, host }, use) => {
    await page.goto(host.url);
    await use(page);
  },
});

export { expect };

function startHost(libraryFolder: string): Program {
  return startProgram('scripts/start.ts', ['--web', '--no-build', '--no-open', '--library', libraryFolder]);
}

async function addressOf(program: Program): Promise<{ url: string; origin: string }> {
  const [url] = await program.until(/^http:\/\/127\.0\.0\.1:\d+\/#token=\S+$/m);
  return { url, origin: new URL(url).origin };
}
