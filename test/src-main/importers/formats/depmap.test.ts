import { describe, expect, test } from 'vitest';
import { depmap } from '#main/importers/formats/depmap.ts';
import { rejectionOf } from '../../../support/files.ts';
import { importFixture } from '../../../support/fixtures.ts';
import { matrixValues, onlyMatrix, readWith, surestTaker } from '../../../support/reading.ts';

const flags = importFixture('depmap', 'flags.csv').toString();
const genes = ['TSPAN6', 'TNMD', 'DPM1'];
const values = [
  [1.5, 0, 0.25],
  [2, NaN, 3],
];

describe('depmap reads', () => {
  test('models in rows and genes with their numbers in columns', async () => {
    const result = await readWith(depmap, importFixture('depmap', 'genes.csv'));
    const table = onlyMatrix(result);
    expect(table.rowNames).toEqual(['ACH-000001', 'ACH-000002']);
    expect(table.columnNames).toEqual(genes);
    expect(matrixValues(table)).toEqual(values);
    expect(result.contents[0]).toMatchObject({ orientation: 'samples-in-rows' });
    expect(result.notices).toEqual([]);
  });

  test.each([
    ['words', flags],
    ['booleans', flags.replaceAll('Yes', 'True').replaceAll('No', 'False')],
    ['numbers', flags.replaceAll('Yes', '1').replaceAll('No', '0')],
  ])('default entries alone where flags are %s, and says how many rows it left out', async (_, text) => {
    const result = await readWith(depmap, text);
    expect(onlyMatrix(result).rowNames).toEqual(['ACH-000001', 'ACH-000002']);
    expect(matrixValues(onlyMatrix(result))).toEqual(values);
    expect(result.notices).toEqual(['1 of 3 rows was left out: not the default entry of the model.']);
  });

  test('genes in rows', async () => {
    const text = ',ACH-000001,ACH-000002\nTSPAN6 (7105),1,2\nTNMD (64102),3,4\n';
    const result = await readWith(depmap, text);
    expect(onlyMatrix(result).rowNames).toEqual(['TSPAN6', 'TNMD']);
    expect(result.contents[0]).toMatchObject({ orientation: 'samples-in-columns' });
  });

  test('two genes of one symbol as their median, and tells it', async () => {
    const result = await readWith(depmap, flags.replace('TNMD (64102)', 'TSPAN6 (9)'));
    expect(onlyMatrix(result).columnNames).toEqual(['TSPAN6', 'DPM1']);
    expect(matrixValues(onlyMatrix(result))).toEqual([
      [0.75, 0.25],
      [2, 3],
    ]);
    expect(result.duplicates).toMatchObject([{ kind: 'feature', rule: 'median', count: 1 }]);
  });
});

test('depmap refuses a model that stands twice, by place', async () => {
  const text = flags.replaceAll(',No,', ',Yes,');
  const { detail } = await rejectionOf(readWith(depmap, text, {}, 'd.csv'));
  expect(detail.place).toEqual({ file: 'd.csv', line: 3, column: 1 });
});

describe('depmap with genes in rows', () => {
  const text = ',ACH-000001,ACH-000002\nTSPAN6 (7105),1,2\nTNMD (64102),3,4\n';

  test('makes two genes of one symbol one as well', async () => {
    const table = onlyMatrix(await readWith(depmap, text.replace('TNMD', 'TSPAN6')));
    expect(table.rowNames).toEqual(['TSPAN6']);
    expect(matrixValues(table)).toEqual([[2, 3]]);
  });

  test('refuses a model that stands twice as well', async () => {
    const { detail } = await rejectionOf(readWith(depmap, text.replace('000002', '000001'), {}, 'd.csv'));
    expect(detail.place).toEqual({ file: 'd.csv', line: 1, column: 3 });
  });
});

test('depmap refuses a file whose rows are all to be left out', async () => {
  const { message } = await rejectionOf(readWith(depmap, flags.replaceAll('Yes', 'No')));
  expect(message).toContain('no row');
});

test('columns with units are no genes with numbers', async () => {
  expect((await surestTaker('sample,dose (uM),value (%)\nA549,1,2\n'))?.format.name).toBe('plain-matrix');
});

test('a matrix of genes without numbers is a plain one', async () => {
  expect((await surestTaker(',TSPAN6,TNMD\nACH-000001,1,2\n'))?.format.name).toBe('plain-matrix');
});
