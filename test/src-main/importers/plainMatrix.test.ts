import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { plainMatrix } from '#main/importers/formats/plainMatrix.ts';
import { randomStream } from '#shared/numerics/random/stream.ts';
import { readingContext, rejectionOf, sourceOf } from '../../support/files.ts';
import { importFixture } from '../../support/fixtures.ts';
import { temporaryFolder } from '../../support/folders.ts';
import { writeRandomMatrix } from '../../support/naiveMatrix.ts';
import { matrixValues, onlyMatrix, readOptions, readWith } from '../../support/reading.ts';

async function read(content: string | Uint8Array, name = 'm.tsv') {
  const table = onlyMatrix(await readWith(plainMatrix, content, {}, name));
  return { rows: table.rowNames, columns: table.columnNames, values: matrixValues(table) };
}

const expected = {
  rows: ['s1', 's2'],
  columns: ['A', 'B'],
  values: [
    [1, NaN],
    [0.5, -6e-4],
  ],
};

describe('plainMatrix reads', () => {
  test.each([
    ['tab-separated text', 'cell\tA\tB\ns1\t1\tNA\ns2\t.5\t-6e-04\n'],
    ['an empty corner', '\tA\tB\ns1\t1\tNA\ns2\t.5\t-6e-04\n'],
    ["R's write.table, header one field short", 'A\tB\ns1\t1\tNA\ns2\t.5\t-6e-04\n'],
    ["R's write.table with its quotes and blanks", '"A" "B"\n"s1" 1 NA\n"s2" .5 -6e-04\n'],
    ['CSV', 'cell,A,B\ns1,1,\ns2,.5,-6e-04\n'],
    ['semicolons', 'cell;A;B\ns1;1;N/A\ns2;.5;-6e-04\n'],
    ['quoted fields', '"cell","A","B"\n"s1","1","-"\n"s2",".5","-6e-04"\n'],
    ['CRLF', 'cell\tA\tB\r\ns1\t1\tna\r\ns2\t.5\t-6e-04\r\n'],
    ['CR alone', 'cell\tA\tB\rs1\t1\tna\rs2\t.5\t-6e-04\r'],
    ['a byte order mark', '\uFEFFcell\tA\tB\ns1\t1\tNaN\ns2\t.5\t-6e-04\n'],
    ['no last line end', 'cell\tA\tB\ns1\t1\tNaN\ns2\t.5\t-6e-04'],
    ['blank lines', '\ncell\tA\tB\n\ns1\t1\tNaN\ns2\t.5\t-6e-04\n\n'],
  ])('%s', async (_, text) => {
    expect(await read(text)).toEqual(expected);
  });

  test('gzip by content, whatever the name', async () => {
    expect(await read(gzipSync('cell\tA\tB\ns1\t1\tNA\ns2\t.5\t-6e-04\n'), 'm.tsv')).toEqual(expected);
  });

  test('quoted names with the delimiter and quotes inside, in UTF-8', async () => {
    const { rows, columns } = await read('x,"a, ""b""",β\ns ü,1,2\n"t,1",3,4\n');
    expect(columns).toEqual(['a, "b"', 'β']);
    expect(rows).toEqual(['s ü', 't,1']);
  });

  test('names that begin with a word in quotes, as they are', async () => {
    const { rows, columns } = await read('x\t"A" and "B"\tC\n"so called" s1\t1\t2\n"s2"\t3\t4\n');
    expect(columns).toEqual(['"A" and "B"', 'C']);
    expect(rows).toEqual(['"so called" s1', 's2']);
  });

  test('quoted names that run over lines, as one line', async () => {
    const { rows, columns, values } = await read('x,"A\r\nand B",C\r\n"s\r\n1",1,2\r\ns2,3,4\r\n');
    expect(columns).toEqual(['A and B', 'C']);
    expect(rows).toEqual(['s 1', 's2']);
    expect(values).toEqual([
      [1, 2],
      [3, 4],
    ]);
  });

  test('more rows than one slab holds', async () => {
    const columns = Array.from({ length: 3000 }, (_, index) => `g${index}`);
    const lines = Array.from({ length: 400 }, (_, row) => {
      return [`s${row}`, ...columns.map((_name, column) => row * 10_000 + column)].join('\t');
    });
    const { values } = await read([['x', ...columns].join('\t'), ...lines].join('\n'));
    expect(values[399][2999]).toBe(3_992_999);
    expect(values[174][0]).toBe(1_740_000);
  });

  test('what a naive reader reads, for 300 random matrices written in many ways', async () => {
    const stream = randomStream(7, 'matrices');
    for (let round = 0; round < 300; round += 1) {
      const written = writeRandomMatrix(stream);
      const { rows, columns, values } = await read(written.text);
      expect({ rows, columns, values }, JSON.stringify(written.text)).toEqual({
        rows: written.rowNames,
        columns: written.columnNames,
        values: written.values,
      });
    }
  });
});

describe('plainMatrix refuses, by place', () => {
  const good = 'cell\tA\tB\ns1\t1\t2\n';
  const manyRows = good + Array.from({ length: 50 }, (_, row) => `row${row}\t${row}\t${row ** 3}\n`).join('');
  test.each([
    ['a short row', `${good}s2\t1\n`, 3, 3, '2 fields', '3 fields'],
    ['a first row cut short', 'cell\tA\tB\tC\ns1\t.5\t1.5\ns2\t1\t2\t3\n', 2, 4, '3 fields', '4 fields'],
    ['a header with a field more', 'cell,A,B,C,\ns1,1,NA,0\ns2,0,1,1\n', 1, 5, 'an empty cell', 'a name'],
    ['a long row', `${good}s2\t1\t2\t3\n`, 3, 4, '4 fields', '3 fields'],
    ['a name alone', `${good}s2\n`, 3, 2, '1 fields', '3 fields'],
    ['text in a number', `${good}s2\t1\thello\n`, 3, 3, '"hello"', 'a number'],
    ['Infinity', `${good}s2\tInfinity\t1\n`, 3, 2, '"Infinity"', 'a number'],
    ['a sample twice', `${good}s1\t1\t2\n`, 3, 1, '"s1" again', 'once'],
    ['a feature twice', 'cell\tA\tA\ns1\t1\t2\n', 1, 3, '"A" again', 'once'],
    ['a name that is empty', `${good}\t1\t2\n`, 3, 1, 'an empty cell', 'a name'],
    ['a header alone', 'cell\tA\tB\n', 2, undefined, 'the end of the file', 'row'],
    ['one column of names', 'cell\ns1\n', 1, undefined, 'no tab', 'two or more columns'],
    ['one column of numbers', 'cell\tA\ns1\t1\n', 1, undefined, 'no tab', 'two or more columns'],
    ['numbers as names', '.1\t0.2\t0.3\ns1\t1\t2\n', 1, 2, '"0.2"', 'a header line'],
    ['a quote that is not closed', `${good}"s2\t1\t2\n`, 3, 1, '"s2', 'a closing "'],
    ['delimiters at the ends of rows', 'cell\tA\tB\ns1\t1\t2\t\n', 2, 4, 'an empty last field', 'header'],
  ])('%s', async (_, text, line, column, found, wanted) => {
    const { kind, detail } = await rejectionOf(read(text, 'bad.tsv'));
    expect(kind).toBe('invalid-input');
    expect(detail.place).toEqual({ file: 'bad.tsv', line, ...(column === undefined ? {} : { column }) });
    expect(detail.found).toContain(found);
    expect(detail.expected).toContain(wanted);
    expect(detail.remedy).toBeDefined();
  });

  test('a decimal comma, with the way out', async () => {
    const { detail } = await rejectionOf(read('cell;A;B\ns1;1,5;2\n'));
    expect(detail.remedy).toContain('decimal point');
  });

  test('Latin-1, naming the byte', async () => {
    const bytes = Buffer.concat([Buffer.from(good), Buffer.from([0x73, 0xe9, 0x09, 0x31, 0x09, 0x32, 0x0a])]);
    const { detail } = await rejectionOf(read(bytes, 'latin.tsv'));
    expect(detail.place).toEqual({ file: 'latin.tsv', line: 3, column: 1 });
    expect(detail.found).toContain('0xE9');
  });

  test.each([
    ['an empty file', new Uint8Array(), 'no data'],
    ['blank lines alone', Buffer.from('\n\n\n'), 'no data'],
    ['a workbook', Buffer.from('PK\u0003\u0004rest'), '.xlsx'],
    ['an image', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d]), 'PNG'],
    ['UTF-16', Buffer.from('\uFEFFcell\tA\tB', 'utf16le'), 'UTF-16'],
    ['a NUL byte', Buffer.from('cell\tA\tB\ns1\t1\t\u00002\n'), 'a NUL at byte 15'],
    ['gzip cut short', gzipSync(manyRows).subarray(0, -12), 'the end of the file'],
    ['gzip of a workbook', gzipSync('PK\u0003\u0004rest'), '.xlsx'],
  ])('%s', async (_, content, found) => {
    const { kind, detail } = await rejectionOf(read(content));
    expect(kind).toBe('invalid-input');
    expect(detail.place?.file).toBe('m.tsv');
    expect(detail.found).toContain(found);
    expect(detail.remedy).toBeDefined();
  });

  test('a file that is not there, and a folder', async () => {
    const folder = temporaryFolder();
    const missing = { path: `${folder}/none.tsv`, name: 'none.tsv' };
    expect((await rejectionOf(plainMatrix.read(missing, readOptions(), readingContext()))).message).toContain(
      'no such file',
    );
    const itself = { path: folder, name: 'folder' };
    expect((await rejectionOf(plainMatrix.read(itself, readOptions(), readingContext()))).message).toContain(
      'folder',
    );
  });
});

describe('plainMatrix, where a name stands twice,', () => {
  const twice = importFixture('plain-matrix', 'twice.tsv');

  test.each([
    ['first', [1, 2], [4, 5]],
    ['mean', [5, 5], [4, 5]],
    ['median', [5, 5], [4, 5]],
  ] as const)('takes the %s', async (duplicates, egfr, kras) => {
    const result = await readWith(plainMatrix, twice, { duplicates });
    const table = onlyMatrix(result);
    expect(table.rowNames).toEqual(['EGFR', 'KRAS']);
    expect(table.columnNames).toEqual(['S1', 'S2']);
    expect(matrixValues(table)).toEqual([egfr, kras]);
    expect(result.duplicates.map(({ kind, count }) => [kind, count])).toEqual([
      ['row', 1],
      ['column', 1],
    ]);
  });

  test('takes the side that the user says for that of the samples', async () => {
    const result = await readWith(plainMatrix, twice, {
      duplicates: 'mean',
      orientation: 'samples-in-rows',
    });
    expect(result.duplicates.map(({ kind }) => kind)).toEqual(['sample', 'feature']);
  });

  test('refuses it when that is not said', async () => {
    const { detail } = await rejectionOf(readWith(plainMatrix, twice, { duplicates: 'refuse' }, 't.tsv'));
    expect(detail.place).toEqual({ file: 't.tsv', line: 1, column: 4 });
    expect((await rejectionOf(readWith(plainMatrix, twice))).detail.found).toContain('"S1" again');
  });
});

describe('plainMatrix finds the header', () => {
  const table = 'gene\tA\tB\tC\nEGFR\t1\t2\t3\n';

  test('below a title, and says so', async () => {
    const result = await readWith(plainMatrix, `Table S1\n\n${table}`);
    expect(onlyMatrix(result).columnNames).toEqual(['A', 'B', 'C']);
    expect(result.notices).toEqual(['The 2 lines above the header (line 3) were not read.']);
  });

  test('below a title, of samples that are called by numbers', async () => {
    const result = await readWith(plainMatrix, 'Table S1\ngene\t905933\t905934\nEGFR\t1\t2\n');
    expect(onlyMatrix(result).columnNames).toEqual(['905933', '905934']);
  });

  test('where the user says', async () => {
    const result = await readWith(plainMatrix, `x\ty\tz\tw\n${table}`, { headerLine: 2 });
    expect(onlyMatrix(result).columnNames).toEqual(['A', 'B', 'C']);
    expect(result.notices).toEqual(['The line above the header (line 2) was not read.']);
  });

  test('and no row below it: refused', async () => {
    const { detail } = await rejectionOf(readWith(plainMatrix, table, { headerLine: 9 }, 'm.tsv'));
    expect(detail.place).toEqual({ file: 'm.tsv', line: 10 });
  });
});

test("plainMatrix reads R's quotes inside quotes", async () => {
  const { rows, columns, values } = await read(importFixture('plain-matrix', 'r-quoted.txt'));
  expect(columns).toEqual(['A549 "ATCC"', '5"', 'MCF7']);
  expect(rows).toEqual(['EGFR', 'a "b" c']);
  expect(values).toEqual([
    [1.5, NaN, 2],
    [-6e-4, 0.5, 3],
  ]);
});

test('plainMatrix takes a backslash at the end of a quoted field for one', async () => {
  const { rows } = await read('x,A,B\n"C:\\",1,2\nD,3,4\n');
  expect(rows).toEqual(['C:\\', 'D']);
});

test('plainMatrix stops when it is cancelled', async () => {
  const controller = new AbortController();
  const source = sourceOf(temporaryFolder(), 'm.tsv', 'cell\tA\tB\ns1\t1\t2\n');
  controller.abort();
  const context = { signal: controller.signal, progress: () => undefined };
  expect((await rejectionOf(plainMatrix.read(source, readOptions(), context))).kind).toBe('cancelled');
});
