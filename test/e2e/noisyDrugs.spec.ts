import { parseRows } from '../support/table.ts';
import { expectAccessible } from './accessible.ts';
import { expect, test } from './host.ts';
import { addPanelProject, compareCheapModels, next, openRoom, tracewise } from './projects.ts';

/** So severe that some drugs of the panel fall on either side. */
const threshold = '1e-6';

test('noisy drugs bear an asterisk in comparisons, and training leaves them out when asked to', async ({
  app,
  host,
}) => {
  const project = await addPanelProject(host.libraryFolder);
  const counts = ['--protocol', 'fast', '--repeats', '30', '--permutations', '60', '--full-count'];
  await tracewise(
    'screen',
    project,
    '--dataset',
    'panel',
    ...counts,
    '--threshold',
    threshold,
    '--name',
    'noise',
  );
  await compareCheapModels(project, 'all drugs');
  const fit = ['--dataset', 'panel', '--model', 'ridge', '--lambda-fraction', '0.1'];
  await tracewise('fit', project, ...fit, '--name', 'ridge');
  const rows = parseRows(await tracewise('export', project, 'screen', '--of', 'noise'));
  const namesWhere = (isNoisy: boolean) =>
    rows.filter((row) => Number(row['p_value']) >= Number(threshold) === isNoisy).map((row) => row['drug']);
  const noisy = namesWhere(true);
  const sound = namesWhere(false);
  expect(noisy.length).toBeGreaterThan(0);
  expect(sound.length).toBeGreaterThan(0);

  await app.reload();
  await openRoom(app, 'Compare');
  const rowHeaders = app.getByRole('table', { name: /^Drugs/ }).getByRole('rowheader');
  await expect(rowHeaders).toHaveCount(8);
  for (const drug of noisy) await expect(rowHeaders.filter({ hasText: drug })).toContainText('*');
  for (const drug of sound) await expect(rowHeaders.filter({ hasText: drug })).not.toContainText('*');
  await expect(app.getByText('* noisy in the screen “noise”').first()).toBeVisible();
  await expectAccessible(app, 'a comparison with noisy drugs');

  await app.getByRole('navigation', { name: 'Rooms' }).getByRole('link', { name: 'Structure' }).click();
  const leaves = app.getByRole('figure', { name: 'Tree of the drugs of ridge' }).locator('svg text');
  for (const drug of noisy) await expect(leaves.filter({ hasText: drug })).toHaveText(`${drug} *`);
  for (const drug of sound) await expect(leaves.filter({ hasText: drug })).toHaveText(drug);

  await app.getByRole('navigation', { name: 'Rooms' }).getByRole('link', { name: 'Data' }).click();
  await app.getByRole('button', { name: 'Train models' }).click();
  const offer = app.getByRole('region', { name: 'Noisy drugs', exact: true });
  await expect(offer).toContainText(`found ${noisy.length} of 8 drugs noisy`);
  await expect(offer.getByRole('region', { name: 'Names of the noisy drugs' })).toHaveText(noisy.join(', '));
  const leaveOut = offer.getByRole('checkbox');
  await expect(leaveOut).not.toBeChecked();
  await leaveOut.check();
  await next(app);
  for (const model of ['Trace norm', 'Elastic net', 'Ridge']) {
    await app.getByRole('checkbox', { name: model }).uncheck();
  }
  await next(app);
  await next(app);
  await expect(app.getByText(`${sound.length} of 8 drugs are trained`)).toBeVisible();
  await expectAccessible(app, 'start step that leaves drugs out');
  await app.getByLabel('Run name').fill('sound drugs');
  await app.getByRole('button', { name: 'Start', exact: true }).click();
  const run = app.getByRole('region', { name: 'Run sound drugs' });
  await run.getByRole('button', { name: 'Compare', exact: true }).click({ timeout: 60_000 });
  await expect(rowHeaders).toHaveCount(sound.length);
  const evaluated = parseRows(await tracewise('export', project, 'evaluation', '--of', 'sound drugs'));
  expect([...new Set(evaluated.map((row) => row['drug']))]).toEqual(sound);
});
