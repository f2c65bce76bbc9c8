import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { parseRows } from '../support/table.ts';
import { expectAccessible } from './accessible.ts';
import { expect, test } from './host.ts';
import { addPanelProject, next, openRoom, panelFolder, saved, tracewise } from './projects.ts';

/** The drugs of the example panel whose responses were drawn as noise. */
const drawnAsNoise = ['CDK-like 5', 'EGFR-like 5', 'HDAC-like 5'];

function passingCurves(app: Page): Locator {
  return app.getByRole('figure', { name: /^Drugs below each/ });
}

async function fillCounts(app: Page, repeats: number, permutations: number): Promise<void> {
  await app.getByLabel('Repeats').fill(String(repeats));
  await app.getByLabel('Permutations').fill(String(permutations));
}

async function startScreen(app: Page, name: string): Promise<void> {
  await app.getByLabel('Screen name').fill(name);
  await expect(app.getByRole('region', { name: 'Estimate' })).toContainText('About');
  await app.getByRole('button', { name: 'Start', exact: true }).click();
}

test('the example panel is screened: live curves, a table, the errors of a drug, an export', async ({
  app,
}) => {
  test.setTimeout(300_000);
  await app.getByRole('button', { name: 'Example panel' }).click();
  await app.getByRole('navigation', { name: 'Rooms' }).getByRole('link', { name: 'Screening' }).click();
  await expect(app.getByRole('heading', { name: 'Nothing screened yet' })).toBeVisible();
  await expectAccessible(app, 'empty screening room');
  await app.getByRole('button', { name: 'Screen drugs' }).click();

  const metric = app.getByRole('checkbox', { name: 'activity area' });
  await expect(metric).toBeChecked();
  await metric.uncheck();
  await expect(app.getByText('Choose at least one metric.')).toBeVisible();
  await expect(app.getByRole('button', { name: 'Next' })).toBeDisabled();
  await metric.check();
  await expectAccessible(app, 'data step');
  await next(app);
  await fillCounts(app, 10, 19);
  await expect(app.getByText(/Use at least 20 permutations/)).toBeVisible();
  await fillCounts(app, 10, 60);
  await expect(app.getByText(/to pass alone it takes 600/)).toBeVisible();
  await expectAccessible(app, 'protocol step, strict');
  await app.getByRole('radio', { name: 'Fast' }).check();
  await app.getByLabel('Held out, %').fill('25');
  await app.getByRole('checkbox', { name: 'Decide early' }).uncheck();
  await expectAccessible(app, 'protocol step, fast');
  await next(app);
  await expectAccessible(app, 'start step');
  await startScreen(app, 'noise');

  const run = app.getByRole('region', { name: 'Run noise' });
  await expect(passingCurves(app)).toBeVisible({ timeout: 60_000 });
  await run.getByRole('button', { name: 'Pause' }).click();
  await expect(run).toContainText('paused at');
  await expect(app.getByText(/^So far/).first()).toBeVisible();
  await expect(passingCurves(app)).toContainText(/of 30/);
  await app.reload();
  await expect(run).toContainText('paused at');
  await expect(passingCurves(app)).toBeVisible();
  await expectAccessible(app, 'a paused run');
  await run.getByRole('button', { name: 'Resume' }).click();
  await run.getByRole('button', { name: 'Show the screen' }).click({ timeout: 120_000 });

  const about = app.getByRole('region', { name: 'noise', exact: true });
  await expect(about).toContainText('27 of 30 drugs pass at P < 0.01');
  await expect(about).toContainText(/Held out\s*25/);
  for (const drug of drawnAsNoise) await expect(about).toContainText(drug);
  const table = app.getByRole('table', { name: 'Screened drugs of noise' });
  await expect(table.getByRole('row')).toHaveCount(1 + 30);
  await expect(table.getByRole('rowheader', { name: /noisy, P ≥ 0.01/ })).toHaveCount(3);
  await expect(app.getByText('* noisy: P ≥ 0.01')).toBeVisible();
  await expectAccessible(app, 'screening room');

  await app.getByLabel('Filter Screened drugs of noise').fill('noisy');
  await expect(table.getByRole('row')).toHaveCount(1 + 3);
  await table.getByRole('button', { name: 'Drug', exact: true }).click();
  await expect(table.getByRole('rowheader')).toContainText(drawnAsNoise);
  await app.getByLabel('Filter Screened drugs of noise').fill('');

  await app.getByRole('button', { name: 'Actions for screen noise' }).click();
  const exported = await saved(app, app.getByRole('menuitem', { name: 'Export screened drugs…' }));
  const rows = parseRows(exported.content.toString('utf8'));
  expect(rows).toHaveLength(30);
  const noisyRows = rows.filter((row) => Number(row['p_value']) >= 0.01).map((row) => row['drug']);
  expect(noisyRows.toSorted()).toEqual(drawnAsNoise);
  expect(new Set(rows.map((row) => row['permutations_run']))).toEqual(new Set(['60']));
});

test('a screen is looked through with the keyboard alone', async ({ app, host }) => {
  const project = await addPanelProject(host.libraryFolder);
  const counts = ['--protocol', 'fast', '--repeats', '8', '--permutations', '30', '--full-count'];
  await tracewise('screen', project, '--dataset', 'panel', ...counts, '--name', 'quick');
  await app.reload();
  await openRoom(app, 'Screening');

  const drug = app.getByRole('table').getByRole('button', { name: 'drug-02' });
  await drug.focus();
  await app.keyboard.press('Enter');
  const dialog = app.getByRole('dialog');
  await expect(dialog).toHaveAccessibleName(/^drug-02, activity area/);
  await expect(dialog.getByRole('figure')).toBeVisible();
  await expectAccessible(app, 'dialog of a drug');
  const data = await saved(app, dialog.getByRole('button', { name: /^Save data of/ }));
  expect(parseRows(data.content.toString('utf8'))).toHaveLength(8 + 30);
  await dialog.getByRole('button', { name: 'Next drug' }).focus();
  await app.keyboard.press('Enter');
  await expect(dialog).toHaveAccessibleName(/^drug-03, activity area/);
  await app.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(drug).toBeFocused();

  const range = app.getByRole('region', { name: 'Range of responses, activity area' });
  await range
    .getByRole('figure')
    .getByRole('button', { name: /^drug-0/ })
    .first()
    .focus();
  await app.keyboard.press('Enter');
  await expect(dialog).toBeVisible();
  await app.keyboard.press('Escape');

  await app.getByRole('button', { name: 'Actions for screen quick' }).focus();
  await app.keyboard.press('Enter');
  await app.keyboard.press('End');
  await app.keyboard.press('Enter');
  await expect(app.getByRole('dialog', { name: 'Delete “quick”?' })).toBeVisible();
  await app.getByRole('button', { name: 'Delete screen' }).press('Enter');
  await expect(app.getByRole('heading', { name: 'Nothing screened yet' })).toBeVisible();
});

test('several data sets are screened side by side, and their curves laid over each other', async ({
  app,
  host,
}) => {
  test.setTimeout(300_000);
  const project = await addPanelProject(host.libraryFolder);
  const response = ['--response', join(panelFolder, 'response.tsv')];
  const features = ['--features', join(panelFolder, 'features.tsv')];
  const metrics = [...response, '--metric', 'AUC', ...response, '--metric', 'IC50'];
  await tracewise('import', project, '--dataset', 'second', ...features, ...metrics);
  await app.reload();
  await openRoom(app, 'Screening');
  await app.getByRole('button', { name: 'Screen drugs' }).click();
  await expect(app.getByRole('checkbox', { name: 'AUC' })).not.toBeChecked();
  await app.getByRole('checkbox', { name: 'AUC' }).check();
  await app.getByRole('checkbox', { name: 'IC50' }).check();
  await next(app);
  await fillCounts(app, 5, 40);
  await next(app);
  await expect(app.getByRole('list', { name: 'What will run' }).getByRole('listitem')).toHaveCount(2);
  await startScreen(app, 'pair');
  await expect(app.getByRole('region', { name: 'Run pair (panel)' })).toBeVisible();
  const other = app.getByRole('region', { name: 'Other screens' }).getByRole('link');
  await expect(other).toHaveText('pair (second)');
  await other.click();
  const run = app.getByRole('region', { name: 'Run pair (second)' });
  await run.getByRole('button', { name: 'Show the screen' }).click({ timeout: 120_000 });

  const about = app.getByRole('region', { name: 'pair (second)', exact: true });
  await expect(about).toContainText(/of 8 drugs pass at q < 0.05\s*AUC/);
  await expect(about).toContainText(/of 8 drugs pass at q < 0.05\s*IC50/);
  const table = app.getByRole('table', { name: 'Screened drugs of pair (second)' });
  await expect(table.getByRole('row')).toHaveCount(1 + 16);
  await app.getByLabel('Metric', { exact: true }).selectOption('IC50');
  await expect(table.getByRole('row')).toHaveCount(1 + 8);
  await expect(app.getByRole('region', { name: /^Range of responses/ })).toHaveCount(1);
  await app.getByRole('checkbox', { name: /pair \(panel\)/ }).check();
  for (const curve of ['panel, activity area', 'second, AUC', 'second, IC50']) {
    await expect(passingCurves(app)).toContainText(curve);
  }
  await expectAccessible(app, 'screens of two data sets');
});

test('a screen of values that were replaced says so', async ({ app, host }) => {
  const project = await addPanelProject(host.libraryFolder);
  const counts = ['--protocol', 'fast', '--repeats', '5', '--permutations', '20'];
  await tracewise('screen', project, '--dataset', 'panel', ...counts, '--name', 'old');
  const tables = ['features', 'response'].flatMap((role) => [`--${role}`, join(panelFolder, `${role}.tsv`)]);
  await tracewise('import', project, '--dataset', 'panel', ...tables, '--metric', 'IC50', '--replace');
  await app.reload();
  await openRoom(app, 'Screening');
  await expect(app.getByRole('list', { name: 'Warnings' })).toContainText('“panel” was replaced since');
});
