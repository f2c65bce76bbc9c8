import { describe, expect, test } from 'vitest';
import { annotatedMatrix } from '#main/importers/formats/annotatedMatrix.ts';
import { rejectionOf } from '../../../support/files.ts';
import { importFixture } from '../../../support/fixtures.ts';
import { matrixValues, onlyMatrix, readWith, surestTaker } from '../../../support/reading.ts';

describe('annotatedMatrix reads', () => {
  test("CCLE's copy number by gene, four columns before the samples", async () => {
    const result = await readWith(annotatedMatrix, importFixture('annotated-matrix', 'copy-number.txt'));
    const table = onlyMatrix(result);
    expect(table.columnNames).toEqual(['A549_LUNG', 'MCF7_BREAST']);
    expect(table.rowNames).toEqual(['NRAS', 'EGFR']);
    expect(matrixValues(table)[0]).toEqual([-0.437, 0.25]);
    expect(matrixValues(table)[1][0]).toBeCloseTo(0.2163, 12);
    expect(matrixValues(table)[1][1]).toBe(1.5);
    expect(result.contents[0]).toMatchObject({ orientation: 'samples-in-columns' });
    expect(result.duplicates).toMatchObject([{ kind: 'feature', rule: 'median', count: 1 }]);
  });

  test('the other release, five columns, a gene without a symbol by its number', async () => {
    const table = onlyMatrix(
      await readWith(annotatedMatrix, importFixture('annotated-matrix', 'five-columns.txt')),
    );
    expect(table.columnNames).toEqual(['A549_LUNG', 'MCF7_BREAST', 'SKMEL5_SKIN']);
    expect(table.rowNames).toEqual(['EGFR', 'KRAS', '7157']);
  });

  test('below a banner, which it tells', async () => {
    const text = 'Table S1,,,,,\n\ngene,band,A,B,C,D\nEGFR,7p11,1,2,3,4\nKRAS,12p12,5,6,7,NA\n';
    const result = await readWith(annotatedMatrix, text);
    expect(onlyMatrix(result).rowNames).toEqual(['EGFR', 'KRAS']);
    expect(result.notices).toEqual(['The 2 lines above the header (line 3) were not read.']);
  });
});

describe('annotatedMatrix names rows by', () => {
  const named = async (text: string) => onlyMatrix(await readWith(annotatedMatrix, text)).rowNames;

  test.each([
    ['the words after their numbers from 0', ',line,A,B,C,D\n0,L1,1,2,3,4\n1,L2,5,6,7,8\n'],
    ['the words after their numbers from 1', '"","x","A","B","C","D"\n"1","L1",1,2,3,4\n"2","L2",5,6,7,8\n'],
    ['the column of samples', 'tissue,cell_line,A,B,C,D\nlung,L1,1,2,3,4\nlung,L2,5,6,7,8\n'],
    ['the column of drugs after numbers', ',target,drug,A,B,C,D\n0,EGFR,L1,1,2,3,4\n1,EGFR,L2,5,6,7,8\n'],
    ['the first column', 'L,about,A,B,C,D\nL1,x,1,2,3,4\nL2,x,5,6,7,8\n'],
  ])('%s', async (_, text) => {
    expect(await named(text)).toEqual(['L1', 'L2']);
  });
});

test('annotatedMatrix refuses a sample that stands twice', async () => {
  const text = 'tissue,cell_line,A,B,C,D\nlung,L1,1,2,3,4\nlung,L1,5,6,7,8\n';
  const { detail } = await rejectionOf(readWith(annotatedMatrix, text, {}, 'x.csv'));
  expect(detail.found).toContain('"L1" again');
});

describe('what is taken for an annotated matrix', () => {
  test.each([
    ['a matrix with chromosomes', 'gene\tchr\tA\tB\nEGFR\t7\t1\t2\n', 'annotated-matrix'],
    ['a matrix with words', 'gene\tabout\tA\tB\tC\tD\nEGFR\treceptor\t1\t2\t3\t4\n', 'annotated-matrix'],
    ['a plain one', 'gene\tA\tB\tC\tD\nEGFR\t1\t2\t3\t4\n', 'plain-matrix'],
    ['a long table', 'sample\tdrug\tvalue\nA549\tErlotinib\t1\n', 'long-table'],
    ['samples with numbers', 'cell_line\ttissue\tage\tpassage\nA549\tlung\t1\t2\n', 'plain-table'],
    ['words', 'cell_line\ttissue\tsex\nA549\tlung\tM\n', 'plain-table'],
  ])('%s', async (_, text, format) => {
    expect((await surestTaker(text))?.format.name).toBe(format);
  });
});

test('annotatedMatrix names the column of a text where a number must be', async () => {
  const text = importFixture('annotated-matrix', 'copy-number.txt').toString().replace('0.1163', 'gain');
  const { detail } = await rejectionOf(readWith(annotatedMatrix, text, {}, 'cn.txt'));
  expect(detail.place).toEqual({ file: 'cn.txt', line: 3, column: 5 });
});

test('annotatedMatrix refuses a first row cut short, and takes it for no header', async () => {
  const text = importFixture('annotated-matrix', 'copy-number.txt').toString();
  const [header, first, ...others] = text.split('\n');
  const cut = [header, first.slice(0, first.lastIndexOf('\t')), ...others].join('\n');
  const { detail } = await rejectionOf(readWith(annotatedMatrix, cut, {}, 'cn.txt'));
  expect(detail.place).toEqual({ file: 'cn.txt', line: 2, column: 6 });
});
