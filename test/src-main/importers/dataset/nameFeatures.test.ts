import { describe, expect, test } from 'vitest';
import { build } from '../../../support/importing.ts';
import type { Rows, TypedTable } from '../../../support/importing.ts';

function expression(
  genes: readonly string[],
  ...values: readonly (readonly (number | string)[])[]
): TypedTable {
  const rows: Rows = values.map((cells, index) => [`L${index + 1}`, ...cells]);
  return { name: 'expression.tsv', role: 'expression', rows: [['sample', ...genes], ...rows] };
}

const response: TypedTable = {
  name: 'auc.tsv',
  role: 'response',
  rows: [
    ['sample', 'Drug A', 'Drug B'],
    ['L1', 1, 2],
    ['L2', 3, 4],
    ['L3', 5, 6],
  ],
};

function turned(table: TypedTable): TypedTable {
  return { ...table, rows: table.rows[0].map((_, column) => table.rows.map((cells) => cells[column])) };
}

function genesOf({ dataset }: Awaited<ReturnType<typeof build>>): string[] {
  return dataset.features.map(({ gene }) => gene);
}

const four = expression(['EGFR', '2-Sep', 'PARK2', 'probe 7'], [1, 2, 3, 4], [5, 6, 7, 8], [9, 10, 11, 12]);

describe('features keep the names that are written', () => {
  test('but for those that a spreadsheet made dates of, with a notice', async () => {
    const built = await build([four, response]);
    expect(genesOf(built)).toEqual(['EGFR', 'SEPTIN2', 'PARK2', 'probe 7']);
    expect(built.report.names.at(-1)).toMatchObject({
      file: 'expression.tsv',
      kind: 'gene',
      exactCount: 3,
      mended: [{ written: '2-Sep', as: 'SEPTIN2' }],
      unmatched: [],
    });
    expect(built.report.notices).toEqual([
      'expression.tsv: 1 gene name that a spreadsheet had turned into a date was mended: 2-Sep is SEPTIN2.',
    ]);
  });

  test('and a date that can be several genes is told', async () => {
    const built = await build([expression(['1-Mar', 'EGFR'], [1, 2], [3, 5], [4, 5]), response]);
    expect(genesOf(built)).toEqual(['1-Mar', 'EGFR']);
    expect(built.report.names.at(-1)?.ambiguous).toEqual([
      { written: '1-Mar', candidates: ['MARCHF1', 'MTARC1'] },
    ]);
  });

  test('without a look at the table of genes when none is a date', async () => {
    const genes = () => Promise.reject(new Error('read'));
    const table = expression(['EGFR', 'x'], [1, 2], [3, 5], [4, 5]);
    expect(genesOf(await build([table, response], {}, { genes }))).toEqual(['EGFR', 'x']);
  });
});

test('features take the present symbols when asked to; what is unknown stays', async () => {
  const built = await build([four, response], { geneNaming: 'current' });
  expect(genesOf(built)).toEqual(['EGFR', 'SEPTIN2', 'PRKN', 'probe 7']);
  expect(built.report.names.at(-1)).toMatchObject({
    exactCount: 1,
    aliases: [{ written: 'PARK2', as: 'PRKN' }],
    mended: [{ written: '2-Sep', as: 'SEPTIN2' }],
    unmatched: ['probe 7'],
  });
});

describe.each([
  ['rows', (table: TypedTable) => table],
  ['columns', turned],
])('with samples in %s', (_, lay) => {
  test('features that come to one name are made one, by the median', async () => {
    const genes = ['PARK2', 'EGFR', 'PRKN', 'park2'];
    const table = expression(genes, [1, 5, 2, 9], [2, 6, 'NA', 4], [3, 8, 3, 3]);
    const orientation = lay === turned ? 'samples-in-columns' : 'samples-in-rows';
    const built = await build([{ ...lay(table), orientation }, response], { geneNaming: 'current' });
    expect(genesOf(built)).toEqual(['PRKN', 'EGFR']);
    expect([...built.dataset.featureValues]).toEqual([2, 3, 3, 5, 6, 8]);
    expect(built.report.duplicates).toMatchObject([
      {
        file: 'expression.tsv',
        kind: 'feature',
        rule: 'median',
        count: 1,
        worst: [{ name: 'PRKN', entries: 3 }],
      },
    ]);
  });

  test('choices rename a feature or leave it out', async () => {
    const orientation = lay === turned ? 'samples-in-columns' : 'samples-in-rows';
    const built = await build([{ ...lay(four), orientation }, response], {
      choices: [
        { kind: 'gene', written: 'EGFR', as: null },
        { kind: 'gene', written: 'probe 7', as: 'TP53' },
      ],
    });
    expect(genesOf(built)).toEqual(['SEPTIN2', 'PARK2', 'TP53']);
    expect([...built.dataset.featureValues]).toEqual([2, 6, 10, 3, 7, 11, 4, 8, 12]);
    expect(built.report.names.at(-1)?.chosen).toEqual([
      { written: 'EGFR', as: null },
      { written: 'probe 7', as: 'TP53' },
    ]);
  });
});
