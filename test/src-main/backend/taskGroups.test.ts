import { describe, expect, test } from 'vitest';
import type { TaskGroupSettings } from '#shared/model/taskGroups.ts';
import { jobReaches, projectWithDataset, testBackend } from '../../support/backend.ts';
import { smallEvaluation } from '../../support/datasets.ts';
import { parseRows } from '../../support/table.ts';

const { models: _, ...design } = smallEvaluation({ outerFolds: 2, innerFolds: 2 });
const settings: TaskGroupSettings = { ...design, groupSizes: [8, 2] };
const analysis = { kind: 'tasks', settings };

/** A project with groups "first" of four drugs. */
async function grouped() {
  const path = projectWithDataset({ drugs: ['A', 'B', 'C', 'D'], target: 'MAP2K1' });
  const made = testBackend();
  const { projectId } = await made.call('project/open', { fileId: path });
  const ended = jobReaches(made.backend, 'first', 'done', 'failed');
  await made.call('job/start', { projectId, dataset: 'panel', name: 'first', analysis, replace: false });
  expect(await ended).toMatchObject({ state: 'done' });
  return { ...made, projectId };
}

describe('groups of drugs', () => {
  test('are summarised by size, and stand among the results and on the card', async () => {
    const { call, projectId } = await grouped();
    const summary = await call('tasks/summary', { projectId, name: 'first' });
    expect(summary.card).toMatchObject({ name: 'first', datasetName: 'panel', settings });
    expect(summary.scores).toMatchObject([
      { size: 4, groupCount: 1, fewest: 4, most: 4 },
      { size: 2, groupCount: 2, fewest: 2, most: 2 },
    ]);
    for (const { wins, losses, ties } of summary.scores) expect(wins + losses + ties).toBe(4);
    expect(summary.drugs.map(({ drug, target }) => [drug, target])).toEqual([
      ['A', 'MAP2K1'],
      ['B', undefined],
      ['C', undefined],
      ['D', undefined],
    ]);
    expect(summary.warnings).toContain('groups of 8 are left out: 4 drugs are one group');
    const overview = await call('project/overview', { projectId });
    expect(overview.taskGroups).toEqual([summary.card]);
    expect(overview.evaluations).toEqual([]);
    expect(overview.card.lastResult).toMatch(/^group sizes "first": 4 drugs, /);
  });

  test('are written with a row per size and drug, of one drug when it is asked for', async () => {
    const { call, projectId } = await grouped();
    const { splits, drugs } = await call('tasks/summary', { projectId, name: 'first' });
    const { suggestedName, text } = await call('export/text', { projectId, what: 'tasks', of: 'first' });
    expect(suggestedName).toBe('first-tasks.tsv');
    expect(text.split('\n')[0]).toBe('group_size\tgroup\tdrug\tmse\tmse_elastic_net');
    const rows = parseRows(text);
    expect(rows.map((row) => Number(row['group_size']))).toEqual([4, 4, 4, 4, 2, 2, 2, 2]);
    expect(rows.map((row) => Number(row['group']))).toEqual([1, 1, 1, 1, 1, 1, 2, 2]);
    for (const row of rows) {
      const place = drugs.findIndex(({ drug }) => drug === row['drug']);
      const split = splits.find(({ size }) => size === Number(row['group_size']));
      expect(Number(row['mse'])).toBe(split?.mse[place]);
      expect(Number(row['mse_elastic_net'])).toBe(drugs[place].mseElasticNet);
    }
    const ofDrug = await call('export/text', { projectId, what: 'tasks', of: 'first', drug: 'C' });
    expect(parseRows(ofDrug.text).map((row) => row['drug'])).toEqual(['C', 'C']);
    const unknown = call('export/text', { projectId, what: 'tasks', of: 'first', drug: 'X' });
    await expect(unknown).rejects.toMatchObject({ kind: 'invalid-setting' });
  });

  test('are estimated before they are trained, with what is left out', async () => {
    const path = projectWithDataset({ drugs: ['A', 'B', 'C', 'D'] });
    const { call } = testBackend();
    const { projectId } = await call('project/open', { fileId: path });
    const estimate = await call('job/estimate', { projectId, dataset: 'panel', analysis });
    expect(estimate).toMatchObject({
      // Two outer folds of two splits, and an elastic net for each drug.
      unitCount: 8,
      warnings: ['groups of 8 are left out: 4 drugs are one group'],
    });
    expect(estimate.seconds).toBeGreaterThan(0);
  });

  test('a run of another kind is no comparison of group sizes', async () => {
    const { call, projectId } = await grouped();
    await expect(call('tasks/summary', { projectId, name: 'none' })).rejects.toMatchObject({
      kind: 'not-found',
      message: 'there is no comparison of group sizes "none" in this project',
    });
    await expect(call('evaluation/summary', { projectId, name: 'first' })).rejects.toMatchObject({
      kind: 'not-found',
    });
  });
});
