import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Analysis } from '#shared/model/job.ts';
import type { AnalysisResult } from '#shared/model/results.ts';
import { Connection } from '#main/store/connection.ts';
import { createProject, openProject } from '#main/store/projectFile.ts';
import type { ProjectStore } from '#main/store/projectFile.ts';
import { smallDataset } from '../../support/datasets.ts';
import { thrownBy } from '../../support/errors.ts';
import { temporaryFolder } from '../../support/folders.ts';
import { evaluation, fitSettings, model, screening, taskGroups } from '../../support/results.ts';

const evaluate: Analysis = { kind: 'evaluate', settings: evaluation().settings };
const fit: Analysis = { kind: 'fit', settings: fitSettings() };
const screen: Analysis = { kind: 'screen', settings: screening().settings };

function newProject(): ProjectStore {
  const project = createProject(join(temporaryFolder(), 'study.tracewise'), 'Study');
  project.saveDataset(smallDataset(), { replace: false });
  return project;
}

function store(
  project: ProjectStore,
  name: string,
  analysis: Analysis,
  result: AnalysisResult,
  replaces = false,
) {
  const token = project.claimRunner();
  const { id } = project.createJob({
    name,
    datasetId: project.datasetSummary('panel').id,
    analysis,
    version: '1.2.3',
    replaces,
    units: [{ name: 'all', cost: 1 }],
  });
  project.commitUnit(token, id, 'all', Uint8Array.of(1, 2, 3));
  try {
    return project.finishJob(token, id, { headline: `${name}: done`, result });
  } finally {
    project.releaseRunner(token);
  }
}

describe('a stored result', () => {
  test('of an evaluation comes back as it was, in a file that was closed meanwhile', () => {
    const project = newProject();
    store(project, 'run', evaluate, { kind: 'evaluate', evaluation: evaluation() });
    project.close();
    const reopened = openProject(project.path);
    const stored = reopened.loadEvaluation('run');
    expect(stored.evaluation).toEqual(evaluation());
    expect(Object.is(stored.evaluation.observed[5], -0)).toBe(true);
    const dataset = reopened.datasetSummary('panel');
    expect(stored).toMatchObject({
      name: 'run',
      datasetName: 'panel',
      datasetHash: dataset.hash,
      datasetId: dataset.id,
      seed: Number.MAX_SAFE_INTEGER,
      version: '1.2.3',
      headline: 'run: done',
    });
    reopened.close();
  });

  test('of a fit comes back as it was, numbers without meaning included', () => {
    const project = newProject();
    store(project, 'model', fit, { kind: 'fit', model: model() });
    expect(project.loadModel('model').model).toEqual(model());
    expect(project.listResults().map(({ name, analysis }) => [name, analysis])).toEqual([['model', fit]]);
  });

  test('of a screen comes back as it was, numbers without meaning included, whole and in parts', () => {
    const project = newProject();
    store(project, 'screened', screen, { kind: 'screen', screening: screening() });
    const { settings, drugs, errors, warnings } = screening();
    expect(project.loadScreening('screened')).toMatchObject({ seed: 7, version: '1.2.3', settings });
    expect(project.loadScreening('screened').screening).toEqual(screening());
    expect(project.loadScreenTable('screened')).toMatchObject({
      name: 'screened',
      settings,
      drugs,
      warnings,
    });
    expect(project.loadScreenErrors('screened', 'AUC', 'A')).toEqual(errors[2]);
    expect(project.loadScreenErrors('screened', 'AUC', 'B')).toBeUndefined();
    expect(project.screenNoise('screened')).toEqual([
      { metric: 'activity', screenedCount: 2, noisyDrugs: ['B'] },
      { metric: 'AUC', screenedCount: 1, noisyDrugs: [] },
      { metric: 'IC50', screenedCount: 0, noisyDrugs: [] },
    ]);
  });

  test('of a screen goes into a copy, is sound, and leaves no row behind when it is deleted', () => {
    const project = newProject();
    store(project, 'screened', screen, { kind: 'screen', screening: screening() });
    const copy = join(temporaryFolder(), 'copy.tracewise');
    project.copyTo(copy);
    const copied = openProject(copy, { readOnly: true });
    expect(copied.loadScreening('screened').screening).toEqual(screening());
    expect(copied.check()).toEqual([]);
    copied.close();
    project.deleteResult('screened');
    expect(rowCount(project.path, 'screened_drug') + rowCount(project.path, 'screen_errors')).toBe(0);
    expect(project.check()).toEqual([]);
  });

  test('of a screen is replaced by that of another', () => {
    const project = newProject();
    store(project, 'screened', screen, { kind: 'screen', screening: screening() });
    const next = { ...screening(), warnings: ['another'] };
    store(project, 'screened', screen, { kind: 'screen', screening: next }, true);
    expect(project.loadScreening('screened').screening).toEqual(next);
    expect(rowCount(project.path, 'screened_drug')).toBe(3);
  });

  test('of group sizes comes back as it was, goes into a copy, and leaves no row behind when it is deleted', () => {
    const project = newProject();
    const { settings } = taskGroups();
    store(project, 'groups', { kind: 'tasks', settings }, { kind: 'tasks', taskGroups: taskGroups() });
    const stored = project.loadTaskGroups('groups');
    expect(stored).toMatchObject({ seed: Number.MAX_SAFE_INTEGER, settings });
    expect(stored.taskGroups).toEqual(taskGroups());
    const copy = join(temporaryFolder(), 'copy.tracewise');
    project.copyTo(copy);
    const copied = openProject(copy, { readOnly: true });
    expect(copied.loadTaskGroups('groups').taskGroups).toEqual(taskGroups());
    copied.close();
    expect(() => project.loadEvaluation('groups')).toThrow('there is no run "groups"');
    project.deleteResult('groups');
    expect(rowCount(project.path, 'grouped_drug') + rowCount(project.path, 'task_group')).toBe(0);
    expect(project.check()).toEqual([]);
  });

  test('lets the results of its units go', () => {
    const project = newProject();
    const job = store(project, 'run', evaluate, { kind: 'evaluate', evaluation: evaluation() });
    expect(job).toMatchObject({ state: 'done', unitsDone: 1 });
    expect(() => project.unitResults(job.id)).toThrow('not done');
    expect(project.finishedUnits(job.id)).toEqual([]);
  });

  test('is of one kind: a run is no model, and its name is taken for both', () => {
    const project = newProject();
    store(project, 'run', evaluate, { kind: 'evaluate', evaluation: evaluation() });
    expect(thrownBy(() => project.loadModel('run'))).toMatchObject({ kind: 'not-found' });
    expect(thrownBy(() => project.loadScreening('run'))).toMatchObject({
      kind: 'not-found',
      message: 'there is no screen "run" in this project',
    });
    const error = thrownBy(() => store(project, 'run', fit, { kind: 'fit', model: model() }));
    expect(error.kind).toBe('conflict');
  });

  test('is replaced by that of a job that says so, only once that is there', () => {
    const project = newProject();
    store(project, 'run', evaluate, { kind: 'evaluate', evaluation: evaluation() });
    project.createJob({
      name: 'run',
      datasetId: project.datasetSummary('panel').id,
      analysis: fit,
      version: '1',
      replaces: true,
      units: [],
    });
    expect(project.loadEvaluation('run').evaluation).toEqual(evaluation());
    store(project, 'run', fit, { kind: 'fit', model: model() }, true);
    expect(project.loadModel('run').model.status).toBe('iterationLimit');
    expect(thrownBy(() => project.loadEvaluation('run')).kind).toBe('not-found');
    expect(project.listResults()).toHaveLength(1);
  });

  test('is deleted with its job and every matrix', () => {
    const project = newProject();
    const before = rowCount(project.path, 'matrix');
    store(project, 'run', evaluate, { kind: 'evaluate', evaluation: evaluation() });
    store(project, 'model', fit, { kind: 'fit', model: model() });
    expect(rowCount(project.path, 'matrix')).toBeGreaterThan(before);
    project.deleteResult('run');
    project.deleteResult('model');
    expect(rowCount(project.path, 'matrix')).toBe(before);
    expect(project.listJobs()).toEqual([]);
    expect(thrownBy(() => project.deleteResult('run')).kind).toBe('not-found');
    expect(project.check()).toEqual([]);
  });
});

type CountedTable = 'matrix' | 'screened_drug' | 'screen_errors' | 'grouped_drug' | 'task_group';

function rowCount(path: string, table: CountedTable): number {
  const connection = new Connection(path, { readOnly: true });
  try {
    return connection.read(
      (database) => database.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck().get() ?? NaN,
    );
  } finally {
    connection.close();
  }
}
