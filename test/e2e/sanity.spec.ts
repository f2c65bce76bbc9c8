import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomNormal, randomStream, shuffle } from '../../src-shared/numerics/random/stream.ts';
import { parseRows } from '../support/table.ts';
import { expectAccessible } from './accessible.ts';
import { expect, test } from './host.ts';
import { addPanelProject, openRoom, saved, tracewise } from './projects.ts';

const samples = Array.from({ length: 48 }, (_, place) => `LINE${place + 1}`);
const genes = Array.from({ length: 240 }, (_, place) => `GENE${place + 1}`);
const drugs = ['alphanib', 'betacin', 'gammamab', 'deltastat', 'epsilonib', 'zetaxel'];

function tableOf(columns: readonly string[], rows: readonly { name: string; values: readonly number[] }[]) {
  const header = ['sample', ...columns].join('\t');
  const lines = rows.map(({ name, values }) => [name, ...values.map((value) => value.toFixed(4))].join('\t'));
  return `${[header, ...lines].join('\n')}\n`;
}

/** Copy number that expression follows, but for its rows, which were pasted in another order; two lines are one. */
async function addMixedUp(project: string): Promise<void> {
  const stream = randomStream(11, 'mixed up');
  const copies = samples.map(() => genes.map(() => randomNormal(stream)));
  const expression = copies.map((row) => row.map((value) => value + 0.5 * randomNormal(stream)));
  expression[1] = expression[0].map((value) => value + 0.001 * randomNormal(stream));
  const responses = expression.map((row) => drugs.map((_, drug) => row[drug] + row[drug + 6]));
  const order = shuffle([...copies], stream);
  const rowsOf = (values: readonly number[][]) =>
    samples.map((name, place) => ({ name, values: values[place] }));
  const folder = mkdtempSync(join(tmpdir(), 'tracewise-sanity-'));
  const files = [
    { option: '--expression', text: tableOf(genes, rowsOf(expression)) },
    { option: '--copy-number', text: tableOf(genes, rowsOf(order)) },
    { option: '--response', text: tableOf(drugs, rowsOf(responses)) },
  ];
  const options = files.flatMap(({ option, text }) => {
    const file = join(folder, `${option.slice(2)}.tsv`);
    writeFileSync(file, text);
    return [option, file];
  });
  await tracewise('import', project, '--dataset', 'mixed up', ...options, '--metric', 'activity area');
  rmSync(folder, { recursive: true });
}

test('rows that were mixed up between two tables, and a line that stands there twice, are told', async ({
  app,
  host,
}) => {
  const project = await addPanelProject(host.libraryFolder);
  await addMixedUp(project);
  await app.reload();
  await openRoom(app, 'Data');

  const dataset = app.getByRole('region', { name: 'Data set mixed up' });
  const open = dataset.getByRole('button', { name: 'Check for mix-ups and duplicates' });
  await expect(open).toHaveAttribute('aria-expanded', 'false');
  await open.press('Enter');
  const check = dataset.getByRole('region', { name: 'Check of mixed up' });
  const findings = check.getByRole('list', { name: 'Findings' });
  await expect(findings).toContainText(
    /Problem: \d+ samples of copy-number fit in another place of expression/,
  );
  await expect(findings).toContainText('LINE1');
  const fits = check.getByRole('table', { name: 'Tables of mixed up that fit together' });
  await expect(
    fits.getByRole('row', { name: /copy-number expression|expression copy-number/ }),
  ).toContainText('not clearly');
  await expect(check.getByRole('table', { name: 'Near-identical samples of mixed up' })).toContainText(
    /LINE1\s*LINE2/,
  );
  await expect(check.getByRole('heading', { name: 'No value is missing' })).toBeVisible();
  await expectAccessible(app, 'sanity panel');

  const figure = check.getByRole('figure', { name: 'Values of expression' });
  await figure.getByLabel(/^Histogram of expression/).focus();
  await app.keyboard.press('ArrowRight');
  await expect(figure.getByText(/ values$/)).toBeAttached();
  const data = await saved(app, figure.getByRole('button', { name: /^Save data of/ }));
  const rows = parseRows(data.content.toString('utf8'));
  const counted = rows
    .filter(({ kind }) => kind === 'bin')
    .reduce((sum, { count }) => sum + Number(count), 0);
  expect(counted).toBe(samples.length * genes.length);
  const svg = await saved(app, figure.getByRole('button', { name: /as SVG:/ }));
  expect(svg.content.toString('utf8')).toContain('<rect');
  const exported = await saved(app, check.getByRole('button', { name: /^Export TSV: Tables of mixed up/ }));
  expect(parseRows(exported.content.toString('utf8'))[0]).toHaveProperty('p_value');

  await app.reload();
  await expect(dataset).toBeVisible();
  await dataset.getByRole('button', { name: 'Screen drugs' }).click();
  await expect(
    app.getByRole('group', { name: /^mixed up/ }).getByRole('checkbox', { name: 'activity area' }),
  ).toBeChecked();
  await expect(
    app.getByRole('group', { name: /^panel/ }).getByRole('checkbox', { name: 'activity area' }),
  ).not.toBeChecked();
});
