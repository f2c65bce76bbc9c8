import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { inspectFile } from '#main/importers/inspectFile.ts';
import { readingContext, rejectionOf, sourceOf } from '../../support/files.ts';
import { importFixture } from '../../support/fixtures.ts';
import { temporaryFolder } from '../../support/folders.ts';
import { workbookOf } from '../../support/workbooks.ts';

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

test.each([
  ['gct', 'wrong-counts.gct', { format: 'gct', headerLine: 3, rowCount: 7, columnCount: 3 }],
  [
    'res',
    'calls.res',
    { format: 'res', headerLine: 1, rowCount: 4, columnCount: 3, suggestedRole: 'expression' },
  ],
  ['annotated-matrix', 'five-columns.txt', { format: 'annotated-matrix', rowCount: 3, columnCount: 3 }],
  ['cellminer', 'cr-only.txt', { format: 'cellminer', headerLine: 1, rowCount: 4, columnCount: 5 }],
  ['cellminer', 'drugs.txt', { format: 'cellminer', rowCount: 5, columnCount: 5, suggestedRole: 'response' }],
  ['depmap', 'flags.csv', { format: 'depmap', rowCount: 3, suggestedOrientation: 'samples-in-rows' }],
])('knows %s by its content, and counts %s', async (format, name, expected) => {
  const inspection = await inspect('file.dat', importFixture(format, name));
  expect(inspection).toMatchObject({ ...expected, sheets: [], warnings: [] });
});

test('shows the values of a RES file without its calls, under the names of samples', async () => {
  const { preview, rowNames } = await inspect('x.res', importFixture('res', 'calls.res'));
  expect(preview.slice(0, 2)).toEqual([
    ['Description', 'Accession', 'A549_LUNG', 'SKMEL5_SKIN', 'MCF7_BREAST'],
    ['EGFR', '1956_at', '7.25', '.5', '5.125'],
  ]);
  expect(rowNames).toEqual(['EGFR', 'KRAS', '7157_at', 'KRAS']);
});

test.each([
  ['a blank line', '\nsample,drug,IC50\na,x,1\nb,x,2\n', 'long-table', 2],
  ['a comment and a blank line', '#a note\n\nsample,drug,IC50\na,x,1\nb,x,2\n', 'long-table', 3],
  [
    'a blank line and a comment',
    '\n#version 2.4\nHugo_Symbol\tVariant_Classification\tTumor_Sample_Barcode\nTP53\tMissense\tA\nKRAS\tMissense\tB\n',
    'maf',
    3,
  ],
])('finds the header of rows below %s', async (_, text, format, headerLine) => {
  expect(await inspect('x.txt', text)).toMatchObject({ format, headerLine, rowCount: 2, warnings: [] });
});

test.each([
  ['a long table', 'sample,drug,note,"IC50\n(uM)"\na,x,"two\nlines",1\nb,x,"one",2\n', 'IC50 (uM)'],
  ['a table of samples', 'sample,tissue,"a\nnote"\na,lung,"two\nlines"\nb,skin,"one"\n', 'a note'],
  ['a matrix', 'gene,"MCF7,\nbreast"\n"a\nb",1\nc,2\n', 'MCF7, breast'],
])('reads the cells of %s that run over lines', async (_, text, last) => {
  const { preview, rowCount, warnings } = await inspect('x.csv', text);
  expect({ last: preview[0].at(-1), rowCount, warnings }).toEqual({ last, rowCount: 2, warnings: [] });
});

describe('a workbook', () => {
  const book = workbookOf('xlsx', {
    About: [['Table S1 of a paper']],
    Values: [['Table S1'], [], ['gene', 'A', 'B', 'C'], ['EGFR', 1, 2.5, null], ['KRAS', 3, 4, 5]],
    Drugs: [
      ['drug', 'target'],
      ['Erlotinib', 'EGFR'],
    ],
  });

  test('is inspected by the sheet that holds a table, from its header line', async () => {
    const inspection = await inspect('s1.xlsx', book);
    expect(inspection).toMatchObject({
      format: 'plain-matrix',
      formatLabel: 'plain matrix, in a workbook',
      sheets: ['About', 'Values', 'Drugs'],
      sheet: 'Values',
      headerLine: 3,
      rowCount: 2,
      columnCount: 3,
      warnings: [],
    });
    expect(inspection.preview).toEqual([
      ['gene', 'A', 'B', 'C'],
      ['EGFR', '1', '2.5', ''],
      ['KRAS', '3', '4', '5'],
    ]);
  });

  test('is inspected by the sheet that the user names', async () => {
    const source = { ...sourceOf(temporaryFolder(), 's1.xlsx', book), sheet: 'Drugs' };
    const inspection = await inspectFile(source, readingContext());
    expect(inspection).toMatchObject({ sheet: 'Drugs', suggestedRole: 'drugs', rowCount: 1 });
  });
});

describe('what the user says', () => {
  const text = 'x\ty\tz\n1\t2\t3\ngene\tA\tB\nEGFR\t4\t5\n';

  test('of the header line goes before what is recognised', async () => {
    const source = sourceOf(temporaryFolder(), 'x.tsv', text);
    const own = await inspectFile(source, readingContext(), { headerLine: 3 });
    expect(own).toMatchObject({ headerLine: 3, rowCount: 1, columnNames: ['A', 'B'], rowNames: ['EGFR'] });
  });

  test('of the header line of a long table leaves the title out of the rows', async () => {
    const long = 'Table S2\nsome notes\nsample,drug,IC50\na,x,1\nb,x,2\n';
    const source = sourceOf(temporaryFolder(), 'x.csv', long);
    const own = await inspectFile(source, readingContext(), { headerLine: 3 });
    expect(own).toMatchObject({ format: 'long-table', headerLine: 3, rowCount: 2, warnings: [] });
    expect(own.preview[0]).toEqual(['sample', 'drug', 'IC50']);
  });

  test('of the format too, if the file can be read so', async () => {
    const source = sourceOf(temporaryFolder(), 'x.tsv', text);
    const words = await inspectFile(source, readingContext(), { format: 'plain-table' });
    expect(words.format).toBe('plain-table');
    const { kind, detail } = await rejectionOf(inspectFile(source, readingContext(), { format: 'gct' }));
    expect(kind).toBe('invalid-setting');
    expect(detail.expected).toBe('auto, plain-matrix, plain-table');
  });

  test('is the header line of a GCT file as it was recognised', async () => {
    const source = sourceOf(temporaryFolder(), 'x.gct', importFixture('gct', 'wrong-counts.gct'));
    expect(await inspectFile(source, readingContext(), { headerLine: 3 })).toMatchObject({ format: 'gct' });
  });
});

test('names metrics as the header of a long table does, in any script', async () => {
  const { metrics } = await inspect('x.csv', 'sample,drug,réponse,感受性\na,x,1,2\n');
  expect(metrics).toEqual(['réponse', '感受性']);
});

test('shows a table of words in the encoding of Windows', async () => {
  const { preview } = await inspect('x.csv', Buffer.from('drug,target\nTanespimycin\xa0,HSP90\n', 'latin1'));
  expect(preview[1]).toEqual(['Tanespimycin', 'HSP90']);
});

test('does not take genes with gaps for a response', async () => {
  const { suggestedRole } = await inspect('x.csv', importFixture('depmap', 'flags.csv'));
  expect(suggestedRole).toBe('features');
});
