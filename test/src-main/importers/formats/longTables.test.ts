import { describe, expect, test } from 'vitest';
import { anyLong } from '#main/importers/formats/long/anyLong.ts';
import { longFormat } from '#main/importers/formats/long/longFormat.ts';
import { gdscFitted, prism } from '#main/importers/formats/long/specs.ts';
import { metricFromName } from '#shared/model/dataset.ts';
import { rejectionOf, sourceOf } from '../../../support/files.ts';
import { temporaryFolder } from '../../../support/folders.ts';
import {
  fixture,
  fixtureText,
  matricesOf,
  readFixture,
  recognised,
  wordsOf,
} from '../../../support/importFixture.ts';
import { readWith } from '../../../support/reading.ts';

describe('fitted responses of GDSC', () => {
  const format = longFormat(gdscFitted);
  const file = 'gdsc-fitted/fitted.csv';

  test('are known by their header, with both metrics', async () => {
    const { metrics, ...recognition } = await recognised(fixture(file));
    expect(recognition).toMatchObject({ format: 'gdsc-fitted', role: 'response' });
    expect(metrics).toEqual(['ln IC50', 'AUC']);
    expect((metrics ?? []).map((metric) => metricFromName(metric).higherIsSensitive)).toEqual([false, false]);
  });

  test('keep screens of one drug apart by what differs, and say that they leak', async () => {
    const result = await readFixture(format, file);
    const [lnIc50, auc] = matricesOf(result);
    expect(lnIc50.columns).toEqual([
      'Alphanib (1003, GDSC2)',
      'Alphanib (1908, GDSC2)',
      'Alphanib (1003, GDSC1)',
      'Betacin',
    ]);
    expect(lnIc50.rows).toEqual(['AA-1', 'BB 2']);
    expect(lnIc50.values).toEqual([
      [-1.463887, 2.25, 3.5, NaN],
      [-4.869455, NaN, NaN, 1.5],
    ]);
    expect(auc.values[0]).toEqual([0.93022, 0.98, 0.99, NaN]);
    expect(result.duplicates).toEqual([]);
    expect(result.notices).toHaveLength(1);
    expect(result.notices[0]).toContain('Alphanib (1003, GDSC2) and Alphanib (1908, GDSC2)');
    expect(result.notices[0]).toContain('transductive');
  });

  test('tell targets, pathways, tissues and other names of samples', async () => {
    const result = await readFixture(format, file);
    expect(wordsOf(result, 'drugs')?.slice(0, 2)).toEqual([
      ['drug', 'target', 'mechanism'],
      ['Alphanib (1003, GDSC2)', 'EGFR, ERBB2', 'EGFR signaling'],
    ]);
    expect(wordsOf(result, 'samples')?.[1]).toEqual(['AA-1', 'LUAD', '683667 | SIDM00001']);
  });

  test('of one screen keep the plain names of drugs', async () => {
    const text = fixtureText(file)
      .split('\n')
      .filter((line) => !/,1908,|GDSC1/.test(line))
      .join('\n');
    const result = await readWith(format, text, { role: 'response' });
    expect(matricesOf(result)[0].columns).toEqual(['Alphanib', 'Betacin']);
    expect(result.notices).toEqual([]);
  });
});

describe("parameters of PRISM's curves", () => {
  const format = longFormat(prism);
  const file = 'prism/parameters.csv';

  test('leave out rows that failed STR profiling, and say how many', async () => {
    const result = await readFixture(format, file);
    const [auc, ec50, ic50] = matricesOf(result);
    expect(auc).toEqual({
      metric: 'AUC',
      rows: ['AA1_OVARY', 'ACH-000003'],
      columns: ['alphanib', 'betacin'],
      values: [
        [0.7, 1.02],
        [0.97, NaN],
      ],
    });
    expect(ec50.values).toEqual([
      [0.6, 9.5],
      [NaN, NaN],
    ]);
    expect(ic50.values[0]).toEqual([0.75, NaN]);
    expect(result.notices).toEqual([
      'Left out 1 row, because their cell line failed STR profiling (passed_str_profiling).',
      'Where no table of samples tells tissues, they are what the names of samples end with.',
      '1 infinite value counts as missing.',
    ]);
  });

  test('of one line and drug in two screens are made one, and told', async () => {
    const { duplicates } = await readFixture(format, file, { replicates: 'median' });
    expect(duplicates).toHaveLength(2);
    expect(duplicates[0]).toMatchObject({ kind: 'pair', rule: 'median', count: 1 });
    expect(duplicates[0].worst[0]).toMatchObject({
      name: 'AA1_OVARY / alphanib (AUC)',
      entries: 2,
      correlation: null,
    });
    expect(duplicates[0].worst[0].largestDifference).toBeCloseTo(0.2);
  });

  test('describe drugs, and samples with the tissue that their names end with and their DepMap ids', async () => {
    const result = await readFixture(format, file);
    expect(await recognised(fixture(file))).toMatchObject({
      format: 'prism',
      metrics: ['AUC', 'EC50', 'IC50'],
    });
    expect(wordsOf(result, 'drugs')).toEqual([
      ['drug', 'target', 'mechanism'],
      ['alphanib', 'EGFR, ERBB2', 'EGFR inhibitor'],
      ['betacin', 'TOP1', 'topoisomerase inhibitor'],
    ]);
    expect(wordsOf(result, 'samples')).toEqual([
      ['sample', 'tissue', 'aliases'],
      ['AA1_OVARY', 'ovary', 'ACH-000001'],
      ['ACH-000003', '', ''],
    ]);
  });
});

describe('any long table', () => {
  const format = longFormat(anyLong);
  const file = 'long-table/sensitivities.tsv';
  const read = (text: string, name = 'm.csv') => readWith(format, text, { role: 'response' }, name);

  test("with R's row names and replicates is read, its metric left to the file's name", async () => {
    expect(await recognised(fixture(file))).toMatchObject({ format: 'long-table', role: 'response' });
    expect((await recognised(fixture(file))).metrics).toBeUndefined();
    const result = await readFixture(format, file);
    expect(matricesOf(result)).toEqual([
      {
        metric: undefined,
        rows: ['AA1', 'BB2'],
        columns: ['alphanib', 'betacin'],
        values: [
          [0.625, NaN],
          [NaN, -6e-4],
        ],
      },
    ]);
    expect(result.duplicates).toEqual([
      {
        kind: 'pair',
        rule: 'mean',
        count: 1,
        worst: [{ name: 'AA1 / alphanib', entries: 2, correlation: null, largestDifference: 0.25 }],
      },
    ]);
    expect(wordsOf(result, 'samples')).toEqual([
      ['sample', 'tissue'],
      ['AA1', 'lung'],
      ['BB2', 'skin'],
    ]);
  });

  test('of three replicates takes the median when asked', async () => {
    const text = 'sample,drug,auc\nA,x,1\nA,x,2\nA,x,9\n';
    const read = (replicates: 'mean' | 'median') => readWith(format, text, { role: 'response', replicates });
    expect(matricesOf(await read('median'))[0].values).toEqual([[2]]);
    expect(matricesOf(await read('mean'))[0].values).toEqual([[4]]);
  });

  test.each([
    ['the header of the values', 'sample,drug,IC50 (uM),rmse\nA,x,1,2\n', ['IC50']],
    ['several headers', 'Cell Line,Compound,auc,ln_ic50,n\nA,x,1,2,3\n', ['AUC', 'ln IC50']],
    ['logarithms', 'sample,drug,log10_IC50,log2(EC50)\nA,x,1,2\n', ['log10 IC50', 'log2 EC50']],
    [
      'logarithms that are turned round',
      'sample,drug,pIC50,neg_log_EC50\nA,x,1,2\n',
      ['-log10 IC50', '-log10 EC50'],
    ],
    ['a concentration and its logarithm', 'sample,drug,IC50,-log10 IC50\nA,x,1,2\n', ['IC50', '-log10 IC50']],
    ['an area under the curve', 'cell_line,cpd_name,area_under_curve\nA,x,1\n', ['AUC']],
    ['a header of its own', 'sample,drug,synergy\nA,x,1\n', ['synergy']],
  ])('names its metrics by %s', async (_, text, metrics) => {
    expect(matricesOf(await read(text)).map(({ metric }) => metric)).toEqual(metrics);
    const source = sourceOf(temporaryFolder(), 'm.csv', text);
    expect(await recognised(source)).toMatchObject({ format: 'long-table', metrics });
  });

  test('takes the metric itself, not its bounds or another of the kind beside', async () => {
    const text = 'sample,drug,IC50_lower,IC50 CI high,IC50_published,IC50,IC50_95_ci\nA,x,1,2,3,4,5\n';
    expect(matricesOf(await read(text)).map(({ metric, values }) => [metric, values])).toEqual([
      ['IC50', [[4]]],
    ]);
  });

  test('keeps the first of descriptions that disagree, and says so', async () => {
    const result = await read('sample,drug,target,auc\nA,x,EGFR,1\nB,x,ERBB2,2\nB,y,,3\n');
    expect(wordsOf(result, 'drugs')).toEqual([
      ['drug', 'target'],
      ['x', 'EGFR'],
      ['y', ''],
    ]);
    expect(result.notices).toEqual(['Rows describe 1 of the drugs in different words; the first stand.']);
  });

  test('leaves out rows without a name, and says so', async () => {
    const { notices, ...result } = await read('sample,drug,auc\nA,x,1\nNA,x,2\nB,,3\nB,y,4\n');
    expect(matricesOf({ notices, ...result })[0].rows).toEqual(['A', 'B']);
    expect(notices).toEqual([
      'Left out 1 row without a name of the sample.',
      'Left out 1 row without a name of the drug.',
    ]);
  });

  test('is not seen in a matrix of drugs, nor in a table that describes drugs', async () => {
    const matrix = sourceOf(temporaryFolder(), 'm.csv', 'sample,drug,other\nA,1,2\nB,3,4\n');
    expect((await recognised(matrix)).format).toBe('plain-matrix');
    const words = sourceOf(temporaryFolder(), 'm.csv', 'drug,target,sample\nx,EGFR,A\n');
    expect((await recognised(words)).format).toBe('plain-table');
  });

  test.each(['log_dose', 'log10 concentration', 'Conc (mM)', 'dose_log10_M'])(
    'is not seen where values belong to doses, as %s',
    async (dose) => {
      const doses = sourceOf(
        temporaryFolder(),
        'm.csv',
        `sample,drug,${dose},viability\nA,x,1,.9\nA,x,2,.5\n`,
      );
      expect((await recognised(doses)).format).not.toBe('long-table');
    },
  );

  test.each([
    ['a table without samples', 'well,drug,auc\n1,x,2\n', 1, undefined, 'well, drug, auc', 'sample'],
    ['a table without values', 'sample,drug,comment\nA,x,good\n', 1, undefined, 'comment', 'values'],
    ['text in a number', 'sample,drug,auc\nA,x,1\nB,x,2\nC,x,>10\n', 4, 3, '">10"', 'a number'],
    ['a ragged row', 'sample,drug,auc\nA,x,1\nB,x\n', 3, 3, '2 fields', '3 fields'],
    ['names that are all missing', 'sample,drug,auc\nNA,x,1\n', undefined, undefined, '1 row', 'a sample'],
  ])('is refused by place: %s', async (_, text, line, column, found, expected) => {
    const { kind, detail } = await rejectionOf(read(text, 'bad.csv'));
    expect(kind).toBe('invalid-input');
    expect(detail.place).toEqual({
      file: 'bad.csv',
      ...(line === undefined ? {} : { line }),
      ...(column === undefined ? {} : { column }),
    });
    expect(detail.found).toContain(found);
    expect(detail.expected).toContain(expected);
    expect(detail.remedy).toBeDefined();
  });
});
