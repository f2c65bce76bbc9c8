import { join } from 'node:path';
import { expectAccessible } from './accessible.ts';
import { expect, test } from './host.ts';
import {
  addPanelProject,
  chooseFiles,
  compareCheapModels,
  next,
  openRoom,
  panelFolder,
  tracewise,
} from './projects.ts';

test('the library, the data wizard and the data room are accessible', async ({ app }) => {
  await expectAccessible(app, 'empty library');
  await app.getByRole('button', { name: 'New project' }).click();
  await expectAccessible(app, 'name dialog');
  await app.getByLabel('Project name').fill('Panel B');
  await app.getByRole('button', { name: 'Create', exact: true }).click();
  await expect(app.getByRole('heading', { level: 1, name: 'Data' })).toBeVisible();
  await expectAccessible(app, 'empty data room');
  await app.getByRole('button', { name: 'Import data' }).click();
  await chooseFiles(
    app,
    ['features', 'response', 'drugs'].map((table) => join(panelFolder, `${table}.tsv`)),
  );
  await expect(app.getByRole('button', { name: 'Next' })).toBeEnabled();
  await expectAccessible(app, 'files step');
  await next(app);
  await app.getByLabel('Metric').fill('activity area');
  await expectAccessible(app, 'recognise step');
  await next(app);
  await expect(app.getByRole('figure')).toBeVisible();
  await expectAccessible(app, 'match step');
  await next(app);
  await expectAccessible(app, 'filter step');
  await next(app);
  await expectAccessible(app, 'import step');
  await app.getByRole('button', { name: 'Import', exact: true }).click();
  await app.getByRole('button', { name: 'See the data' }).click();
  await expectAccessible(app, 'data room');
  await app.getByRole('link', { name: 'Tracewise library' }).click();
  await expect(app.getByRole('article', { name: 'Panel B' })).toBeVisible();
  await expectAccessible(app, 'library');
});

test('the training wizard, the models and the comparison are accessible', async ({ app, host }) => {
  const project = await addPanelProject(host.libraryFolder);
  await compareCheapModels(project, 'cheap');
  const fit = ['--dataset', 'panel', '--model', 'ridge', '--lambda-fraction', '0.1'];
  await tracewise('fit', project, ...fit, '--name', 'ridge');
  await app.reload();

  await openRoom(app, 'Models');
  await app.getByText('Facts by drug').click();
  await expectAccessible(app, 'models');
  await app.getByRole('button', { name: 'Train models' }).click();
  await expectAccessible(app, 'data step');
  await next(app);
  await expectAccessible(app, 'models step');
  await next(app);
  await expectAccessible(app, 'setting step');
  await next(app);
  await expect(app.getByRole('region', { name: 'Estimate' })).toContainText('About');
  await expectAccessible(app, 'start step');

  await app.getByRole('link', { name: 'Compare' }).click();
  const scatter = app.getByRole('figure', { name: /^Per-drug MSE/ });
  await expect(scatter).toBeVisible();
  await expectAccessible(app, 'compare');
  await scatter.getByRole('button', { name: /^drug-03:/ }).click();
  await expect(app.getByRole('dialog').getByRole('figure')).toHaveCount(4);
  await expectAccessible(app, 'drug dialog');
});
