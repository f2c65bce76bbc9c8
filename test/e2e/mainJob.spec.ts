import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { parseRows } from '../support/table.ts';
import { expect, test } from './host.ts';
import { next, saved, tracewise } from './projects.ts';

const exampleTables = [
  ['--expression', 'expression.tsv.gz'],
  ['--copy-number', 'copy_number.tsv.gz'],
  ['--mutation', 'mutation.tsv.gz'],
  ['--response', 'response.tsv'],
  ['--drugs', 'drugs.tsv'],
  ['--samples', 'samples.tsv'],
].flatMap(([option, name]) => [option, join('resources/example', name)]);

/** What a table's button saves, as rows. */
async function savedTable(app: Page, table: string): Promise<Record<string, string>[]> {
  const { content } = await saved(app, app.getByRole('button', { name: `Export TSV: ${table}` }));
  return parseRows(content.toString('utf8'));
}

test('the example panel, trained from the wizard, gives the numbers of the command line', async ({ app }) => {
  test.setTimeout(600_000);
  await app.getByRole('button', { name: 'Example panel' }).click();
  await expect(app.getByRole('heading', { level: 1, name: 'Data' })).toBeVisible();
  await app.getByRole('button', { name: 'Train models' }).click();

  await expect(app.getByRole('radio', { name: 'Compare models' })).toBeChecked();
  await next(app);
  for (const model of ['Trace norm', 'Elastic net']) await app.getByRole('checkbox', { name: model }).check();
  for (const model of ['Ridge', 'Additive mean', 'Drug mean']) {
    await app.getByRole('checkbox', { name: model }).uncheck();
  }
  await next(app);
  await app.getByRole('radio', { name: 'Leave entries out' }).check();
  await app.getByRole('radio', { name: 'As in the paper' }).check();
  await next(app);
  await app.getByLabel('Run name').fill('from the wizard');
  await app.getByLabel('Outer folds').fill('3');
  await app.getByLabel('Inner folds').fill('3');
  await app.getByLabel('Seed').fill('7');
  await app.getByRole('button', { name: 'Start', exact: true }).click();

  await expect(app.getByRole('figure', { name: /^Inner error against lambda/ })).toBeVisible({
    timeout: 120_000,
  });
  const compare = app
    .getByRole('region', { name: 'Run from the wizard' })
    .getByRole('button', { name: 'Compare', exact: true });
  await compare.click({ timeout: 300_000 });
  await expect(app.getByRole('region', { name: 'Trace norm against Elastic net' })).toBeVisible();

  const folder = mkdtempSync(join(tmpdir(), 'tracewise-main-job-'));
  const project = join(folder, 'example.tracewise');
  await tracewise('import', project, '--dataset', 'example', ...exampleTables, '--metric', 'activity area');
  const models = ['--models', 'trace-norm,elastic-net', '--setting', 'transductive', '--protocol', 'paper'];
  const numbers = ['--outer', '3', '--inner', '3', '--seed', '7'];
  await tracewise('evaluate', project, '--dataset', 'example', ...models, ...numbers, '--name', 'run');
  const evaluation = parseRows(await tracewise('export', project, 'evaluation', '--of', 'run'));
  const [comparison] = parseRows(await tracewise('export', project, 'comparison', '--of', 'run'));
  rmSync(folder, { recursive: true, force: true });

  const mseOf = (model: string, drug: string): number =>
    Number(
      evaluation.find(
        (row) => row['model'] === model && row['drug'] === drug && row['outer_fold'] === 'all',
      )?.['mse'],
    );
  const shown = await savedTable(app, 'Drugs');
  expect(shown).toHaveLength(30);
  for (const row of shown) {
    expect(Number(row['mse_trace-norm']), row['drug']).toBe(mseOf('trace-norm', row['drug']));
    expect(Number(row['mse_elastic-net']), row['drug']).toBe(mseOf('elastic-net', row['drug']));
  }
  const facts = app.getByRole('region', { name: 'Trace norm against Elastic net' });
  await expect(facts).toContainText(`${comparison['wins']} win`);
  await expect(facts).toContainText(`${comparison['losses']} loss`);
  const reduction = Number(comparison['mean_reduction_percent']);
  await expect(facts).toContainText(reduction.toFixed(1));
});
