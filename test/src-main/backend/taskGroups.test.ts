import { describe, expect, test } from 'vitest';
import { openProject } from '#main/store/projectFile.ts';
import { projectWithDataset, testBackend } from '../../support/backend.ts';
import { taskGroups } from '../../support/results.ts';
import { parseRows } from '../../support/table.ts';

const { settings, drugs, splits, warnings } = taskGroups();
const analysis = { kind: 'tasks' as const, settings };

/** A project with groups "first" of four drugs. */
async function grouped() {
  const path = projectWithDataset({ drugs: drugs.map(({ drug }) => drug), target: 'MAP2K1' });
  const project = openProject(path);
  const token = project.claimRunner();
  const { id: datasetId } = project.datasetSummary('panel');
  const job = { name: 'first', datasetId, analysis, version: '1', replaces: false, units: [] };
  const { id } = project.createJob(job);
  const result = { kind: 'tasks' as const, taskGroups: taskGroups() };
  project.finishJob(token, id, { headline: 'done', result });
  project.releaseRunner(token);
  project.close();
  const made = testBackend();
  const { projectId } = await made.call('project/open', { fileId: path });
  return { ...made, projectId };
}

describe('groups of drugs', () => {
  test('are summarised by size, and stand among the results', async () => {
    const { call, projectId } = await grouped();
    const summary = await call('tasks/summary', { projectId, name: 'first' });
    expect(summary.card).toMatchObject({ name: 'first', datasetName: 'panel', settings });
    expect(summary.splits).toEqual(splits);
    expect(summary.scores).toMatchObject([
      { size: 4, groupCount: 1, fewest: 4, most: 4, wins: 3, losses: 0, ties: 1 },
      { size: 2, groupCount: 2, fewest: 2, most: 2, wins: 1, losses: 3, ties: 0 },
    ]);
    expect(summary.smallestWinningSize).toBe(4);
    expect(summary.drugs.map(({ drug, target }) => [drug, target])).toEqual([
      ['A', 'MAP2K1'],
      ['B', undefined],
      ['C', undefined],
      ['D', undefined],
    ]);
    expect(summary.warnings).toEqual(warnings);
    const overview = await call('project/overview', { projectId });
    expect(overview.taskGroups).toEqual([summary.card]);
    expect(overview.evaluations).toEqual([]);
  });

  test('are written with a row per size and drug, of one drug when it is asked for', async () => {
    const { call, projectId } = await grouped();
    const { suggestedName, text } = await call('export/text', { projectId, what: 'tasks', of: 'first' });
    expect(suggestedName).toBe('first-tasks.tsv');
    expect(text.split('\n')[0]).toBe('group_size\tgroup\tdrug\tmse\tmse_elastic_net');
    const rows = parseRows(text);
    expect(rows.map((row) => [row['group_size'], row['group'], row['drug']])).toEqual([
      ['4', '1', 'A'],
      ['4', '1', 'B'],
      ['4', '1', 'C'],
      ['4', '1', 'D'],
      ['2', '1', 'B'],
      ['2', '1', 'D'],
      ['2', '2', 'A'],
      ['2', '2', 'C'],
    ]);
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
    const { call, projectId } = await grouped();
    const asked = { kind: 'tasks', settings: { ...settings, groupSizes: [128, 2] } };
    const estimate = await call('job/estimate', { projectId, dataset: 'panel', analysis: asked });
    expect(estimate).toMatchObject({
      // Three outer folds of two splits, and an elastic net for each drug.
      unitCount: 10,
      warnings: ['groups of 128 are left out: 4 drugs are one group'],
    });
    expect(estimate.seconds).toBeGreaterThan(0);
  });

  test('a name of another kind, or of nothing, is no comparison of group sizes', async () => {
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
