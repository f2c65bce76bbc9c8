import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { gct } from '#main/importers/formats/gct.ts';
import { rejectionOf } from '../../../support/files.ts';
import { importFixture } from '../../../support/fixtures.ts';
import { matrixValues, onlyMatrix, readWith } from '../../../support/reading.ts';

const wrongCounts = importFixture('gct', 'wrong-counts.gct');

describe('gct reads version 1.2', () => {
  test('with probes of a gene by their median, named by symbol or else by probe', async () => {
    const result = await readWith(gct, wrongCounts);
    const table = onlyMatrix(result);
    expect(table.columnNames).toEqual(['A549_LUNG', 'SKMEL5_SKIN', 'MCF7_BREAST']);
    expect(table.rowNames).toEqual(['EGFR', 'KRAS', '100009676_at', '9999_at', '2-Sep']);
    expect(matrixValues(table)).toEqual([
      [8, 0.5, 5.8125],
      [10.5, 10.25, 9],
      [4, 4.25, 4.5],
      [1, 2, 3],
      [3, 2, 1],
    ]);
    expect(result.contents[0]).toMatchObject({ orientation: 'samples-in-columns' });
    expect(result.duplicates).toMatchObject([{ kind: 'feature', rule: 'median', count: 1 }]);
    expect(result.duplicates[0].worst).toMatchObject([{ name: 'EGFR', entries: 3, largestDifference: 2 }]);
  });

  test('with a notice when its counts are wrong, and none when they are right', async () => {
    const { notices } = await readWith(gct, wrongCounts);
    expect(notices).toEqual([
      'The second line says 18988 rows and 1037 samples; the file holds 7 and 3, and these were read.',
    ]);
    const right = wrongCounts.toString().replace('18988\t1037', '7\t3');
    expect((await readWith(gct, right)).notices).toEqual([]);
  });

  test.each([
    ['gzip', gzipSync(wrongCounts)],
    ['CR alone', wrongCounts.toString().replaceAll('\n', '\r')],
    ['CRLF and a byte order mark', `\uFEFF${wrongCounts.toString().replaceAll('\n', '\r\n')}`],
    [
      'tabs at the ends of the first lines',
      wrongCounts.toString().replace(/^(#.*)\n(.*)\n/, '$1\t\t\t\t\n$2\t\t\t\n'),
    ],
  ])('in %s', async (_, content) => {
    expect(matrixValues(onlyMatrix(await readWith(gct, content)))[1]).toEqual([10.5, 10.25, 9]);
  });

  test('with genes by their names where the descriptions are classes of genes', async () => {
    const genes = Array.from({ length: 30 }, (_, index) => `GENE${index}`);
    const rows = genes.map(
      (gene, index) => `${gene}\t${index % 3 === 0 ? 'lncRNA' : 'protein_coding'}\t${index}\t1\n`,
    );
    const text = `#1.2\n30\t2\nName\tDescription\tA\tB\n${rows.join('')}`;
    const result = await readWith(gct, text);
    expect(onlyMatrix(result).rowNames).toEqual(genes);
    expect(result.duplicates).toEqual([]);
  });

  test('with the rule for duplicates that the user gives', async () => {
    const first = onlyMatrix(await readWith(gct, wrongCounts, { duplicates: 'first' }));
    expect(matrixValues(first)[0]).toEqual([7.25, 0.5, 5.125]);
    const { detail } = await rejectionOf(readWith(gct, wrongCounts, { duplicates: 'refuse' }, 'e.gct'));
    expect(detail.place).toEqual({ file: 'e.gct', line: 5, column: 1 });
    expect(detail.found).toContain('after line 4');
  });
});

test('gct reads version 1.3 past its metadata', async () => {
  const result = await readWith(gct, importFixture('gct', 'metadata.gct'));
  const table = onlyMatrix(result);
  expect(table.columnNames).toEqual(['A549', 'SKMEL5', 'MCF7']);
  expect(table.rowNames).toEqual(['PSME1', 'CISD1']);
  expect(matrixValues(table)).toEqual([
    [1.5, -2.25, 0],
    [-0.5, 3, NaN],
  ]);
  expect(result.notices).toEqual([]);
});

describe('gct refuses, by place', () => {
  const head = '#1.2\n2\t2\nName\tDescription\tA\tB\n1_at\tEGFR\t1\t2\n';
  test.each([
    ['a short row', `${head}2_at\tKRAS\t1\n`, 5, 4, '3 fields', '4 fields'],
    ['a name alone', `${head}2_at\n`, 5, 2, '1 fields', '4 fields'],
    ['a long row', `${head}2_at\tKRAS\t1\t2\t3\n`, 5, 5, '5 fields', '4 fields'],
    ['text in a number', `${head}2_at\tKRAS\t1\tabsent\n`, 5, 4, '"absent"', 'a number'],
    ['a sample twice', head.replace('A\tB', 'A\tA'), 3, 4, '"A" again', 'once'],
    ['a row without a name', `${head}\t\t1\t2\n`, 5, 1, 'an empty cell', 'a name'],
    ['no rows', '#1.2\n0\t2\nName\tDescription\tA\tB\n', 4, undefined, 'the end', 'one row'],
  ])('%s', async (_, text, line, column, found, expected) => {
    const { kind, detail } = await rejectionOf(readWith(gct, text, {}, 'e.gct'));
    expect(kind).toBe('invalid-input');
    expect(detail.place).toEqual({ file: 'e.gct', line, ...(column === undefined ? {} : { column }) });
    expect(detail.found).toContain(found);
    expect(detail.expected).toContain(expected);
    expect(detail.remedy).toBeDefined();
  });

  test.each(['2\t3\tx\t1', '2\t3\t-2\t1', '2\t3\t2\t-1', '2\t3\t5\t1'])(
    'counts of metadata that cannot be: %s',
    async (counts) => {
      const text = importFixture('gct', 'metadata.gct').toString().replace('2\t3\t2\t1', counts);
      const { kind, detail } = await rejectionOf(readWith(gct, text, {}, 'e.gct'));
      expect(kind).toBe('invalid-input');
      expect(detail.place).toEqual({ file: 'e.gct', line: 2 });
    },
  );

  test('a file that is none', async () => {
    const { message, detail } = await rejectionOf(readWith(gct, 'a\tb\tc\nx\t1\t2\n', {}, 'e.gct'));
    expect(message).toContain('not a GCT file');
    expect(detail.place).toEqual({ file: 'e.gct' });
  });
});
