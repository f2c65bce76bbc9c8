import { copyFileSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import Database from 'better-sqlite3';
import { Backups } from '../../src-main/store/backups.ts';
import { expectAccessible } from './accessible.ts';
import { expect, test } from './host.ts';
import { addPanelProject, compareCheapModels, openRoom } from './projects.ts';

function card(app: Page, name: string) {
  return app.getByRole('article', { name, exact: true });
}

async function act(app: Page, name: string, action: string): Promise<void> {
  await app.getByRole('button', { name: `Actions for ${name}`, exact: true }).click();
  await app.getByRole('menuitem', { name: action }).click();
}

/** Presses Tab until what has the focus is the one wanted. */
async function tabTo(app: Page, role: 'link' | 'button', name: string): Promise<void> {
  const wanted = app.getByRole(role, { name, exact: true });
  await expect(wanted).toBeVisible();
  for (let press = 0; press < 60; press++) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
    await app.keyboard.press('Tab');
  }
  throw new Error(`Tab does not reach the ${role} ${name}`);
}

test('projects are created, renamed, duplicated, searched, trashed and brought back', async ({
  app,
  host,
}) => {
  await app.getByRole('button', { name: 'New project' }).click();
  await app.getByLabel('Project name').fill('First panel');
  await app.getByRole('button', { name: 'Create', exact: true }).click();
  await app.getByRole('link', { name: 'Tracewise library' }).click();

  await act(app, 'First panel', 'Rename…');
  await app.getByLabel('Project name').fill('Lung panel');
  await app.getByRole('button', { name: 'Rename', exact: true }).click();
  await expect(card(app, 'Lung panel')).toBeVisible();
  await act(app, 'Lung panel', 'Duplicate');
  const cards = app.getByRole('list', { name: 'Projects' }).getByRole('article');
  await expect(cards).toHaveCount(2);
  const copyName = (await app.getByRole('heading', { level: 2, name: /Lung panel.+/ }).textContent()) ?? '';

  await app.getByLabel('Search projects').fill(copyName.trim().toUpperCase());
  await expect(cards).toHaveCount(1);
  await app.getByLabel('Search projects').fill('no such thing');
  await app.getByRole('button', { name: 'Show all projects' }).click();
  await expect(cards).toHaveCount(2);

  await act(app, 'Lung panel', 'Move to trash');
  await expect(cards).toHaveCount(1);
  await app.getByRole('button', { name: 'Undo' }).click();
  await expect(cards).toHaveCount(2);
  await expect(card(app, 'Lung panel')).toBeVisible();
  await act(app, copyName.trim(), 'Move to trash');
  await expect(cards).toHaveCount(1);
  expect(readdirSync(host.libraryFolder).filter((file) => file.endsWith('.tracewise'))).toHaveLength(1);
});

test('a project waits in the trash until it is restored, or deleted for good', async ({ app, host }) => {
  for (const name of ['One', 'Two']) {
    await app.getByRole('button', { name: 'New project' }).first().click();
    await app.getByLabel('Project name').fill(name);
    await app.getByRole('button', { name: 'Create', exact: true }).click();
    await app.getByRole('link', { name: 'Tracewise library' }).click();
    await act(app, name, 'Move to trash');
    await expect(card(app, name)).toBeHidden();
  }
  await app.getByRole('button', { name: 'Trash (2)' }).click();
  await expectAccessible(app, 'trash');
  await app.getByRole('button', { name: 'Restore One' }).click();
  await app.getByRole('button', { name: 'Delete Two for good' }).click();
  await app.getByRole('dialog').getByRole('button', { name: 'Delete for good' }).click();
  await expect(app.getByRole('heading', { name: 'The trash is empty' })).toBeVisible();
  await app.getByRole('button', { name: 'Back to the projects' }).click();
  await expect(card(app, 'One')).toBeVisible();
  expect(readdirSync(join(host.libraryFolder, '.trash'))).toEqual([]);
});

test('a damaged project opens into a page from which what reads is saved', async ({ app, host }) => {
  const path = await addPanelProject(host.libraryFolder);
  const bytes = readFileSync(path).fill(0xa5, 0, 100);
  writeFileSync(path, bytes);
  await app.reload();
  await card(app, 'panel').getByRole('link').click();
  await expect(app.getByRole('heading', { level: 1, name: '“panel” is damaged' })).toBeVisible();
  await expect(app.getByText('The beginning of the file is overwritten.')).toBeVisible();
  await expect(app.getByRole('row', { name: 'Data sets' })).toContainText('1: panel');
  await expectAccessible(app, 'damaged project');
  await app.getByRole('button', { name: 'Save what can be read as a new project' }).click();
  await expect(app.getByRole('heading', { level: 1, name: 'Data' })).toBeVisible();
  await expect(app.getByRole('heading', { name: 'panel' }).first()).toBeVisible();
  expect(readFileSync(path).equals(bytes)).toBe(true);
});

/** As the app makes one. */
async function backUp(path: string, libraryFolder: string): Promise<void> {
  await new Backups(libraryFolder).make(path, (backup) => {
    copyFileSync(path, backup);
    return Promise.resolve();
  });
}

test('one press goes back from a damaged project to its last backup', async ({ app, host }) => {
  const path = await addPanelProject(host.libraryFolder);
  await backUp(path, host.libraryFolder);
  writeFileSync(path, readFileSync(path).subarray(0, 20_000));
  await app.reload();
  await card(app, 'panel').getByRole('link').click();
  await app.getByRole('button', { name: 'Go back to this copy' }).click();
  await expect(app.getByRole('heading', { level: 1, name: 'Data' })).toBeVisible();
  await expect(app.getByRole('heading', { name: 'panel' }).first()).toBeVisible();
});

test('damage that only shows when a backup is made is told, and the way back is one press from there', async ({
  app,
  host,
}) => {
  const path = await addPanelProject(host.libraryFolder);
  await compareCheapModels(path, 'cheap');
  await backUp(path, host.libraryFolder);
  const database = new Database(path);
  database.exec('UPDATE matrix_chunk SET bytes = zeroblob(length(bytes)) WHERE matrix_id = 1');
  database.close();
  await app.reload();
  await openRoom(app, 'Compare');
  await app.getByRole('button', { name: 'Actions for run cheap' }).click();
  await app.getByRole('menuitem', { name: 'Delete run…' }).click();
  await app.getByRole('dialog').getByRole('button', { name: 'Delete run' }).click();
  await expect(app.getByRole('button', { name: 'Actions for run cheap' })).toHaveCount(0);
  await app.getByRole('link', { name: 'Tracewise library' }).click();

  await card(app, 'panel').getByRole('link').click();
  const told = app.getByRole('alert');
  await expect(told).toContainText('The last backup could not be made');
  await expect(told).toContainText(`${path}:`);
  await expectAccessible(app, 'backup that could not be made');
  await told.getByRole('button', { name: 'See what is damaged' }).click();
  await expect(app.getByRole('heading', { level: 1, name: '“panel” is damaged' })).toBeVisible();
  await expect(app.getByRole('row', { name: 'Data sets' })).toContainText('1: panel');
  await app.getByRole('button', { name: 'Back to the project as it is' }).click();
  await expect(app.getByRole('heading', { level: 1, name: 'Data' })).toBeVisible();
  await told.getByRole('button', { name: 'See what is damaged' }).click();
  await app.getByRole('button', { name: 'Go back to this copy' }).click();
  await expect(app.getByRole('heading', { level: 1, name: 'Data' })).toBeVisible();
  await expect(told).toBeHidden();
  await app.getByRole('navigation', { name: 'Rooms' }).getByRole('link', { name: 'Compare' }).click();
  await expect(app.getByRole('button', { name: 'Actions for run cheap' })).toBeVisible();
});

test('the keyboard alone leads from the library to a drug of a comparison', async ({ app, host }) => {
  await compareCheapModels(await addPanelProject(host.libraryFolder), 'cheap');
  await app.reload();
  await tabTo(app, 'link', 'panel');
  await app.keyboard.press('Enter');
  await expect(app.getByRole('heading', { level: 1, name: 'Data' })).toBeVisible();
  await tabTo(app, 'link', 'Compare');
  await app.keyboard.press('Enter');
  await expect(app.getByRole('heading', { level: 1, name: 'Compare' })).toBeVisible();
  await tabTo(app, 'button', 'drug-03');
  await app.keyboard.press('Enter');
  const dialog = app.getByRole('dialog', { name: 'drug-03: observed against predicted' });
  await expect(dialog).toBeVisible();
  await app.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(app.getByRole('button', { name: 'drug-03', exact: true })).toBeFocused();
});
