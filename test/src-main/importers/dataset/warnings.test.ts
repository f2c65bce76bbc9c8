import { describe, expect, test } from 'vitest';
import { build } from '../../../support/importing.ts';
import type { TypedTable } from '../../../support/importing.ts';

const expression: TypedTable = {
  name: 'expression.tsv',
  role: 'expression',
  rows: [
    ['sample', 'EGFR', 'KRAS', 'TP53'],
    ['L1', 1, 2, 3],
    ['L2', 4, 5, 6],
    ['L3', 7, 8, 9],
  ],
};
const response: TypedTable = {
  name: 'response_ic50.tsv',
  role: 'response',
  rows: [
    ['sample', 'Drug A', 'Drug B'],
    ['L3', 0.3, 'NA'],
    ['L1', 0.1, 10],
    ['L2', 0.2, 20],
  ],
};

test('samples that are called as rows are counted are warned of', async () => {
  const numbered = (rows: TypedTable['rows']) => rows.map((cells, row) => [row, ...cells.slice(1)]);
  const { report } = await build([
    { ...expression, rows: numbered(expression.rows) },
    { ...response, rows: numbered(response.rows) },
  ]);
  expect(report.warnings).toContainEqual(expect.stringContaining('matched row by row'));
  const { report: usual } = await build([expression, response]);
  expect(usual.warnings.filter((warning) => warning.includes('row by row'))).toEqual([]);
});

describe('drugs that no model can use', () => {
  const names = Array.from({ length: 30 }, (_, index) => `L${index}`);
  const many: TypedTable = {
    ...expression,
    rows: [['sample', 'EGFR', 'KRAS'], ...names.map((name, index) => [name, index, index ** 2])],
  };
  const odd: TypedTable = {
    ...response,
    rows: [
      ['sample', 'Constant', 'Rare', 'Fine'],
      ...names.map((name, index) => [name, 1, index < 3 ? index : 'NA', index]),
    ],
  };

  test('stay, with a warning each', async () => {
    const { dataset, report } = await build([many, odd]);
    expect(dataset.drugs).toHaveLength(3);
    expect(report.warnings).toEqual([
      'The drug "Constant" has the same IC50 in all samples: models leave it out.',
      'The drug "Rare" has 3 values of IC50, fewer than 10: models leave it out.',
    ]);
  });

  test('share a warning where they are many', async () => {
    const rare = Array.from({ length: 5 }, (_, index) => `Rare${index}`);
    const sparse: TypedTable = {
      ...response,
      rows: [
        ['sample', ...rare, 'Constant', 'Flat', 'Fine'],
        ...names.map((name, place) => [
          name,
          ...rare.map((_, index) => (place < index ? place : 'NA')),
          ...[1, 2, place],
        ]),
      ],
    };
    const { report } = await build([many, sparse]);
    expect(report.warnings).toEqual([
      '2 drugs have the same IC50 in all samples, models leave them out: Constant, Flat.',
      '5 drugs have fewer than 10 values of IC50, models leave them out: Rare0 (0), Rare1 (1), Rare2 (2) and 2 more.',
    ]);
  });
});
