import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from './host.ts';
import { addPanelProject, compareCheapModels } from './projects.ts';

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

test('a damaged project file says so on its card, and stays as it is', async ({ app, host }) => {
  const path = join(host.libraryFolder, 'damaged.tracewise');
  writeFileSync(path, 'this is no project');
  await app.reload();
  const broken = app.getByRole('article', { name: 'damaged' });
  await expect(broken).toContainText(/not a|no project|damaged/i);
  await expect(broken.getByRole('link')).toHaveCount(0);
  await app.getByRole('button', { name: 'Actions for damaged' }).click();
  await expect(app.getByRole('menuitem', { name: 'Rename…' })).toBeDisabled();
  await app.keyboard.press('Escape');
  expect(existsSync(path)).toBe(true);
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
