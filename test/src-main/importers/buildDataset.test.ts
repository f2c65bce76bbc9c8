import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { buildDataset } from '#main/importers/dataset/buildDataset.ts';
import { readingContext, rejectionOf, sourceOf } from '../../support/files.ts';
import { temporaryFolder } from '../../support/folders.ts';
import { build, textOf } from '../../support/importing.ts';
import type { Rows, TypedTable } from '../../support/importing.ts';

function transposed(rows: Rows): Rows {
  return rows[0].map((_, column) => rows.map((cells) => cells[column]));
}

const expressionRows: Rows = [
  ['sample', 'EGFR', 'KRAS', 'TP53'],
  ['L1', 1, 2, 3],
  ['L2', 4, 5, 6],
  ['L3', 7, 8, 9],
  ['X9', 0, 0, 0],
];
const responseRows: Rows = [
  ['sample', 'Drug A', 'Drug B'],
  ['L3', 0.3, 'NA'],
  ['L1', 0.1, 10],
  ['L2', 0.2, 20],
  ['Y7', 0, 0],
];
const expression: TypedTable = { name: 'expression.tsv', role: 'expression', rows: expressionRows };
const response: TypedTable = { name: 'response_ic50.tsv', role: 'response', rows: responseRows };

describe('buildDataset', () => {
  test('lines the tables up by sample, in the order of the response', async () => {
    const { dataset, report } = await build([expression, response]);
    expect(dataset.samples).toEqual([{ name: 'L3' }, { name: 'L1' }, { name: 'L2' }]);
    expect([...dataset.featureValues]).toEqual([7, 1, 4, 8, 2, 5, 9, 3, 6]);
    expect([...dataset.responses[0].values]).toEqual([0.3, 0.1, 0.2, NaN, 10, 20]);
    expect(dataset.features[1]).toEqual({ block: 'expression', gene: 'KRAS' });
    expect(report.matchedSamples).toEqual(['L3', 'L1', 'L2']);
    expect(report.unmatchedSamples).toEqual([
      { file: 'expression.tsv', samples: ['X9'] },
      { file: 'response_ic50.tsv', samples: ['Y7'] },
    ]);
    expect(report.tables.map(({ sampleCount, columnCount }) => [sampleCount, columnCount])).toEqual([
      [4, 3],
      [4, 2],
    ]);
  });

  test('gives the same from every orientation of its tables', async () => {
    const { dataset } = await build([expression, response]);
    for (const [turnExpression, turnResponse] of [
      [true, false],
      [false, true],
      [true, true],
    ]) {
      const turned = await build([
        { ...expression, rows: turnExpression ? transposed(expressionRows) : expressionRows },
        { ...response, rows: turnResponse ? transposed(responseRows) : responseRows },
      ]);
      expect(turned.dataset.samples.map(({ name }) => name).sort()).toEqual(['L1', 'L2', 'L3']);
      expect(turned.dataset.featureValues).toEqual(dataset.featureValues);
      expect(turned.dataset.responses).toEqual(dataset.responses);
    }
  });

  test('does not take genes that two blocks share for samples', async () => {
    const { dataset } = await build([
      { ...expression, rows: transposed(expressionRows) },
      { name: 'cn.tsv', role: 'copy-number', rows: expressionRows },
      response,
    ]);
    expect(dataset.features.map(({ block, gene }) => `${block}:${gene}`)).toEqual([
      'expression:EGFR',
      'expression:KRAS',
      'expression:TP53',
      'copy-number:EGFR',
      'copy-number:KRAS',
      'copy-number:TP53',
    ]);
    expect(dataset.featureValues.slice(0, 9)).toEqual(dataset.featureValues.slice(9));
  });

  test('takes the orientation that it is told', async () => {
    const work = build([{ ...expression, orientation: 'samples-in-columns' }, response]);
    const { message, detail } = await rejectionOf(work);
    expect(message).toContain('no sample');
    expect(detail.found).toContain('"EGFR", "KRAS", "TP53"');
  });

  test('describes samples and drugs by tables of words', async () => {
    const { dataset, report } = await build([
      expression,
      response,
      {
        name: 'lines.tsv',
        role: 'samples',
        rows: [
          ['cell_line', 'site_primary'],
          ['L1', 'lung'],
          ['L2', 'NA'],
          ['Z', 'skin'],
        ],
      },
      {
        name: 'drugs.tsv',
        role: 'drugs',
        rows: [
          ['drug', 'target', 'moa', 'class'],
          ['Drug B', 'EGFR', 'EGFR inhibitor', ''],
          ['Drug C', 'MET', 'x', 'y'],
        ],
      },
    ]);
    expect(dataset.samples).toEqual([{ name: 'L3' }, { name: 'L1', tissue: 'lung' }, { name: 'L2' }]);
    expect(dataset.drugs).toEqual([
      { name: 'Drug A' },
      { name: 'Drug B', target: 'EGFR', mechanism: 'EGFR inhibitor' },
    ]);
    expect(report.warnings).toContain('lines.tsv gives no tissue for 2 samples: L3, L2.');
    expect(report.warnings).toContain('drugs.tsv does not describe 1 drug: Drug A.');
    expect(report.warnings).toContain('drugs.tsv describes 1 drug without a response: Drug C.');
  });

  test('reads the metric off the name of the file, and its direction off the metric', async () => {
    const { dataset } = await build([expression, response]);
    expect(dataset.responses[0].metric).toEqual({ name: 'IC50', higherIsSensitive: false });
    const named = await build([expression, { ...response, metric: 'activity area' }]);
    expect(named.dataset.responses[0].metric).toEqual({ name: 'activity area', higherIsSensitive: true });
  });

  test('puts several metrics over the drugs of all of them', async () => {
    const second: TypedTable = {
      name: 'auc.tsv',
      role: 'response',
      rows: [
        ['sample', 'Drug B', 'Drug C'],
        ['L1', 1, 2],
        ['L2', 3, 4],
      ],
    };
    const { dataset } = await build([expression, response, second]);
    expect(dataset.drugs.map(({ name }) => name)).toEqual(['Drug A', 'Drug B', 'Drug C']);
    expect(dataset.samples.map(({ name }) => name)).toEqual(['L1', 'L2']);
    expect([...dataset.responses[0].values]).toEqual([0.1, 0.2, 10, 20, NaN, NaN]);
    expect([...dataset.responses[1].values]).toEqual([NaN, NaN, 1, 3, 2, 4]);
  });

  test('remembers its files', async () => {
    const { dataset } = await build([expression, response]);
    const content = textOf(expressionRows);
    expect(dataset.provenance[0]).toEqual({
      name: 'expression.tsv',
      role: 'expression',
      format: 'plain-matrix',
      byteCount: content.length,
      sha256: createHash('sha256').update(content).digest('hex'),
    });
  });
});

describe('features with a missing value', () => {
  const withGap: TypedTable = {
    ...expression,
    rows: expressionRows.map((cells) => (cells[0] === 'L2' ? ['L2', 4, 'NA', 6] : cells)),
  };

  test('are dropped by name', async () => {
    const { dataset, report } = await build([withGap, response]);
    expect(dataset.features.map(({ gene }) => gene)).toEqual(['EGFR', 'TP53']);
    expect([...dataset.featureValues]).toEqual([7, 1, 4, 9, 3, 6]);
    expect(report.droppedFeatures).toEqual([{ name: 'KRAS', reason: 'missing' }]);
  });

  test('are kept with their gaps when they are to be filled', async () => {
    const { dataset, report } = await build([withGap, response], { missing: 'mean' });
    expect([...dataset.featureValues]).toEqual([7, 1, 4, 8, 2, NaN, 9, 3, 6]);
    expect(dataset.missingPolicy).toBe('mean');
    expect(report.droppedFeatures).toEqual([]);
    expect(report.warnings.join(' ')).toContain('1 feature has missing values');
  });

  test('leave nothing when all have one: refused', async () => {
    const allGaps = expressionRows.map((cells) => (cells[0] === 'L2' ? ['L2', '', 'NA', '-'] : cells));
    const { kind, detail } = await rejectionOf(build([{ ...expression, rows: allGaps }, response]));
    expect(kind).toBe('invalid-input');
    expect(detail.found).toContain('3 features with missing values');
  });
});

describe('features that vary little', () => {
  const flat: TypedTable = {
    ...expression,
    rows: [
      ['sample', 'SAME', 'LITTLE', 'MUCH'],
      ['L1', 5, 1, 10],
      ['L2', 5, 1.1, 20],
      ['L3', 5, 1, 30],
    ],
  };

  test('stay without a least variance, a constant one with a warning', async () => {
    const { dataset, report } = await build([flat, response]);
    expect(dataset.features).toHaveLength(3);
    expect(report.warnings.join(' ')).toContain('1 feature has the same value');
  });

  test('go below it, by reason', async () => {
    const { dataset, report } = await build([flat, response], { minVariance: 1 });
    expect(dataset.features.map(({ gene }) => gene)).toEqual(['MUCH']);
    expect([...dataset.featureValues]).toEqual([30, 10, 20]);
    expect(report.droppedFeatures).toEqual([
      { name: 'SAME', reason: 'constant' },
      { name: 'LITTLE', reason: 'low-variance' },
    ]);
  });
});

describe('buildDataset refuses', () => {
  test('tables without a shared sample, with names of both sides', async () => {
    const strangers = expressionRows.map((cells, row) =>
      row === 0 ? cells : [`M${row}`, ...cells.slice(1)],
    );
    const { kind, detail } = await rejectionOf(build([{ ...expression, rows: strangers }, response]));
    expect(kind).toBe('invalid-input');
    expect(detail.place).toEqual({ file: 'expression.tsv' });
    expect(detail.found).toContain('"M1", "M2", "M3"');
    expect(detail.expected).toContain('"L3", "L1", "L2"');
  });

  test.each<[string, TypedTable[], string]>([
    ['no response', [expression], 'responses'],
    ['no features', [response], 'features'],
    ['a block twice', [expression, { ...expression, name: 'again.tsv' }, response], 'expression'],
    ['a metric twice', [expression, response, { ...response, name: 'my_ic50.tsv' }], 'IC50'],
  ])('%s', async (_, tables, word) => {
    const { kind, message } = await rejectionOf(build(tables));
    expect(kind).toBe('invalid-setting');
    expect(message).toContain(word);
  });

  test('a format that it does not know', async () => {
    const folder = temporaryFolder();
    const tables = [
      { role: 'expression', format: 'gct2', source: sourceOf(folder, 'e.tsv', textOf(expressionRows)) },
      { role: 'response', format: 'auto', source: sourceOf(folder, 'r.tsv', textOf(responseRows)) },
    ] as const;
    const work = buildDataset({ dataset: 'x', missing: 'drop', tables }, readingContext());
    const { kind, detail } = await rejectionOf(work);
    expect(kind).toBe('invalid-setting');
    expect(detail.found).toBe('gct2');
    expect(detail.expected).toMatch(/^auto, .*gct.*, plain-matrix$/);
  });

  test('a table of words without a column of names, and one with a name twice', async () => {
    const nameless: TypedTable = {
      name: 'd.tsv',
      role: 'drugs',
      rows: [
        ['a', 'b'],
        ['x', 'y'],
      ],
    };
    expect((await rejectionOf(build([expression, response, nameless]))).detail.found).toContain('a, b');
    const twice: TypedTable = {
      name: 's.tsv',
      role: 'samples',
      rows: [
        ['sample', 'tissue'],
        ['L1', 'lung'],
        ['L1', 'skin'],
      ],
    };
    const { detail } = await rejectionOf(build([expression, response, twice]));
    expect(detail.place).toEqual({ file: 's.tsv', line: 3, column: 1 });
  });
});
