import { describe, expect, test } from 'vitest';
import { cellMiner } from '#main/importers/formats/cellMiner.ts';
import { rejectionOf } from '../../../support/files.ts';
import { importFixture } from '../../../support/fixtures.ts';
import { matrixValues, onlyMatrix, readWith, surestTaker } from '../../../support/reading.ts';

const profiles = importFixture('cellminer', 'cr-only.txt');
const lines = ['BR:MCF7', 'CNS:SF-268', 'LC:A549/ATCC', 'LE:HL-60(TB)', 'ME:SK-MEL-5'];

describe('cellMiner reads profiles', () => {
  test('ended by CR alone, with footnote letters, probes of a gene by their median', async () => {
    const result = await readWith(cellMiner, profiles);
    const table = onlyMatrix(result);
    expect(table.columnNames).toEqual(lines);
    expect(table.rowNames).toEqual(['EGFR', 'hsa-miR-21']);
    expect(matrixValues(table)).toEqual([
      [2.5, 2.5, 4, 1, 6],
      [0.5, 1, 1.5, 2, 2.5],
    ]);
    expect(result.duplicates).toMatchObject([{ kind: 'feature', rule: 'median', count: 1 }]);
    expect(result.notices).toEqual([]);
  });

  test('below the ten rows of a banner, which say what they are', async () => {
    const banner = ['CellMiner Address:\tx', 'RNA: Agilent\tx', ...Array<string>(8).fill('x\ty')].join('\n');
    const text = `${banner}\n${profiles.toString().replaceAll('\r', '\n')}`;
    const recognised = await surestTaker(text);
    expect(recognised?.format.name).toBe('cellminer');
    expect(recognised?.recognition).toMatchObject({ headerLine: 11, role: 'expression' });
    expect(recognised?.recognition.layout?.('x').rowHeader.slice(0, 2)).toEqual(['Probe id', 'Gene name']);
  });

  test('of exomes with "-" as no variant, and any variant of a gene', async () => {
    const options = { role: 'mutation' as const };
    const result = await readWith(cellMiner, profiles, options);
    expect(matrixValues(onlyMatrix(result))[0]).toEqual([9, 3, 5, 2, 7]);
    expect(result.duplicates).toEqual([]);
    expect(result.notices).toEqual(['Of the several rows of 1 gene the largest value counts.']);
    const alone = await readWith(cellMiner, profiles, { ...options, duplicates: 'first' });
    expect(matrixValues(onlyMatrix(alone))[0]).toEqual([1.5, 0, 3, -0.25, 5]);
  });

  test('and says where a text stands for a number', async () => {
    const bad = profiles.toString().replace('2.5\t2\t5', '2.5\tlost\t5');
    const { detail } = await rejectionOf(readWith(cellMiner, bad, {}, 'c.txt'));
    expect(detail.place).toEqual({ file: 'c.txt', line: 3, column: 8 });
    expect(detail.found).toBe('"lost"');
  });
});

describe('cellMiner reads drug activities', () => {
  const drugs = importFixture('cellminer', 'drugs.txt');

  test('experiments of a drug as their mean, drugs by name, else by NSC number', async () => {
    const result = await readWith(cellMiner, drugs, { role: 'response' });
    const [matrix] = result.contents;
    if (matrix.kind !== 'numbers') throw new TypeError('expected a matrix');
    expect(matrix.table.rowNames).toEqual([
      'Methotrexate',
      'Doxorubicin',
      'NSC 999',
      'Doxorubicin (NSC 1000)',
    ]);
    expect(matrix.table.columnNames).toEqual(lines);
    expect(matrixValues(matrix.table)[0]).toEqual([2, 3, 4, 1, 5]);
    expect(result.duplicates).toMatchObject([{ rule: 'mean', count: 1 }]);
  });

  test('drugs without an NSC number by their names, each its own', async () => {
    const nameless = drugs.toString().replaceAll(/^(740|123127)\t/gm, '\t');
    const { contents } = await readWith(cellMiner, nameless, { role: 'response' });
    const [matrix] = contents;
    if (matrix.kind !== 'numbers') throw new TypeError('expected a matrix');
    expect(matrix.table.rowNames).toEqual([
      'Methotrexate',
      'Doxorubicin',
      'NSC 999',
      'Doxorubicin (NSC 1000)',
    ]);
    expect(matrixValues(matrix.table)[1]).toEqual([0.5, -1, 0, 1, 2]);
  });

  test('and tells what it says of the drugs', async () => {
    const { contents } = await readWith(cellMiner, drugs, { role: 'response' });
    expect(contents[1]).toMatchObject({
      kind: 'words',
      role: 'drugs',
      table: {
        header: ['drug', 'nsc', 'mechanism of action', 'fda status'],
        rows: [
          { line: 2, cells: ['Methotrexate', '740', 'DHFR', 'FDA approved'] },
          { line: 4, cells: ['Doxorubicin', '123127', 'T2', 'FDA approved'] },
          { line: 5, cells: ['NSC 999', '999', '', ''] },
          { line: 6, cells: ['Doxorubicin (NSC 1000)', '1000', 'T2', ''] },
        ],
      },
    });
  });

  test('without experiments that failed, and says how many', async () => {
    const failed = drugs.toString().replace('DHFR\t-\t1', 'DHFR\tno contrast\t1');
    const result = await readWith(cellMiner, failed, { role: 'response' });
    const [matrix] = result.contents;
    if (matrix.kind !== 'numbers') throw new TypeError('expected a matrix');
    expect(matrixValues(matrix.table)[0]).toEqual([3, 4, 5, 1, NaN]);
    expect(result.notices).toEqual(['1 failed experiment was left out.']);
  });
});
