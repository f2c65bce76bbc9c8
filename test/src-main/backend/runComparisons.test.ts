import { expect, test } from 'vitest';
import { solverEntry } from '#main/hosts/product.ts';
import type { EvaluationSettings } from '#shared/model/settings.ts';
import { jobReaches, projectWithDataset, testBackend } from '../../support/backend.ts';
import { smallEvaluation } from '../../support/datasets.ts';
import { parseRows } from '../../support/table.ts';

const drugs = ['A', 'B', 'C', 'D'];

/** A project whose runs are made one after another. */
async function projectWithRuns(runs: Record<string, Partial<EvaluationSettings>>) {
  const fileId = projectWithDataset({ drugs, samples: 30 });
  const { call, backend } = testBackend({ solverEntry });
  const { projectId } = await call('project/open', { fileId });
  for (const [name, changes] of Object.entries(runs)) {
    const ended = jobReaches(backend, name, 'done', 'failed');
    const analysis = { kind: 'evaluate', settings: smallEvaluation(changes) };
    await call('job/start', { projectId, dataset: 'panel', name, analysis, replace: false });
    expect(await ended).toMatchObject({ state: 'done' });
  }
  return { call, projectId };
}

test('a comparison shows both baselines and ranks them, though the exports hold what was asked for', async () => {
  const { call, projectId } = await projectWithRuns({ alone: { models: ['ridge'] } });
  const { scores, ranking, comparisons } = await call('evaluation/summary', { projectId, name: 'alone' });
  expect(scores.map(({ model }) => model)).toEqual(['ridge', 'additive-mean', 'drug-mean']);
  expect(scores[2]).toMatchObject({ meanNmse: 1, foldNmse: [1, 1, 1] });
  expect(ranking).toMatchObject({ drugCount: drugs.length, models: [{}, {}, {}] });
  expect(comparisons).toHaveLength(6);
  const { predicted } = await call('evaluation/drug', { projectId, name: 'alone', drug: 'B' });
  expect(predicted.map(({ model }) => model)).toEqual(['ridge', 'additive-mean', 'drug-mean']);
  const { text } = await call('export/text', { projectId, what: 'evaluation', of: 'alone' });
  expect(new Set(parseRows(text).map(({ model }) => model))).toEqual(new Set(['ridge']));
});

test('a model of one run stands against a model of another', async () => {
  const { call, projectId } = await projectWithRuns({
    entries: { models: ['ridge'] },
    'lines, three drugs': { models: ['ridge'], scheme: 'inductive', drugs: ['C', 'A', 'B'] },
  });
  const a = { name: 'entries', model: 'ridge' };
  const other = 'lines, three drugs';
  const compared = await call('evaluation/against-run', { projectId, a, b: { name: other, model: 'ridge' } });
  expect(compared.drugs.map(({ drug }) => drug)).toEqual(['A', 'B', 'C']);
  expect([compared.onlyA, compared.onlyB]).toEqual([['D'], []]);
  const ofRun = async (name: string) =>
    (await call('evaluation/summary', { projectId, name })).scores[0].drugs[0].nmse;
  expect(compared.drugs[0].a.nmse).toBe(await ofRun('entries'));
  expect(compared.drugs[0].b.nmse).toBe(await ofRun(other));
  const same = await call('evaluation/against-run', { projectId, a, b: a });
  expect(same.outcome).toMatchObject({ wins: 0, losses: 0, ties: 4, pValue: null });
  await expect(
    call('evaluation/against-run', { projectId, a, b: { name: other, model: 'kbmtl' } }),
  ).rejects.toMatchObject({ kind: 'not-found' });
});

test('runs that differ in their seed are not taken for the same on other blocks', async () => {
  const { call, projectId } = await projectWithRuns({
    first: { models: ['ridge'] },
    'other models': { models: ['drug-mean'] },
    'other seed': { models: ['ridge'], seed: 2 },
  });
  const { sets, models, pairs } = await call('evaluation/by-block', { projectId, name: 'first' });
  expect(sets).toEqual([{ blocks: ['expression', 'copy-number'], runs: ['other models', 'first'] }]);
  expect(models.map(({ model }) => model)).toEqual(['ridge']);
  expect(pairs).toEqual([]);
});

test('tables of all drugs together are not to be had of one', async () => {
  const { call, projectId } = await projectWithRuns({ run: { models: ['additive-mean', 'drug-mean'] } });
  for (const what of ['comparison', 'friedman']) {
    await expect(call('export/text', { projectId, what, of: 'run', drug: 'A' })).rejects.toMatchObject({
      kind: 'invalid-setting',
    });
  }
});
