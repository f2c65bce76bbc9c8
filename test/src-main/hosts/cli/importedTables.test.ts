import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { typed } from '../../../support/commandLine.ts';
import { temporaryFolder } from '../../../support/folders.ts';
import { textOf } from '../../../support/importing.ts';
import type { Rows } from '../../../support/importing.ts';
import { workbookOf } from '../../../support/workbooks.ts';

const lines = ['A549', 'HL-60', 'MCF7'];
const numbered = (names: readonly string[]): Rows => names.map((name, index) => [name, index, 2, 5 - index]);

function panel() {
  const folder = temporaryFolder();
  const expression = join(folder, 'expression.tsv');
  const response = join(folder, 'auc.tsv');
  writeFileSync(expression, textOf([['sample', 'EGFR', 'KRAS', 'TP53'], ...numbered(lines)]));
  writeFileSync(response, textOf([['sample', 'Drug A', 'Drug B', 'Drug C'], ...numbered(lines)]));
  return { folder, project: join(folder, 'p.tracewise'), expression, response };
}

function importOf({ project, expression, response }: Record<'project' | 'expression' | 'response', string>) {
  return (...more: string[]) =>
    typed('import', project, '--dataset', 'x', '--expression', expression, '--response', response, ...more);
}

test.each([
  ['expression', [['sample', 'EGFR', 'KRAS', 'TP53'], ...numbered(['A549', 'A549', 'HL-60'])], 'sample'],
  ['expression', [['sample', 'EGFR', 'EGFR', 'TP53'], ...numbered(lines)], 'feature'],
  ['response', [['sample', 'Drug A', 'Drug A', 'Drug B'], ...numbered(lines)], 'drug'],
] as const)('what stands twice in the %s bears its name: %#', async (role, rows, kind) => {
  const tables = panel();
  writeFileSync(tables[role], textOf(rows));
  const { code, errors } = await importOf(tables)('--duplicates', 'first');
  expect(code, errors).toBe(0);
  expect(errors).toContain(`${tables[role]}: 1 ${kind} name stood several times, made one (first)`);
});

test('one table in two roles is refused, and leaves nothing', async () => {
  const tables = panel();
  const { code, errors } = await importOf({ ...tables, response: tables.expression })();
  expect(code).toBe(2);
  expect(errors).toContain('the same file is given in two roles (found expression and response');
  expect(existsSync(tables.project)).toBe(false);
});

test('one workbook gives several roles a sheet each, and not the same one', async () => {
  const tables = panel();
  const book = join(tables.folder, 'book.xlsx');
  const features = [['sample', 'EGFR', 'KRAS', 'TP53'], ...numbered(lines)].map((row) => [...row]);
  const drugs = [['sample', 'Drug A', 'Drug B', 'Drug C'], ...numbered(lines)].map((row) => [...row]);
  writeFileSync(book, workbookOf('xlsx', { Expression: features, Response: drugs }));
  const run = importOf({ ...tables, expression: book, response: book });
  const same = await run();
  expect(same.code).toBe(2);
  expect(same.errors).toContain('the same sheet "Expression" is given in two roles');
  const each = await run('--sheet', 'expression=Expression', '--sheet', 'response=Response');
  expect(each.code, each.errors).toBe(0);
  expect(each.output).toContain('3 samples');
});

test('rows of delimiters alone, below a table, are no rows', async () => {
  const tables = panel();
  writeFileSync(
    tables.response,
    `${textOf([['sample', 'Drug A', 'Drug B', 'Drug C'], ...numbered(lines)])}\t\t\t\n\t\n`,
  );
  const { code, errors, output } = await importOf(tables)();
  expect(code, errors).toBe(0);
  expect(output).toContain('3 samples, matched by name');
});

test.each([
  [
    'a list of mutations',
    [
      ['Hugo_Symbol', 'Variant_Classification', 'Tumor_Sample_Barcode'],
      ['EGFR', 'Missense_Mutation', 'A549'],
    ],
    'Give it as mutation, not as expression',
  ],
  [
    'a long table of responses',
    [
      ['cell_line', 'drug', 'AUC'],
      ['A549', 'Drug A', 1],
    ],
    'Give it as response, not as expression',
  ],
] as const)('%s that is given as expression is told what it is', async (_, rows, remedy) => {
  const tables = panel();
  writeFileSync(tables.expression, textOf(rows));
  const { code, errors } = await importOf(tables)();
  expect(code).toBe(3);
  expect(errors).toContain(`${tables.expression}:`);
  expect(errors).toContain(remedy);
  expect(existsSync(tables.project)).toBe(false);
});
