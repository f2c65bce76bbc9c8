import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { geneSets } from '#main/importers/formats/geneSets.ts';
import { readGeneSets } from '#main/importers/geneSets/gmt.ts';
import { readingContext, rejectionOf, sourceOf } from '../../../support/files.ts';
import { temporaryFolder } from '../../../support/folders.ts';
import { fixture, fixtureText, readFixture, recognised } from '../../../support/importFixture.ts';

const file = 'gene-sets/sets.gmt';
const expected = [
  { name: 'FIRST_SET', description: 'http://example.org/first', genes: ['EGFR', 'KRAS'] },
  { name: 'SECOND_SET', description: '', genes: ['TP53'] },
  { name: 'THIRD_SET', description: 'na', genes: ['BRAF', 'NRAS', 'PTEN', 'TP53'] },
];

function read(content: string | Uint8Array) {
  return readGeneSets(sourceOf(temporaryFolder(), 'sets.gmt', content), readingContext());
}

test('a GMT file is read set by set, each gene once', async () => {
  const { sets, sha256 } = await readGeneSets(fixture(file), readingContext());
  expect(sets).toEqual(expected);
  expect(sha256).toMatch(/^[0-9a-f]{64}$/);
});

test('gzip and other line ends make no difference', async () => {
  const text = fixtureText(file).replaceAll('\n', '\r\n');
  expect((await read(gzipSync(text))).sets).toEqual(expected);
});

test.each([
  ['a set that was there before', 'A\t\tEGFR\nB\t\tKRAS\nA\t\tTP53\n', 3, 1, '"A" again, after line 1'],
  ['a set without a name', '\t\tEGFR\n', 1, 1, 'an empty cell'],
  ['a set without genes', 'A\t\tEGFR\nB\tsome words\t\t\n', 2, 3, 'empty fields'],
  ['fields parted by commas', 'A,,EGFR\n', 1, 3, 'without a third field'],
])('%s is refused by place', async (_, text, line, column, found) => {
  const { kind, detail } = await rejectionOf(read(text));
  expect(kind).toBe('invalid-input');
  expect(detail.place).toEqual({ file: 'sets.gmt', line, column });
  expect(detail.found).toContain(found);
  expect(detail.remedy).toBeDefined();
});

test('among the tables of a data set it is recognised, and sent to where it belongs', async () => {
  expect(await recognised(fixture(file))).toMatchObject({ format: 'gene-sets', label: 'gene sets (GMT)' });
  const { detail } = await rejectionOf(readFixture(geneSets, file));
  expect(detail.place).toEqual({ file: 'sets.gmt', line: 1 });
  expect(detail.remedy).toContain('Enrichment');
});

test.each([
  ['a table of words with one row cut short', 'drug\ttarget\tclass\nx\tEGFR\tk\ny\tTOP1\nz\tA\tB\n'],
  ['a ragged matrix', 'x\tA\tB\ts\na\t1\t2\nb\t1\t2\t3\t4\n'],
])('%s is not taken for gene sets', async (_, text) => {
  expect((await recognised(sourceOf(temporaryFolder(), 'm.tsv', text))).format).not.toBe('gene-sets');
});
