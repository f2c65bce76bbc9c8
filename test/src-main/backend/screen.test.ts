import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { screenTable } from '#main/exporters/screenTable.ts';
import { openProject } from '#main/store/projectFile.ts';
import type { ScreenSettings } from '#shared/model/settings.ts';
import { jobReaches, projectWithDataset, testBackend } from '../../support/backend.ts';
import { smallScreen } from '../../support/datasets.ts';
import { temporaryFolder } from '../../support/folders.ts';
import { parseRows } from '../../support/table.ts';

const metrics = ['activity', 'AUC'];
const columns = [
  'drug',
  'n',
  'iqr',
  'true_mse_median',
  'permuted_mse_median',
  'p_value',
  'permutation_p',
  'q_value',
  'noisy',
  'repeats_run',
  'permutations_run',
];

/** A project with a screen "first" of two metrics unless the settings say otherwise. */
async function screened(changes: Partial<ScreenSettings> = {}) {
  const path = projectWithDataset({ drugs: ['A', 'noisy-B'], metrics });
  const made = testBackend();
  const { projectId } = await made.call('project/open', { fileId: path });
  const ended = jobReaches(made.backend, 'first', 'done', 'failed');
  const analysis = { kind: 'screen', settings: smallScreen({ metrics, ...changes }) };
  await made.call('job/start', { projectId, dataset: 'panel', name: 'first', analysis, replace: false });
  expect(await ended).toMatchObject({ state: 'done' });
  return { ...made, projectId, path };
}

describe('a screen', () => {
  test('is summarised with what is known of its drugs and with its warnings', async () => {
    const { call, projectId } = await screened();
    const summary = await call('screen/summary', { projectId, name: 'first' });
    expect(summary.card).toMatchObject({ name: 'first', settings: { metrics }, noise: [{}, {}] });
    expect(summary.drugs.map(({ metric, drug, target }) => [metric, drug, target])).toEqual([
      ['activity', 'A', 'EGFR'],
      ['activity', 'noisy-B', undefined],
      ['AUC', 'A', 'EGFR'],
      ['AUC', 'noisy-B', undefined],
    ]);
    expect(summary.drugs[0]).not.toHaveProperty('name');
    expect(summary.warnings).toEqual(['one drug is left out']);
    await expect(call('screen/summary', { projectId, name: 'none' })).rejects.toMatchObject({
      kind: 'not-found',
    });
  });

  test('gives the errors that one drug was judged by', async () => {
    const { call, projectId, path } = await screened();
    const drug = await call('screen/drug', { projectId, name: 'first', metric: 'AUC', drug: 'A' });
    expect(drug).toMatchObject({ metric: 'AUC', drug: 'A' });
    const project = openProject(path, { readOnly: true });
    const { trueErrors, permutedErrors } = project.loadScreening('first').screening.errors[2];
    project.close();
    expect(drug.trueErrors).toEqual([...trueErrors]);
    expect(drug.permutedErrors).toEqual([...permutedErrors]);
    expect(drug.permutedErrors).toHaveLength(99);
  });

  test.each([
    ['AUC', 'X', 'this screen has no drug "X" under AUC', 'left out for too few samples'],
    ['IC50', 'A', 'this screen has no metric "IC50"', 'It has: activity, AUC.'],
  ])('has no errors of a drug that it did not screen: %s %s', async (metric, drug, message, remedy) => {
    const { call, projectId } = await screened();
    const asked = call('screen/drug', { projectId, name: 'first', metric, drug });
    await expect(asked).rejects.toMatchObject({
      kind: 'not-found',
      message,
      detail: { remedy: expect.stringContaining(remedy) as string },
    });
  });
});

describe('the table of a screen', () => {
  test('tells the metrics apart in a last column, as text and as a file the same', async () => {
    const { call, projectId } = await screened();
    const { text, suggestedName } = await call('export/text', { projectId, what: 'screen', of: 'first' });
    expect(suggestedName).toBe('first-screen.tsv');
    const rows = parseRows(text);
    expect(Object.keys(rows[0])).toEqual([...columns, 'metric']);
    expect(rows.map((row) => [row['drug'], row['metric'], row['noisy']])).toEqual([
      ['A', 'activity', 'FALSE'],
      ['noisy-B', 'activity', 'TRUE'],
      ['A', 'AUC', 'FALSE'],
      ['noisy-B', 'AUC', 'TRUE'],
    ]);
    const { drugs } = await call('screen/summary', { projectId, name: 'first' });
    for (const [index, row] of rows.entries()) {
      expect(Number(row['n'])).toBe(drugs[index].sampleCount);
      expect(Number(row['iqr'])).toBe(drugs[index].interquartileRange);
      expect(Number(row['true_mse_median'])).toBe(drugs[index].trueMedian);
      expect(Number(row['permuted_mse_median'])).toBe(drugs[index].permutedMedian);
      expect(Number(row['p_value'])).toBe(drugs[index].pValue);
      expect(Number(row['permutation_p'])).toBe(drugs[index].permutationP);
      expect(Number(row['q_value'])).toBe(drugs[index].qValue);
      expect([row['repeats_run'], row['permutations_run']]).toEqual(['5', '99']);
    }
    const destination = join(temporaryFolder(), 'out.tsv');
    expect(await call('export/write', { projectId, what: 'screen', of: 'first', destination })).toEqual({
      rowCount: 4,
    });
    expect(readFileSync(destination, 'utf8')).toBe(text);
  });

  test('is that of one metric, and of one drug, where they are named', async () => {
    const { call, projectId } = await screened();
    const exported = (filter: object) =>
      call('export/text', { projectId, what: 'screen', of: 'first', ...filter });
    const { text, suggestedName } = await exported({ metric: 'AUC' });
    expect(suggestedName).toBe('first-screen-AUC.tsv');
    expect(Object.keys(parseRows(text)[0])).toEqual(columns);
    expect(parseRows(text).map((row) => row['drug'])).toEqual(['A', 'noisy-B']);
    const ofDrug = parseRows((await exported({ drug: 'A' })).text);
    expect(ofDrug.map((row) => [row['drug'], row['metric']])).toEqual([
      ['A', 'activity'],
      ['A', 'AUC'],
    ]);
    expect(parseRows((await exported({ drug: 'A', metric: 'AUC' })).text)).toHaveLength(1);
    await expect(exported({ drug: 'X' })).rejects.toMatchObject({
      kind: 'invalid-setting',
      detail: { found: 'X', expected: 'A, noisy-B' },
    });
    await expect(exported({ metric: 'IC50' })).rejects.toMatchObject({
      kind: 'invalid-setting',
      detail: { found: 'IC50', expected: 'activity, AUC' },
    });
  });

  test('has no column for the only metric, and nothing where a protocol gives nothing', async () => {
    const { call, projectId } = await screened({ metrics: ['AUC'], protocol: 'paper' });
    const { text } = await call('export/text', { projectId, what: 'screen', of: 'first' });
    const rows = parseRows(text);
    expect(Object.keys(rows[0])).toEqual(columns);
    expect(rows.map((row) => [row['permutation_p'], row['q_value']])).toEqual([
      ['NA', 'NA'],
      ['NA', 'NA'],
    ]);
  });

  test('is the only one that is of a metric', async () => {
    const { call, projectId } = await screened();
    const asked = call('export/text', { projectId, what: 'evaluation', of: 'first', metric: 'AUC' });
    await expect(asked).rejects.toMatchObject({ kind: 'invalid-setting' });
    const notOfRun = call('export/text', { projectId, what: 'evaluation', of: 'first' });
    await expect(notOfRun).rejects.toMatchObject({ kind: 'not-found' });
  });

  test('has a header alone where nothing could be screened', () => {
    expect([...screenTable([], { withMetric: true })]).toEqual([`${[...columns, 'metric'].join('\t')}\n`]);
  });
});
