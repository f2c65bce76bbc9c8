import type { Page } from '@playwright/test';
import { expectAccessible } from './accessible.ts';
import { expect, test } from './host.ts';
import { chooseFiles, next, startImport } from './projects.ts';
import {
  copyNumberBook,
  drugResponseCsv,
  expressionGct,
  mutationsMaf,
  strangeLine,
  strangeName,
} from './rawFiles.ts';

async function importInto(app: Page): Promise<void> {
  await app.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(app.getByRole('region', { name: 'What may be wrong' })).toBeVisible();
}

test('files as they were downloaded become a data set, and another table is added to it later', async ({
  app,
}) => {
  await startImport(app, 'Raw');
  await chooseFiles(app, [expressionGct, drugResponseCsv, mutationsMaf]);
  const files = app.getByRole('list', { name: 'Files' });
  await expect(files.getByRole('listitem')).toHaveText([
    /Expression · GCT/,
    /Drug response · .*4 metrics/,
    /Mutation · /,
  ]);
  await next(app);

  const responses = app.getByRole('article', { name: 'drug_response.csv' });
  await expect(responses.getByRole('group', { name: 'Metrics to take' }).getByRole('checkbox')).toHaveCount(
    4,
  );
  await responses.getByRole('checkbox', { name: 'EC50' }).uncheck();
  const mutations = app.getByRole('article', { name: 'mutations.maf' });
  await expect(mutations.getByRole('checkbox', { name: /silent/ })).toBeChecked();
  await mutations.getByLabel('Least allelic fraction, %').fill('20');
  await app.getByText('How it is read').first().click();
  await expectAccessible(app, 'recognise step with raw files');
  await next(app);

  const overlap = app.getByRole('figure', { name: 'Overlap of samples' });
  await expect(overlap).toContainText('7 samples are in every table');
  const names = app.getByRole('region', { name: 'Names' });
  await expect(names.getByRole('region', { name: 'Genes of expression.gct' })).toContainText('1 mended');
  const samples = names.getByRole('region', { name: 'Samples of expression.gct' });
  await expect(samples).toContainText('1 but for case, signs or tissue');
  await expect(app.getByRole('table', { name: 'Duplicates that disagree' })).toContainText('EGFR');
  await samples.getByText('1 sample without a match').press('Enter');
  const choice = samples.getByRole('combobox', { name: `${strangeName} is` });
  await choice.focus();
  await app.keyboard.type('ovcar');
  await expect(samples.getByRole('option', { name: strangeLine })).toBeVisible();
  await expectAccessible(app, 'match step with a name being chosen');
  await app.keyboard.press('Enter');
  await expect(samples).toContainText(`is ${strangeLine}`);
  await app.getByRole('button', { name: 'Match again' }).press('Enter');
  await expect(overlap).toContainText('8 samples are in every table');
  await expect(samples).toContainText(`${strangeName} → ${strangeLine}`);
  await next(app);
  await next(app);

  await app.getByLabel('Data set name').fill('CCLE');
  await importInto(app);
  await expectAccessible(app, 'the end of an import');
  await app.getByRole('button', { name: 'See the whole check' }).click();
  const dataset = app.getByRole('region', { name: 'Data set CCLE' });
  await expect(dataset).toContainText(/Samples\s*8/);
  for (const metric of ['activity area', 'IC50', 'Amax']) {
    await expect(dataset.getByRole('table', { name: 'Metrics of CCLE' })).toContainText(metric);
  }
  await expect(dataset.getByRole('figure', { name: 'Values of expression' })).toBeVisible();

  await app.getByRole('button', { name: 'Actions for data set CCLE' }).press('Enter');
  await app.getByRole('menuitem', { name: 'Add tables…' }).press('Enter');
  await expect(app.getByRole('heading', { name: 'Add tables to “CCLE”' })).toBeVisible();
  await chooseFiles(app, [copyNumberBook]);
  await next(app);
  const book = app.getByRole('article', { name: 'copy_number.xlsx' });
  await expect(book.getByLabel('Sheet')).toHaveValue('Lines');
  await book.getByLabel('Sheet').selectOption('Ratios');
  await book.getByText('How it is read').click();
  await book.getByLabel('Header line').fill('3');
  await book.getByLabel('Header line').press('Tab');
  await expect(book.getByRole('region', { name: /^Preview/ })).toContainText('MYC');
  await book.getByLabel('What it holds').selectOption('Copy number');
  await next(app);
  await expect(overlap).toContainText('8 samples');
  await next(app);
  await next(app);
  await expect(app.getByText('The tables are added to “CCLE”.')).toBeVisible();
  await importInto(app);
  await app.getByRole('button', { name: 'See the data', exact: true }).click();
  await expect(dataset.getByRole('table', { name: 'Feature blocks of CCLE' })).toContainText('copy-number');
});
