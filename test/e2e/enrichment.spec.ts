import { readFileSync } from 'node:fs';
import { strFromU8, unzipSync } from 'fflate';
import { readPlainList, readRanked, readSetLines } from '../support/toolFormats.ts';
import { parseRows } from '../support/table.ts';
import { expectAccessible } from './accessible.ts';
import { expect, test } from './host.ts';
import { addPanelProject, chooseFiles, openRoom, panelFolder, saved, tracewise } from './projects.ts';

/** The sets of the panel, of which one gene has another name than in the data. */
const gmt = readFileSync(`${panelFolder}/sets.gmt`, 'utf8').replace('\n', '\tNOWHERE\n');

test('from a model to enriched sets, a drug’s genes, and lists for other tools', async ({ app, host }) => {
  const project = await addPanelProject(host.libraryFolder);
  await app.reload();
  await openRoom(app, 'Enrichment');
  await expect(app.getByText('It needs a model that was fitted to all data')).toBeVisible();
  await expectAccessible(app, 'the empty Enrichment room');

  const fit = ['--dataset', 'panel', '--model', 'trace-norm', '--lambda-fraction', '0.1', '--name', 'shared'];
  // A project is worked in by one program at a time: the page lets go of it first.
  await app.getByRole('link', { name: 'Tracewise library' }).click();
  await expect(app.getByRole('heading', { level: 1, name: 'Projects' })).toBeVisible();
  await tracewise('fit', project, ...fit);
  await app.reload();
  await openRoom(app, 'Enrichment');
  await app.getByRole('button', { name: 'Find gene sets…' }).first().click();
  const dialog = app.getByRole('dialog', { name: 'Find gene sets' });
  await expect(dialog.getByText('of its 16 062 genes are in the model')).toBeVisible();
  const mine = { name: 'mine.gmt', mimeType: 'text/plain', buffer: Buffer.from(gmt) };
  await chooseFiles(app, [mine], dialog.getByRole('button', { name: 'Load a GMT file…' }));
  await expect(dialog.getByText('1 did not map')).toBeVisible();
  await expect(dialog.getByText('Your file, kept for all projects')).toBeVisible();
  await dialog.getByLabel('Top genes').fill('10');
  await expectAccessible(app, 'the dialog that finds gene sets');
  await dialog.getByRole('button', { name: 'Find', exact: true }).click();

  await expect(app.getByRole('heading', { level: 2, name: 'shared in mine' })).toBeVisible();
  await expect(app.getByText('12; q by Benjamini and Hochberg over all of them')).toBeVisible();
  const drawing = app.getByRole('group', { name: /12 sets by 8 lists/ });
  await drawing.focus();
  await drawing.press('ArrowRight');
  await drawing.press('ArrowDown');
  const told = app.getByText(/^drug-01: .*\. P .*, q .*, genes in both \d+ of \d+/);
  await expect(told).toBeAttached();
  await app.getByLabel('Drug', { exact: true }).selectOption('drug-02');
  const table = app.getByRole('table', { name: 'Sets of drug-02' });
  await expect(table).toBeVisible();
  await expectAccessible(app, 'an enrichment');

  const rows = parseRows(
    await tracewise('export', project, 'enrichment', '--of', 'shared in mine', '--drug', 'drug-02'),
  );
  const overlapping = rows.filter((row) => Number(row['overlap']) > 0);
  await expect(table.getByRole('rowheader')).toHaveText(overlapping.map((row) => row['set']));

  await app.getByText('Show a list of sets').click();
  await app.getByLabel('Sets, one a line').fill('set_03\nSET_99');
  await app.getByRole('button', { name: 'Show these' }).click();
  await expect(app.getByText('Not tested: SET_99')).toBeVisible();
  await expect(app.getByRole('group', { name: /1 sets by 8 lists/ })).toBeVisible();

  await app.getByRole('button', { name: 'Weights of drug-02…' }).click();
  await expect(app.getByRole('table', { name: 'Weights of drug-02' })).toBeVisible();
  await app.getByRole('button', { name: 'Check stability' }).click();
  await expect(app.getByRole('button', { name: 'In top 100 of 5' })).toBeVisible();
  await expectAccessible(app, 'the weights of a drug');
  await app.keyboard.press('Escape');

  await app.getByRole('button', { name: 'Export for enrichment tools…' }).click();
  await expectAccessible(app, 'the dialog that exports gene lists');
  const zip = await saved(app, app.getByRole('button', { name: 'Save zip' }));
  expect(zip.name).toBe('shared_top100_positive.zip');
  const files = unzipSync(new Uint8Array(zip.content));
  const text = (name: string) => strFromU8(files[name]);
  expect(readPlainList(text('universe.txt'))).toHaveLength(40);
  expect(readRanked(text('rnk/drug_02.rnk'))).toHaveLength(40);
  expect(readSetLines(text('gmt/top100_positive.gmt'))).toHaveLength(8);
  expect(text('README.txt')).toContain('drug-02\tdrug_02_top100_positive\t');
});

test('two enrichments stand side by side, with the same sets', async ({ app, host }) => {
  const project = await addPanelProject(host.libraryFolder);
  for (const model of ['trace-norm', 'ridge']) {
    const fit = ['--dataset', 'panel', '--model', model, '--lambda-fraction', '0.1', '--name', model];
    await tracewise('fit', project, ...fit);
    const sets = ['--sets', `${panelFolder}/sets.gmt`, '--top', '10', '--name', `sets of ${model}`];
    await tracewise('enrich', project, '--model', model, ...sets);
  }
  await app.reload();
  await openRoom(app, 'Enrichment');
  await app.getByLabel('Enrichment', { exact: true }).selectOption('sets of trace-norm');
  await app.getByLabel('Beside it').selectOption('sets of ridge');
  for (const model of ['trace-norm', 'ridge']) {
    await expect(
      app.getByRole('group', { name: new RegExp(`^Enrichment sets of ${model}: 12 sets`) }),
    ).toBeVisible();
  }
  await app.getByRole('button', { name: 'Actions for enrichment sets of trace-norm' }).click();
  await app.getByRole('menuitem', { name: 'Delete enrichment…' }).click();
  await app.getByRole('button', { name: 'Delete enrichment', exact: true }).click();
  await expect(app.getByRole('heading', { level: 2, name: 'sets of ridge' })).toBeVisible();
});
