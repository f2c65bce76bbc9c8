import type { Locator, Page } from '@playwright/test';
import { parseRows } from '../support/table.ts';
import { expectAccessible } from './accessible.ts';
import { expect, test } from './host.ts';
import type { AppHost } from './host.ts';
import { addPanelProject, openRoom, saved, tracewise } from './projects.ts';

const drugCount = 8;
const pngSignature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** A project with two models, and its Structure room. */
async function openStructure(app: Page, host: AppHost): Promise<string> {
  const fits = ['ridge', 'trace-norm'].map((model) => {
    const fit = ['fit', '--dataset', 'panel', '--model', model, '--lambda-fraction', '0.05'];
    return [...fit, '--name', `by ${model}`];
  });
  const project = await addPanelProject(host.libraryFolder, fits);
  await app.reload();
  await openRoom(app, 'Structure');
  await app.getByLabel('Model', { exact: true }).selectOption('by trace-norm');
  await expect(app.getByRole('figure', { name: 'Tree of the drugs of by trace-norm' })).toBeVisible();
  return project;
}

async function openHeatmap(app: Page): Promise<{ figure: Locator; cells: Locator }> {
  await app.getByRole('tab', { name: 'Heatmap' }).click();
  const figure = app.getByRole('figure', { name: 'Weights of by trace-norm' });
  const cells = figure.getByRole('application');
  await expect(cells).toBeVisible();
  return { figure, cells };
}

function saveButton(figure: Locator, what: RegExp): Locator {
  return figure.getByRole('button', { name: what });
}

/** The index at each number of clusters, as the figure of the curve saves it. */
async function savedIndices(app: Page): Promise<Map<number, string>> {
  const curve = app.getByRole('figure', { name: /^Adjusted Rand index/ });
  const rows = parseRows((await saved(app, saveButton(curve, /^Save data/))).content.toString('utf8'));
  return new Map(rows.map((row) => [Number(row['k']), Number(row['adjusted_rand_index']).toFixed(2)]));
}

test('a project without a fitted model is told what to do', async ({ app, host }) => {
  await addPanelProject(host.libraryFolder);
  await app.reload();
  await openRoom(app, 'Structure');
  await expect(app.getByText('No structure to show yet')).toBeVisible();
  await expectAccessible(app, 'empty structure room');
  await app.getByRole('button', { name: 'Train a model' }).click();
  await expect(app.getByRole('radio', { name: 'Fit a model to all data' })).toBeVisible();
});

test('the cut moves by keyboard and by mouse, and clusters and index follow', async ({ app, host }) => {
  await openStructure(app, host);
  const figure = app.getByRole('figure', { name: 'Tree of the drugs of by trace-norm' });
  const cut = figure.getByRole('slider', { name: 'Cut of the tree' });
  const clusters = app.getByRole('list', { name: 'Clusters of by trace-norm' }).getByRole('listitem');
  const indices = await savedIndices(app);
  await cut.focus();
  for (const [key, count] of [
    ['Home', 1],
    ['ArrowRight', 2],
    ['ArrowRight', 3],
    ['End', drugCount],
    ['ArrowLeft', drugCount - 1],
  ] as const) {
    await cut.press(key);
    await expect(cut).toHaveAttribute('aria-valuenow', String(count));
    await expect(clusters).toHaveCount(count);
    const index = indices.get(count)?.replace('-', '−') ?? '';
    await expect(figure.locator('figcaption')).toContainText(`index ${index} against`);
    await expect(cut).toHaveAttribute('aria-valuetext', new RegExp(`index ${index} against`));
  }
  const handle = await cut.boundingBox();
  const drawing = await figure.locator('.plot svg').boundingBox();
  if (handle === null || drawing === null) throw new Error('the tree is not drawn');
  await app.mouse.move(handle.x + handle.width / 2, handle.y + 40);
  await app.mouse.down();
  await app.mouse.move(drawing.x + 12, handle.y + 40, { steps: 5 });
  await app.mouse.up();
  await expect(cut).toHaveAttribute('aria-valuenow', '1');
});

test('two models stand side by side, each with its index', async ({ app, host }) => {
  await openStructure(app, host);
  await app.getByLabel('Beside it').selectOption('by ridge');
  const trees = app.getByRole('figure', { name: /^Tree of the drugs of/ });
  await expect(trees).toHaveCount(2);
  await app.getByRole('slider').first().press('Home');
  await expect(trees.nth(0).locator('figcaption')).toContainText(
    'by trace-norm, 1 cluster: adjusted Rand index',
  );
  await expect(trees.nth(1).locator('figcaption')).toContainText('by ridge, 1 cluster: adjusted Rand index');
  await app.getByLabel('Drugs: linkage').selectOption('average');
  await expect(trees).toHaveCount(2);
  await expectAccessible(app, 'two trees');
});

test('a tree is saved as a drawing, as clusters and as Newick', async ({ app, host }) => {
  await openStructure(app, host);
  const figure = app.getByRole('figure', { name: 'Tree of the drugs of by trace-norm' });
  await figure.getByRole('slider').press('Home');
  await figure.getByRole('slider').press('ArrowRight');
  const svg = await saved(app, saveButton(figure, /as SVG/));
  for (const label of ['drug-01', 'drug-08', 'class1 (', 'height of merges'])
    expect(svg.content.toString('utf8')).toContain(label);
  const clusters = parseRows((await saved(app, saveButton(figure, /^Save data/))).content.toString('utf8'));
  expect(clusters).toHaveLength(drugCount);
  expect(new Set(clusters.map((row) => row['cluster']))).toEqual(new Set(['1', '2']));
  const newick = await saved(app, saveButton(figure, /as Newick/));
  expect(newick.name).toMatch(/\.nwk$/);
  expect(newick.content.toString('utf8')).toMatch(/^\(.*drug-01:.*\);\n$/);
  const pdf = await saved(app, saveButton(figure, /as PDF/));
  expect(pdf.name).toMatch(/\.pdf$/);
  expect(pdf.content.subarray(0, 5).toString('latin1')).toBe('%PDF-');
  expect(pdf.content.length).toBeGreaterThan(10_000);
});

test('a gene is found in the heatmap, cells are told, and selected genes are handed over', async ({
  app,
  host,
}) => {
  await openStructure(app, host);
  const { figure, cells } = await openHeatmap(app);
  await expectAccessible(app, 'heatmap');
  await app.getByRole('combobox', { name: 'Find a gene' }).fill('gene7');
  await figure.getByRole('option').first().click();
  await expect(figure.locator('[aria-live]')).toContainText(/weight .*, gene cluster \d/);

  await cells.focus();
  await cells.press('0');
  await cells.press('ArrowRight');
  await expect(figure.locator('[aria-live]')).toContainText('drug-');
  const before = await figure.locator('[aria-live]').textContent();
  await cells.press('ArrowDown');
  await expect(figure.locator('[aria-live]')).not.toHaveText(before ?? '');

  const chosen = app.getByRole('region', { name: 'Selected genes' });
  await expect(chosen).toContainText('Nothing is selected');
  for (let step = 0; step < 4; step += 1) await cells.press('Shift+ArrowDown');
  await expect(chosen.getByRole('heading')).toHaveText(/^\d genes in rows \d+ to \d+$/);
  const list = await saved(app, app.getByRole('button', { name: 'Save genes, one a line' }));
  const lines = list.content.toString('utf8').trimEnd().split('\n');
  expect(await chosen.getByRole('heading').textContent()).toContain(`${lines.length} genes`);
  expect((await chosen.getByRole('region').textContent())?.trim()).toBe(lines.join(', '));

  await app.getByRole('list', { name: 'Gene clusters' }).getByRole('button').first().click();
  await expect(chosen.getByRole('heading')).toContainText('in gene cluster 1 of 8');
  await app.getByLabel('Cut the genes into').fill('2');
  await app.getByLabel('Cut the genes into').press('Tab');
  await expect(app.getByRole('list', { name: 'Gene clusters' }).getByRole('button')).toHaveCount(2);
  await cells.press('Escape');
  await expect(chosen).toContainText('Nothing is selected');
});

test('rows are selected by dragging, and a branch by a click on the gene tree', async ({ app, host }) => {
  await openStructure(app, host);
  const { figure, cells } = await openHeatmap(app);
  const chosen = app.getByRole('region', { name: 'Selected genes' }).getByRole('heading');
  await figure.getByRole('button', { name: 'Select genes' }).click();
  await cells.scrollIntoViewIfNeeded();
  const area = await cells.boundingBox();
  if (area === null) throw new Error('the heatmap is not drawn');
  await app.mouse.move(area.x + 50, area.y + 100);
  await app.mouse.down();
  await app.mouse.move(area.x + 60, area.y + 200, { steps: 4 });
  await app.mouse.up();
  const bySelection = await chosen.textContent();
  expect(bySelection).toMatch(/^\d+ genes in rows/);
  await app.mouse.click(area.x - 100, area.y + area.height / 2);
  await expect(chosen).not.toHaveText(bySelection ?? '');
});

test('two classes are contrasted, and the heatmap shows the gene that is chosen', async ({ app, host }) => {
  await openStructure(app, host);
  const { figure } = await openHeatmap(app);
  const panel = app.getByRole('region', { name: 'Contrast of two classes' });
  await panel.getByLabel(/^Drugs of/).selectOption('class1');
  await panel.getByLabel(/^Against/).selectOption('class2');
  const table = panel.getByRole('table');
  await expect(table.getByRole('row').nth(1)).toBeVisible();
  const gene = (await table.getByRole('rowheader').first().textContent())?.trim() ?? '';
  await table.getByRole('rowheader').first().getByRole('button').click();
  await expect(figure.locator('[aria-live]')).toContainText(`${gene},`);
  await expectAccessible(app, 'contrast');
});

test('the heatmap is saved as a drawing in three formats, as its matrix and as its trees', async ({
  app,
  host,
}) => {
  const project = await openStructure(app, host);
  await app.getByLabel('Scale of weights').selectOption('As imported');
  const { figure } = await openHeatmap(app);
  const svg = (await saved(app, saveButton(figure, /as SVG/))).content.toString('utf8');
  expect(svg).toMatch(/<image[^>]+href="data:image\/png;base64,[A-Za-z0-9+/]{1000}/);
  expect(svg).toContain('drug-01');
  expect(svg).toContain('weight, ');
  const png = await saved(app, saveButton(figure, /as PNG/));
  expect(png.content.subarray(0, 8)).toEqual(pngSignature);
  expect(png.content.readUInt32BE(16)).toBeGreaterThan(1500);
  const pdf = await saved(app, saveButton(figure, /as PDF/));
  expect(pdf.content.subarray(0, 5).toString('latin1')).toBe('%PDF-');
  expect(pdf.content.includes('/Subtype /Image')).toBe(true);
  const matrix = parseRows((await saved(app, saveButton(figure, /^Save data/))).content.toString('utf8'));
  const weights = parseRows(await tracewise('export', project, 'weights', '--of', 'by trace-norm'));
  expect(matrix).toHaveLength(weights.length);
  expect(matrix.map((row) => row['gene']).toSorted()).toEqual(
    weights.map((row) => row['feature']).toSorted(),
  );
  for (const { feature, ...byDrug } of weights) {
    const row = matrix.find(({ gene }) => gene === feature);
    for (const [drug, weight] of Object.entries(byDrug))
      expect(Number(row?.[drug])).toBeCloseTo(Number(weight), 6);
  }
  const clusters = await saved(app, saveButton(figure, /gene clusters as a table/));
  const clustered = parseRows(clusters.content.toString('utf8'));
  expect(clustered).toHaveLength(weights.length);
  expect(new Set(clustered.map((row) => row['cluster'])).size).toBe(8);
  const genes = await saved(app, saveButton(figure, /gene tree as Newick/));
  expect(genes.content.toString('utf8').match(/:/g)).toHaveLength(2 * (weights.length - 1));
});

test('latent factors list their drugs and genes', async ({ app, host }) => {
  await openStructure(app, host);
  await app.getByRole('tab', { name: 'Latent factors' }).click();
  await expect(app.getByRole('figure', { name: /^Singular values/ })).toBeVisible();
  await expectAccessible(app, 'latent factors');
  await app.getByLabel('Factor', { exact: true }).selectOption('2');
  const drugs = app.getByRole('figure', { name: 'Drugs of factor 2, by trace-norm' });
  const rows = parseRows((await saved(app, saveButton(drugs, /^Save data/))).content.toString('utf8'));
  expect(rows).toHaveLength(drugCount);
  const sizes = rows.map((row) => Math.abs(Number(row['loading'])));
  expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
});

test('clusters are stored in the project, shown again, exported and deleted', async ({ app, host }) => {
  await openStructure(app, host);
  const cut = app.getByRole('slider', { name: 'Cut of the tree' });
  await cut.press('Home');
  await cut.press('ArrowRight');
  await app.getByRole('button', { name: 'Save these clusters…' }).click();
  await app.getByRole('dialog').getByLabel('Name').fill('two groups');
  await app.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  const stored = app.getByRole('region', { name: 'Saved clusters' });
  await expect(stored).toContainText('two groups');
  await expectAccessible(app, 'saved clusters');
  await cut.press('End');
  await stored.getByRole('button', { name: 'Show two groups' }).click();
  await expect(cut).toHaveAttribute('aria-valuenow', '2');
  await stored.getByRole('button', { name: 'Actions for clusters two groups' }).click();
  const clusters = await saved(app, app.getByRole('menuitem', { name: 'Export clusters…' }));
  expect(parseRows(clusters.content.toString('utf8')).map((row) => row['k'])).toEqual(
    Array.from({ length: drugCount }, () => '2'),
  );
  await stored.getByRole('button', { name: 'Actions for clusters two groups' }).click();
  await app.getByRole('menuitem', { name: 'Delete clusters…' }).click();
  await app.getByRole('button', { name: 'Delete clusters', exact: true }).click();
  await expect(stored).toHaveCount(0);
});
