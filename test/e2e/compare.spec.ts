import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { parseRows } from '../support/table.ts';
import { expectAccessible } from './accessible.ts';
import { expect, test } from './host.ts';
import { addPanelProject, compareCheapModels, openRoom, panelFolder, saved, tracewise } from './projects.ts';

const drugs = readFileSync(join(panelFolder, 'response.tsv'), 'utf8').split('\n')[0].trim().split('\t');

/** A project with two runs that differ in their blocks, of which there are two from one table, and their models. */
async function addRunsOnBlocks(libraryFolder: string): Promise<string> {
  const project = join(libraryFolder, 'panel.tracewise');
  const tables = [
    ['expression', 'features'],
    ['copy-number', 'features'],
    ['response', 'response'],
    ['drugs', 'drugs'],
  ].flatMap(([role, name]) => [`--${role}`, join(panelFolder, `${name}.tsv`)]);
  await tracewise('import', project, '--dataset', 'panel', ...tables, '--metric', 'activity area');
  const common = ['evaluate', project, '--dataset', 'panel', '--setting', 'transductive'];
  const folds = ['--outer', '3', '--inner', '2'];
  await tracewise(...common, ...folds, '--models', 'ridge', '--name', 'both blocks');
  const few = ['--models', 'stack,ridge', '--blocks', 'expression'];
  await tracewise(...common, ...folds, ...few, '--name', 'expression alone');
  return project;
}

async function dataOf(app: Page, figure: Locator): Promise<Record<string, string>[]> {
  const file = await saved(app, figure.getByRole('button', { name: /^Save data/ }));
  return parseRows(file.content.toString('utf8'));
}

/** Steps through the marks of a figure and hears the first of them. */
async function hearsMarks(figure: Locator, words: RegExp): Promise<void> {
  const drawing = figure.locator('.plot svg');
  await drawing.focus();
  await drawing.press('ArrowRight');
  await expect(figure.locator('[aria-live]')).toHaveText(words);
}

test('the views of a comparison show the numbers of the exports, by mouse and by keyboard', async ({
  app,
  host,
}) => {
  test.setTimeout(600_000);
  const project = await addRunsOnBlocks(host.libraryFolder);
  await app.reload();
  await openRoom(app, 'Compare');
  await expect(app.getByLabel('Run', { exact: true })).toHaveValue('expression alone');
  const facts = app.getByRole('region', { name: /against Ridge$/ });
  await app.getByLabel('Model', { exact: true }).selectOption('Stack (recommended)');
  await app.getByLabel('Against', { exact: true }).selectOption('Ridge');
  const wins = (await facts.locator('.wins').textContent()) ?? '';
  await app.getByRole('button', { name: 'Swap the two models' }).click();
  await expect(app.getByRole('region', { name: 'Ridge against Stack' })).toContainText(
    wins.replace('wins', 'losses').replace('win', 'loss'),
  );
  await hearsMarks(app.getByRole('figure', { name: /^Reduction in MSE by drug/ }), /%$/);

  await app.getByRole('tab', { name: 'Two models' }).focus();
  await app.keyboard.press('ArrowRight');
  await expect(app.getByRole('tab', { name: 'All models' })).toHaveAttribute('aria-selected', 'true');
  expect(app.url()).toMatch(/\/compare\/expression%20alone\/all$/);
  const models = app.getByRole('table', { name: 'Models' });
  await expect(models.getByRole('rowheader')).toHaveCount(4);
  expect((await models.getByRole('rowheader').allInnerTexts()).toSorted()).toEqual([
    'Additive mean',
    'Drug mean',
    'Ridge',
    'Stack',
  ]);
  await expect(models.getByRole('row', { name: /^Drug mean/ })).toContainText('1.000');
  const ranks = app.getByRole('figure', { name: /^Critical-difference/ });
  await expect(ranks.locator('figcaption')).toContainText('Friedman P');
  expect(await dataOf(app, ranks)).toHaveLength(4);
  await hearsMarks(ranks, /mean rank .* does not differ from/);
  const spread = app.getByRole('figure', { name: 'Normalised MSE by outer fold, all drugs' });
  expect(await dataOf(app, spread)).toHaveLength(4 * (1 + 3));
  await hearsMarks(spread, /fold \d, normalised MSE/);
  await expectAccessible(app, 'all models');

  await app.getByRole('tab', { name: 'Settings and blocks' }).click();
  await expect(app.getByText('blocks: expression / all blocks')).toBeVisible();
  const scatter = app.getByRole('figure', { name: /^Per-drug normalised MSE/ });
  expect(await dataOf(app, scatter)).toHaveLength(drugs.length);
  const blocks = app.getByRole('figure', { name: 'Normalised MSE by blocks of features' });
  expect(await dataOf(app, blocks)).toHaveLength(2 * 2);
  await hearsMarks(blocks, /^expression: /);
  const pairs = app.getByRole('table', { name: 'Blocks against blocks' });
  await expect(pairs.getByRole('rowheader')).toHaveText(['expression + copy-number']);
  await expect(pairs).toContainText('do more blocks help?');
  await expectAccessible(app, 'settings and blocks');

  await app.getByRole('tab', { name: 'Drug classes' }).click();
  await app.getByLabel('Smallest class').selectOption('1');
  const strips = app.getByRole('figure', { name: /^Reduction in MSE by mechanism/ });
  expect((await dataOf(app, strips)).map((row) => row['drug']).toSorted()).toEqual(drugs.toSorted());
  await hearsMarks(strips, /reduction in MSE .*%$/);
  await expectAccessible(app, 'drug classes');
  await strips.locator('.plot svg').press('Enter');
  await expect(
    app.getByRole('dialog').getByRole('figure', { name: /^Normalised MSE by outer fold/ }),
  ).toBeVisible();
  await app.keyboard.press('Escape');

  await app.getByRole('tab', { name: 'Stack weights' }).click();
  const weights = app.getByRole('figure', { name: 'Weights of the stack' });
  const exported = parseRows(await tracewise('export', project, 'stack-weights', '--of', 'expression alone'));
  const keyed = (rows: Record<string, string>[]) =>
    new Map(rows.map((row) => [`${row['drug']} ${row['outer_fold']}`, Number(row['weight_trace_norm'])]));
  expect(keyed(await dataOf(app, weights))).toEqual(keyed(exported));
  await hearsMarks(weights, /trace norm \d/);
  await expectAccessible(app, 'stack weights');

  await app.reload();
  await expect(app.getByRole('tab', { name: 'Stack weights' })).toHaveAttribute('aria-selected', 'true');
  await app.getByLabel('Run', { exact: true }).selectOption('both blocks');
  await expect(app.getByText('This run has no stack')).toBeVisible();
  await expectAccessible(app, 'no stack');
});

test('a run that stands alone is told what to do', async ({ app, host }) => {
  const project = await addPanelProject(host.libraryFolder);
  await compareCheapModels(project, 'cheap');
  await app.reload();
  await openRoom(app, 'Compare');
  await app.getByRole('tab', { name: 'Settings and blocks' }).click();
  await expect(app.getByText('No other run of this data set')).toBeVisible();
  await expect(app.getByText('Does expression predict better than mutations?')).toBeVisible();
  await app.getByRole('button', { name: 'Actions for run cheap' }).click();
  const ranks = await saved(app, app.getByRole('menuitem', { name: 'Export mean ranks…' }));
  expect(ranks.content.toString('utf8')).toBe(
    await tracewise('export', project, 'friedman', '--of', 'cheap'),
  );
});
