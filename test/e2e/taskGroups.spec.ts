import { parseRows } from '../support/table.ts';
import { expectAccessible } from './accessible.ts';
import { expect, test } from './host.ts';
import { addPanelProject, openRoom, saved, tracewise } from './projects.ts';

test('groups of several sizes stand in the Compare room, drug by drug, and are started from it', async ({
  app,
  host,
}) => {
  test.setTimeout(180_000);
  const project = await addPanelProject(host.libraryFolder);
  const folds = ['--outer', '2', '--inner', '2', '--protocol', 'paper'];
  await tracewise('tasks', project, '--dataset', 'panel', '--groups', '4,2', ...folds, '--name', 'sizes');
  const rows = parseRows(await tracewise('export', project, 'tasks', '--of', 'sizes'));

  await app.reload();
  await openRoom(app, 'Compare');
  const section = app.getByRole('region', { name: 'Number of drugs trained together' });
  await expectAccessible(app, 'the Compare room with group sizes');
  await section.getByRole('button', { name: 'Compare group sizes…' }).click();
  const dialog = app.getByRole('dialog', { name: 'Compare group sizes' });
  await expect(dialog.getByRole('region', { name: 'Estimate' })).toContainText('About');
  await expect(dialog).toContainText('groups of 128 are left out: 8 drugs are one group');
  await expectAccessible(app, 'the dialog of group sizes');
  await dialog.getByLabel('Group sizes').fill('two');
  await expect(dialog.getByRole('button', { name: 'Start' })).toBeDisabled();
  await dialog.getByRole('button', { name: 'Close' }).first().click();

  await section.getByRole('link', { name: 'sizes' }).click();
  const figure = app.getByRole('figure', { name: 'Error by number of drugs trained together' });
  await expect(figure).toContainText(/median drug/);
  await expect(figure.locator('svg circle')).toHaveCount(rows.length);
  await expect(app.getByRole('table', { name: /^Group sizes/ }).getByRole('row')).toHaveCount(4);
  await figure.getByRole('group').focus();
  await app.keyboard.press('ArrowRight');
  await expect(figure).toContainText('groups of 2');
  await expectAccessible(app, 'a comparison of group sizes');

  const [{ drug }] = rows.map((row) => ({ drug: row['drug'] }));
  await app.getByRole('button', { name: drug, exact: true }).click();
  await expect(figure.locator('svg polyline')).toHaveCount(1);
  const data = await saved(app, figure.getByRole('button', { name: /^Save data of/ }));
  const ratios = parseRows(data.content.toString('utf8'));
  expect(ratios).toHaveLength(rows.length);
  for (const row of rows) {
    const found = ratios.find(
      (ratio) => ratio['group_size'] === row['group_size'] && ratio['drug'] === row['drug'],
    );
    expect(Number(found?.['ratio'])).toBeCloseTo(Number(row['mse']) / Number(row['mse_elastic_net']), 12);
  }
});
