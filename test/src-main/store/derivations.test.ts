import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { SourceModel } from '#main/store/derivations.ts';
import { Connection } from '#main/store/connection.ts';
import { createProject, openProject } from '#main/store/projectFile.ts';
import type { ProjectStore } from '#main/store/projectFile.ts';
import { smallDataset } from '../../support/datasets.ts';
import { thrownBy } from '../../support/errors.ts';
import { temporaryFolder } from '../../support/folders.ts';
import { clustering, fitSettings, model } from '../../support/results.ts';

function projectWithModel(): ProjectStore {
  const project = createProject(join(temporaryFolder(), 'study.tracewise'), 'Study');
  project.saveDataset(smallDataset(), { replace: false });
  storeModel(project);
  return project;
}

function storeModel(project: ProjectStore, name = 'model'): void {
  const token = project.claimRunner();
  const { id } = project.createJob({
    name,
    datasetId: project.datasetSummary('panel').id,
    analysis: { kind: 'fit', settings: fitSettings() },
    version: '1.2.3',
    replaces: project.findResult(name) !== undefined,
    units: [],
  });
  project.finishJob(token, id, { headline: `${name}: done`, result: { kind: 'fit', model: model() } });
  project.releaseRunner(token);
}

function sourceOf(project: ProjectStore): SourceModel {
  const { name, createdAt, seed, datasetId } = project.loadModel('model');
  return { name, createdAt, seed, datasetId };
}

function derive(
  project: ProjectStore,
  name: string,
  { replace = false, source = sourceOf(project) }: { replace?: boolean; source?: SourceModel } = {},
): void {
  const found = clustering();
  project.saveDerivedResult({
    name,
    model: source,
    sourceHash: 'abc',
    derivation: { kind: 'cluster', settings: found.settings },
    result: { kind: 'cluster', clustering: found },
    version: '1.2.3',
    headline: `${name}: done`,
    replace,
  });
}

describe('a derived result', () => {
  test('of a clustering comes back as it was, with what says where it comes from', () => {
    const project = projectWithModel();
    derive(project, 'groups');
    project.close();
    const reopened = openProject(project.path);
    const stored = reopened.loadClustering('groups');
    expect(stored.clustering).toEqual(clustering());
    expect(stored).toMatchObject({ seed: 3, version: '1.2.3', datasetName: 'panel' });
    expect(reopened.clusterCount('groups')).toBe(2);
    expect(reopened.findSource('groups')).toEqual({ sourceHash: 'abc', modelIsThere: true });
    expect(reopened.findSource('model')).toBeUndefined();
    expect(thrownBy(() => reopened.loadClustering('model'))).toMatchObject({
      kind: 'not-found',
      message: 'there is no clustering "model" in this project',
    });
    reopened.close();
  });

  test('stays when its model goes, and says that it did', () => {
    const project = projectWithModel();
    derive(project, 'groups');
    project.deleteResult('model');
    expect(project.loadClustering('groups').clustering).toEqual(clustering());
    expect(project.findSource('groups')).toEqual({ sourceHash: 'abc', modelIsThere: false });
    expect(project.check()).toEqual([]);
  });

  test('is told from the model that took the name of its own, until it is linked to that', () => {
    const project = projectWithModel();
    derive(project, 'groups');
    storeModel(project);
    expect(project.findSource('groups')?.modelIsThere).toBe(false);
    project.linkToModel('groups', sourceOf(project));
    expect(project.findSource('groups')?.modelIsThere).toBe(true);
  });

  test('is not stored when its model was replaced meanwhile', () => {
    const project = projectWithModel();
    const source = { ...sourceOf(project), createdAt: '2020-01-01T00:00:00.000Z' };
    expect(thrownBy(() => derive(project, 'groups', { source }))).toMatchObject({ kind: 'conflict' });
    expect(project.listResults().map(({ name }) => name)).toEqual(['model']);
  });

  test('takes a name that is taken only when it replaces, and then with the job that had it', () => {
    const project = projectWithModel();
    storeModel(project, 'other');
    expect(thrownBy(() => derive(project, 'other')).kind).toBe('conflict');
    derive(project, 'other', { replace: true });
    expect(project.findJob('other')).toBeUndefined();
    expect(project.loadClustering('other').clustering.k).toBe(2);
    expect(project.check()).toEqual([]);
  });

  test('goes with all that is its own', () => {
    const project = projectWithModel();
    derive(project, 'groups');
    project.deleteResult('groups');
    expect(rowCount(project.path, 'clustering') + rowCount(project.path, 'derivation')).toBe(0);
    expect(project.loadModel('model').model).toEqual(model());
    expect(project.check()).toEqual([]);
  });
});

function rowCount(path: string, table: 'clustering' | 'derivation'): number {
  const connection = new Connection(path, { readOnly: true });
  try {
    return connection.read(
      (database) => database.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck().get() ?? NaN,
    );
  } finally {
    connection.close();
  }
}
