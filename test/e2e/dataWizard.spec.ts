import { join } from 'node:path';
import { expectAccessible } from './accessible.ts';
import { expect, test } from './host.ts';
import { chooseFiles, next, startImport } from './projects.ts';
import type { MadeFile } from './host.ts';

const panel = 'test/fixtures/goldens/panel-a';

function textFile(name: string, lines: readonly string[]): MadeFile {
  return { name, mimeType: 'text/plain', buffer: Buffer.from(`${lines.join('\n')}\n`) };
}

const response = textFile('response.tsv', [
  'sample\tdrug A\tdrug B',
  's1\t1.5\t2.5',
  's2\t2.5\tNA',
  's3\t0.5\t1.25',
  's4\t1.75\t2',
]);
const expression = textFile('expression.tsv', [
  'sample\tEGFR\tTP53\tKRAS',
  's1\t1\t2\t3',
  's2\t2\t1\t0',
  's3\t0\t4\t1',
  's4\t3\t2\t2',
]);

test('plain matrices become a data set, with what was not recognised put right by hand', async ({ app }) => {
  await startImport(app, 'Panel A');
  await expect(app.getByRole('button', { name: 'Next' })).toBeDisabled();
  await chooseFiles(
    app,
    ['features', 'response', 'drugs'].map((table) => join(panel, `${table}.tsv`)),
  );
  await expect(app.getByRole('list', { name: 'Files' })).toContainText('Drug response');
  await next(app);

  const features = app.getByRole('article', { name: 'features.tsv' });
  await features.getByLabel('What it holds').selectOption('Expression');
  await features.getByLabel('Orientation').selectOption('samples in columns');
  await expect(features).toContainText('Samples: GENE1');
  await features.getByLabel('Orientation').selectOption('samples in rows');
  await expect(features).toContainText('Samples: LINE_001');
  const responses = app.getByRole('article', { name: 'response.tsv' });
  await expect(responses.getByLabel('What it holds')).toHaveValue('response');
  await responses.getByLabel('Metric').fill('');
  await expect(app.getByRole('button', { name: 'Next' })).toBeDisabled();
  await expect(app.getByText('Name the metric of the drug response.')).toBeVisible();
  await responses.getByLabel('Metric').fill('activity area');
  await next(app);

  await expect(app.getByRole('figure', { name: /sample/i })).toContainText('60');
  await next(app);
  await expect(app.getByText('No feature is dropped.')).toBeVisible();
  await app.getByLabel('Least variance').fill('1');
  await expect(app.getByText(/features with too little variance/)).toBeVisible();
  await app.getByLabel('Least variance').fill('0');
  await expect(app.getByText('No feature is dropped.')).toBeVisible();
  await next(app);

  await app.getByLabel('Data set name').fill('panel a');
  await expect(app.getByText('drugs.tsv')).toBeVisible();
  await expect(app.getByText('activity area')).toBeVisible();
  await app.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(app.getByText('“panel a” is in the project.')).toBeVisible();
  await app.getByRole('button', { name: 'See the data' }).click();
  const facts = app.getByRole('region', { name: 'Data set panel a' });
  await expect(facts).toContainText(/Samples\s*60\s*Features\s*200\s*Drugs\s*12/);
  await expect(facts.getByRole('row', { name: /activity area/ })).toContainText('%');
  await facts.getByRole('button', { name: 'How it was imported' }).click();
  const imported = facts.getByRole('region', { name: 'Import of panel a' });
  await expect(imported).toContainText('60 samples matched, 200 of 200 features kept');
  await expectAccessible(app, 'how a data set was imported');
});

for (const { what, lines, name, message } of [
  {
    what: 'a ragged row',
    name: 'copy_number.tsv',
    lines: ['sample\tEGFR\tMYC', 's1\t1\t2', 's2\t1', 's3\t0\t1', 's4\t1\t1'],
    message: /copy_number\.tsv:3.*Found.*Expected/s,
  },
  {
    what: 'text where a number is due',
    name: 'copy_number.tsv',
    lines: ['sample\tEGFR\tMYC', 's1\t1\t2', 's2\t1\t3', 's3\thigh\t1', 's4\t1\t1'],
    message: /copy_number\.tsv:4:2.*Found.*high.*Expected.*number/s,
  },
]) {
  test(`${what} is named by its place, and the wizard goes on without the file`, async ({ app }) => {
    await startImport(app, 'Broken');
    await chooseFiles(app, [expression, response, textFile(name, lines)]);
    const files = app.getByRole('list', { name: 'Files' });
    await expect(files.getByRole('listitem')).toHaveCount(3);
    await expect(files).not.toContainText('Looking at it');
    await next(app);
    await app.getByRole('article', { name: 'response.tsv' }).getByLabel('Metric').fill('IC50');
    await next(app);
    const alert = app.getByRole('alert');
    await expect(alert).toContainText(message);
    await expect(app.getByRole('button', { name: 'Next' })).toBeDisabled();

    await app.getByRole('button', { name: 'Step 1: Files' }).click();
    await app.getByRole('button', { name: 'Remove copy_number.tsv' }).click();
    await next(app);
    await app.getByRole('article', { name: 'response.tsv' }).getByLabel('Metric').fill('IC50');
    await next(app);
    await next(app);
    await next(app);
    await app.getByRole('button', { name: 'Import', exact: true }).click();
    await app.getByRole('button', { name: 'See the data' }).click();
    await expect(app.getByRole('region', { name: /^Data set/ })).toContainText(/Samples\s*4\s*Features\s*3/);
  });
}
