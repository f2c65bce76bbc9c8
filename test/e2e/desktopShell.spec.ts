import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ElectronApplication } from '@playwright/test';
import { desktopOnly, expect, test } from './host.ts';
import { addPanelProject, next, openRoom } from './projects.ts';

const desktop = desktopOnly('a browser brings its own menus, windows and dialogs');

/** Chooses an entry of the menu by its labels, from the bar downward. */
function choose(main: ElectronApplication, ...labels: string[]): Promise<void> {
  return main.evaluate(({ Menu }, path) => {
    let items = Menu.getApplicationMenu()?.items ?? [];
    for (const label of path) {
      const item = items.find((each) => each.label === label);
      if (item === undefined)
        throw new Error(`the menu has no ${label} among ${items.map((i) => i.label).join()}`);
      if (item.submenu) items = item.submenu.items;
      else (item.click as () => void)();
    }
  }, labels);
}

test('the menu leads through the app, and lists what was open', desktop, async ({ app, host }) => {
  const main = host.desktop();
  await choose(main, 'View', 'Screening');
  await expect(app.getByText('Open a project first.')).toBeVisible();
  await choose(main, 'File', 'New Project…');
  await app.getByLabel('Project name').fill('By menu');
  await app.getByRole('button', { name: 'Create', exact: true }).click();
  await expect(app.getByRole('heading', { level: 1, name: 'Data' })).toBeVisible();
  await choose(main, 'View', 'Screening');
  await expect(app.getByRole('heading', { level: 1, name: 'Screening' })).toBeVisible();
  await choose(main, 'File', 'Import Data…');
  await expect(app.getByRole('group', { name: 'Drop files here' })).toBeVisible();
  await choose(main, 'View', 'All Projects');
  await expect(app.getByRole('heading', { level: 1, name: 'Projects' })).toBeVisible();
  await choose(main, 'File', 'Open Recent', 'By menu');
  await expect(app.getByRole('heading', { level: 1, name: 'Data' })).toBeVisible();
  await choose(main, 'View', 'Theme', 'Dark');
  await expect(app.locator('html')).toHaveAttribute('data-theme', 'dark');

  const shown = await main.evaluateHandle(({ shell }) => {
    const paths: string[] = [];
    shell.showItemInFolder = (path) => paths.push(path);
    return paths;
  });
  await choose(main, 'Help', 'Show Logs');
  const [log] = await shown.jsonValue();
  expect(readFileSync(log, 'utf8')).toMatch(/ info Tracewise \d+\.\d+\.\d+ on /);
});

test(
  'a project file that is opened with the app is shown, also one outside of the library',
  desktop,
  async ({ app, host }) => {
    const folder = mkdtempSync(join(tmpdir(), 'tracewise-e2e-'));
    const elsewhere = await addPanelProject(folder);
    await host.desktop().evaluate(({ app: main }, path) => {
      main.emit('second-instance', {}, ['tracewise', path], '/');
    }, elsewhere);
    await expect(app.getByRole('heading', { level: 1, name: 'Data' })).toBeVisible();
    await expect(app.getByRole('heading', { level: 2, name: 'panel' })).toBeVisible();
    await host.desktop().close();
    rmSync(folder, { recursive: true });
  },
);

test(
  'while a job works the computer stays awake and quitting asks; a quit lets it go on next time',
  desktop,
  async ({ app, host }) => {
    const main = host.desktop();
    await app.getByRole('button', { name: 'Example panel' }).click();
    await app.getByRole('button', { name: 'Train models' }).click();
    for (let step = 1; step <= 3; step += 1) await next(app);
    await app.getByLabel('Run name').fill('long');
    await app.getByRole('button', { name: 'Start', exact: true }).click();
    await expect
      .poll(() => main.evaluate(({ powerSaveBlocker }) => powerSaveBlocker.isStarted(1)))
      .toBe(true);

    const asked = await main.evaluateHandle(({ dialog }) => {
      const asked = { messages: [] as string[], response: 0 };
      dialog.showMessageBox = (...args: unknown[]) => {
        asked.messages.push((args.at(-1) as { message: string }).message);
        return Promise.resolve({ response: asked.response, checkboxChecked: false });
      };
      return asked;
    });
    const close = () => main.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0].close());
    await close();
    await expect.poll(() => asked.evaluate(({ messages }) => messages)).toEqual(['“long” is still at work']);
    await expect(app.getByRole('region', { name: 'Jobs' })).toBeVisible();

    await asked.evaluate((each) => (each.response = 1));
    const gone = main.waitForEvent('close');
    await close();
    await gone;
    const note = join(host.libraryFolder, '.interrupted.json');
    expect(JSON.parse(readFileSync(note, 'utf8'))).toMatchObject([{ jobId: 1 }]);
    expect(existsSync(join(host.libraryFolder, 'Example panel.tracewise-wal'))).toBe(false);
  },
);

test('a page that crashed is replaced by one that leads back', desktop, async ({ app, host }) => {
  await addPanelProject(host.libraryFolder);
  await app.reload();
  await openRoom(app, 'Models');
  const address = () =>
    host.desktop().evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0].webContents.getURL());
  expect(await address()).toMatch(/#\/project\/\w+\/models$/);
  await host
    .desktop()
    .evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0].webContents.forcefullyCrashRenderer());
  await expect.poll(address).toMatch(/^app:\/\/bundle\/crashed\.html#\/project\/\w+\/models$/);
});
