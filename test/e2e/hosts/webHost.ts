import { readFileSync } from 'node:fs';
import type { Browser } from '@playwright/test';
import { builtCommandLine, startProgram } from '../../programs.ts';
import type { Program } from '../../programs.ts';
import { showing } from './appHost.ts';
import type { AppHost } from './appHost.ts';
import { isMadeByPage, watch } from './watch.ts';

/** The app on 127.0.0.1, in a page of a browser. */
export async function openWebHost(browser: Browser, libraryFolder: string): Promise<AppHost> {
  const program: string[] = [];
  let running = startHost(libraryFolder);
  let address = await addressOf(running);
  /** A page of an ended host goes on asking there. */
  const origins = [address.origin];

  async function end(signal: NodeJS.Signals): Promise<void> {
    running.process.kill(signal);
    await running.ended;
    program.push(...running.outward());
  }

  const isOwn = (asked: string) =>
    origins.some((origin) => asked.startsWith(`${origin}/`)) || isMadeByPage(asked);
  const context = await browser.newContext();
  await context.route(
    (url) => !isOwn(url.href),
    (route) => route.abort('blockedbyclient'),
  );
  const watched = { foreign: [], problems: [] };
  watch(context, isOwn, watched);
  const page = await context.newPage();

  const host: AppHost = {
    kind: 'web',
    libraryFolder,
    page,
    async restart() {
      await end('SIGKILL');
      running = startHost(libraryFolder);
      address = await addressOf(running);
      origins.push(address.origin);
      await page.goto(address.url);
      return page;
    },
    async giveFiles(press, files) {
      const chooser = page.waitForEvent('filechooser');
      await press();
      await (await chooser).setFiles(files);
    },
    async save(press) {
      const download = page.waitForEvent('download');
      await press();
      const file = await download;
      return { name: file.suggestedFilename(), content: readFileSync(await file.path()) };
    },
    web: () => address,
    desktop() {
      throw new Error('the web host has no main process of Electron: mark this spec with desktopOnly');
    },
    async close() {
      await context.close();
      await end('SIGTERM');
      return { program, ...watched };
    },
  };
  await page.goto(address.url);
  showing(page, host);
  return host;
}

/** What the web host prints when it is ready. */
export const addressWithToken = /http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]+/;

function startHost(libraryFolder: string): Program {
  return startProgram(builtCommandLine, ['serve', '--library', libraryFolder, '--json']);
}

async function addressOf(program: Program): Promise<{ url: string; origin: string }> {
  const [url] = await program.until(addressWithToken);
  return { url, origin: new URL(url).origin };
}
