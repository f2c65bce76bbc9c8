import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { _electron, expect } from '@playwright/test';
import type { ElectronApplication, Page } from '@playwright/test';
import { findElectron } from '../../../scripts/electronBinary.ts';
import { compiledOnce } from '../../programs.ts';
import { toShown } from '../../electron/appAddresses.ts';
import { showing } from './appHost.ts';
import type { AppHost, MadeFile } from './appHost.ts';
import { isMadeByPage, watch } from './watch.ts';

const startPage = 'app://bundle/';

/** The two desktops that the built app runs on: Electron where its binary is, else what stands in for it. */
const desktops = {
  electron: { executable: findElectron, origin: startPage },
  'stand-in': { executable: () => resolve('test/electron/electron'), origin: toShown(startPage, ['app']) },
};

interface Running {
  app: ElectronApplication;
  page: Page;
}

/**
 * The built app in its window.
 * @param folder for everything that a desktop keeps for a user; removed by who made it
 */
export async function openDesktopHost(
  kind: keyof typeof desktops,
  folder: string,
  libraryFolder: string,
): Promise<AppHost> {
  const { executable, origin } = desktops[kind];
  const program: string[] = [];
  const watched = { foreign: [], problems: [] };
  const isOwn = (asked: string) => asked.startsWith(origin) || isMadeByPage(asked);

  async function start(): Promise<Running> {
    const app = await _electron.launch({
      executablePath: executable(),
      args: ['.', `--library=${libraryFolder}`, `--user-data-dir=${join(folder, 'user')}`],
      env: { ...compiledOnce, ...process.env, HOME: folder, STAND_IN_NODE: process.execPath },
    });
    app.process().stderr?.on('data', (said: Buffer) => program.push(...badLines(said.toString('utf8'))));
    watch(app.context(), isOwn, watched);
    const page = await app.firstWindow();
    // A window is there before what it shows; and what is reloaded before it is loaded may be another process's page.
    await page.waitForURL((url) => isOwn(url.href), { waitUntil: 'load' });
    return { app, page };
  }

  let running = await start();

  const host: AppHost = {
    kind,
    libraryFolder,
    get page() {
      return running.page;
    },
    async restart() {
      const closed = running.app.waitForEvent('close');
      running.app.process().kill('SIGKILL');
      await closed;
      running = await start();
      return showing(running.page, host);
    },
    async giveFiles(press, files) {
      const paths = files.map((file) => (typeof file === 'string' ? resolve(file) : written(file, folder)));
      await running.app.evaluate(({ dialog }, filePaths) => {
        dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths });
      }, paths);
      await press();
    },
    save: (press) => save(running, folder, press),
    web() {
      throw new Error('the desktop app has no address and no token: mark this spec with webOnly');
    },
    desktop: () => running.app,
    async close() {
      await running.app.close();
      return { program, ...watched };
    },
  };
  showing(running.page, host);
  return host;
}

/** What the fixture must hear of: a reach outward, and whatever the stand-in was asked for and does not have. */
function badLines(said: string): string[] {
  return said.split('\n').filter((line) => /^(outward:|stand-in for Electron, problem:)/.test(line));
}

function written({ name, buffer }: MadeFile, folder: string): string {
  const chosen = join(folder, 'chosen');
  mkdirSync(chosen, { recursive: true });
  writeFileSync(join(chosen, name), buffer);
  return join(chosen, name);
}

/** Answers the save dialog with a new place, and waits until the page says that the file is there. */
async function save({ app, page }: Running, folder: string, press: () => Promise<void>) {
  const asking = await app.evaluateHandle(({ dialog }) => {
    const asked = Promise.withResolvers<string>();
    const answered = Promise.withResolvers<{ canceled: boolean; filePath: string }>();
    dialog.showSaveDialog = (...args: unknown[]) => {
      const { defaultPath = '' } = args.at(-1) as { defaultPath?: string };
      asked.resolve(defaultPath);
      return answered.promise;
    };
    return { asked: asked.promise, answer: answered.resolve };
  });
  await press();
  const name = basename(await asking.evaluate(({ asked }) => asked));
  const notice = page.getByRole('region', { name: 'Messages' }).getByText(`Saved ${name}.`, { exact: true });
  // An earlier one of the same name goes by itself.
  await expect(notice).toHaveCount(0);
  const filePath = join(mkdtempSync(join(folder, 'saved-')), name);
  await asking.evaluate(({ answer }, path) => answer({ canceled: false, filePath: path }), filePath);
  await expect(notice).toHaveCount(1);
  return { name, content: readFileSync(filePath) };
}
