import { describe, expect, test } from 'vitest';
import { buildDataset } from '#main/importers/dataset/buildDataset.ts';
import type { TableRequest } from '#main/importers/dataset/request.ts';
import type { TableRole } from '#shared/model/dataset.ts';
import { readingContext, rejectionOf, sourceOf } from '../../../support/files.ts';
import { temporaryFolder } from '../../../support/folders.ts';
import { fixture } from '../../../support/importFixture.ts';

function table(file: string, role: TableRole): TableRequest {
  return { source: fixture(file), role, format: 'auto' };
}

function expressionOf(...samples: string[]): TableRequest {
  const rows = samples.map((sample, row) => `${sample}\t${row + 1}\t${row ** 2}\n`);
  const source = sourceOf(temporaryFolder(), 'expression.tsv', `line\tEGFR\tKRAS\n${rows.join('')}`);
  return { source, role: 'expression', format: 'auto' };
}

function build(tables: readonly TableRequest[]) {
  return buildDataset({ dataset: 'panel', missing: 'drop', tables }, readingContext());
}

describe('a data set', () => {
  test("comes of CTRP's tables in any order, with what its lookups tell", async () => {
    const { dataset, report } = await build([
      table('ctrp/v2.csv', 'response'),
      table('ctrp/compounds.csv', 'lookup'),
      expressionOf('5637', 'AA1'),
      table('ctrp/experiments.csv', 'lookup'),
      table('ctrp/cell_lines.csv', 'lookup'),
    ]);
    expect(dataset.samples).toEqual([{ name: 'AA1', tissue: 'lung' }, { name: '5637' }]);
    expect(dataset.drugs.map(({ name, target }) => [name, target])).toEqual([
      ['alphanib', 'EGFR;ERBB2'],
      ['betacin', undefined],
    ]);
    expect(dataset.responses).toEqual([
      {
        metric: { name: 'AUC', higherIsSensitive: false },
        values: Float64Array.of(13.25, 10, 13.25, NaN),
      },
    ]);
    expect(report.duplicates).toMatchObject([{ file: 'v2.csv', kind: 'pair', count: 1 }]);
    expect(report.notices).toHaveLength(2);
    expect(dataset.provenance.map(({ format }) => format)).toEqual([
      'ctrp',
      'plain-table',
      'plain-matrix',
      'plain-table',
      'plain-table',
    ]);
  });

  test("comes of CCLE's drug file with four metrics, beside a MAF and tables that describe", async () => {
    const { dataset, report } = await build([
      expressionOf('BB2_SKIN', 'AA1_LUNG', 'AAA1_LUNG', 'CC3_BREAST'),
      table('maf/mutations.maf', 'mutation'),
      {
        ...table('ccle-drugs/responses.csv', 'response'),
        source: sourceOf(
          temporaryFolder(),
          'drugs.csv',
          'CCLE Cell Line Name,Compound,EC50 (uM),IC50 (uM),Amax,ActArea\nAA1_LUNG,Alphanib,1,2,-3,4\nBB2_SKIN,Alphanib,NA,8,-9,.5\n',
        ),
      },
      table('plain-table/profiling.csv', 'drugs'),
      table('plain-table/lines.txt', 'samples'),
    ]);
    expect(dataset.samples).toEqual([
      { name: 'AA1_LUNG', tissue: 'lung' },
      { name: 'BB2_SKIN', tissue: 'skin' },
    ]);
    expect(dataset.drugs).toMatchObject([{ name: 'Alphanib', target: 'EGFR, HER2' }]);
    expect(dataset.responses.map(({ metric, values }) => [metric.name, ...values])).toEqual([
      ['EC50', 1, NaN],
      ['IC50', 2, 8],
      ['Amax', -3, -9],
      ['activity area', 4, 0.5],
    ]);
    expect(dataset.features.map(({ block, gene }) => `${block}:${gene}`)).toEqual([
      'expression:EGFR',
      'expression:KRAS',
      'mutation:EGFR',
      'mutation:KRAS',
    ]);
    expect([...dataset.featureValues.subarray(4)]).toEqual([1, 0, 0, 1]);
    expect(report.notices.filter((notice) => notice.startsWith('mutations.maf: '))).toHaveLength(7);
  });

  test('takes the metrics that were asked for, also below a title', async () => {
    const text = 'Table S3\nsome notes\nsample,drug,IC50,AUC\nAA1,Alphanib,2,.5\nBB2,Alphanib,8,.9\n';
    const response: TableRequest = {
      source: sourceOf(temporaryFolder(), 'titled.csv', text),
      role: 'response',
      format: 'auto',
      headerLine: 3,
    };
    for (const wanted of [{ metrics: ['AUC'] }, { metric: 'AUC' }]) {
      const { dataset } = await build([expressionOf('AA1', 'BB2'), { ...response, ...wanted }]);
      expect(dataset.responses.map(({ metric, values }) => [metric.name, ...values])).toEqual([
        ['AUC', 0.5, 0.9],
      ]);
    }
  });

  test("does not come of CTRP's ids alone, and nothing else is read for it", async () => {
    const work = build([expressionOf('AA1'), table('ctrp/v2.csv', 'response')]);
    expect((await rejectionOf(work)).detail.place).toEqual({ file: 'v2.csv', line: 1, column: 1 });
  });

  test('does not come of gene sets', async () => {
    const work = build([table('gene-sets/sets.gmt', 'expression'), table('ctrp/v1.txt', 'response')]);
    expect((await rejectionOf(work)).detail.remedy).toContain('Enrichment');
  });
});

test('names that no two rows share are refused before a matrix is made of them', async () => {
  const rows = Array.from({ length: 4000 }, (_, row) => `s${row},d${row},1\n`).join('');
  const source = sourceOf(temporaryFolder(), 'rows.csv', `sample,drug,auc\n${rows}`);
  const work = build([expressionOf('s1'), { source, role: 'response', format: 'auto' }]);
  expect((await rejectionOf(work)).detail.found).toBe('4000 samples and 4000 columns in 4000 rows');
});
