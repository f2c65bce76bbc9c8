import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { inspectFile } from '#main/importers/inspectFile.ts';
import { readingContext, rejectionOf, sourceOf } from '../../support/files.ts';
import { temporaryFolder } from '../../support/folders.ts';

function inspect(name: string, content: string | Uint8Array) {
  return inspectFile(sourceOf(temporaryFolder(), name, content), readingContext());
}

test('tells what a matrix is, with a preview', async () => {
  const rows = Array.from({ length: 40 }, (_, row) => `L${row},${row},NA,-0.5\n`).join('');
  const inspection = await inspect('drug_response_auc.csv.gz', gzipSync(`line,A,B,C\n${rows}`));
  expect(inspection).toMatchObject({
    format: 'plain-matrix',
    formatLabel: 'plain matrix, comma-separated, gzip',
    suggestedRole: 'response',
    suggestedOrientation: 'samples-in-rows',
    suggestedMetric: 'AUC',
    delimiter: 'comma',
    missingTokens: ['NA'],
    rowCount: 40,
    columnCount: 3,
    columnNames: ['A', 'B', 'C'],
    warnings: [],
  });
  expect(inspection.preview[0]).toEqual(['line', 'A', 'B', 'C']);
  expect(inspection.preview[1]).toEqual(['L0', '0', 'NA', '-0.5']);
  expect(inspection.rowNames).toHaveLength(10);
});

test('shows a header that is one field short above the columns it names', async () => {
  const { preview, columnNames } = await inspect('x.tsv', 'A\tB\nL1\t1\t2\n');
  expect(preview[0]).toEqual(['', 'A', 'B']);
  expect(columnNames).toEqual(['A', 'B']);
});

test.each([
  ['table1.tsv', 'x\tA\tB\tC\nL1\t0\t1\t0\nL2\t1\t0\t0\n', 'mutation'],
  ['ccle_rnaseq_expression.tsv', 'x\tA\tB\tC\nL1\t0.5\t1\t0\n', 'expression'],
  ['gene_cn.tsv', 'x\tA\tB\tC\nL1\t0.5\t1\t0\n', 'copy-number'],
  ['table2.tsv', 'x\tA\tB\nL1\t0.5\tNA\nL2\t0.5\t2\n', 'response'],
  ['table3.tsv', 'x\tA\tB\nL1\t0.5\t7\nL2\t0.5\t2\n', 'features'],
  ['compounds.tsv', 'drug\ttarget\nErlotinib\tEGFR\n', 'drugs'],
  ['lines.tsv', 'cell_line\tsite_primary\nA549\tlung\n', 'samples'],
])('suggests for %s the role of its content', async (name, content, role) => {
  expect((await inspect(name, content)).suggestedRole).toBe(role);
});

test('counts the rows of a file that is longer than its first MiB', async () => {
  const line = `${'1.25\t'.repeat(1000)}1\n`;
  const header = `x\t${Array.from({ length: 1000 }, (_, index) => `g${index}`).join('\t')}\n`;
  const rows = Array.from({ length: 500 }, (_, row) => `s${row}${line.slice(4)}`).join('');
  expect(await inspect('big.tsv', header + rows)).toMatchObject({ rowCount: 500, columnCount: 1000 });
});

test('warns of what an import would refuse', async () => {
  const { warnings } = await inspect('x.tsv', 'x\tA\tB\tC\nL1\t1\t2\t3\nL2\t1\thello\t4\nL3\t1\t2\n');
  expect(warnings).toEqual([
    'Row 3 has 3 fields, the header says 4.',
    '"hello" stands where a number is expected.',
  ]);
});

test('refuses what is no table', async () => {
  expect((await rejectionOf(inspect('x.tsv', 'one line\tonly\n'))).detail.found).toBe('one line');
  expect((await rejectionOf(inspect('x.xlsx', Buffer.from('PK\u0003\u0004')))).detail.found).toContain(
    '.xlsx',
  );
});
