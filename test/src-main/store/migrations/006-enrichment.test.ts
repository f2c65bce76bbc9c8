import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Connection } from '#main/store/connection.ts';
import { keptCopyPath, schemaVersion } from '#main/store/migrations/migrate.ts';
import { createProject, openProject } from '#main/store/projectFile.ts';
import type { ProjectStore } from '#main/store/projectFile.ts';
import { projectWithDataset } from '../../../support/backend.ts';
import { temporaryFolder } from '../../../support/folders.ts';
import { projectOfVersion } from '../../../support/oldProjects.ts';
import { clustering, enrichment, fitSettings, model } from '../../../support/results.ts';

function fileOfVersionFive(): string {
  return projectOfVersion(5, (project) => {
    const token = project.claimRunner();
    const analysis = { kind: 'fit' as const, settings: fitSettings() };
    const { id: datasetId } = project.datasetSummary('panel');
    const { id } = project.createJob({
      name: 'model',
      datasetId,
      analysis,
      version: '1',
      replaces: false,
      units: [],
    });
    project.finishJob(token, id, { headline: 'done', result: { kind: 'fit', model: model() } });
    project.releaseRunner(token);
    project.saveDerivedResult({
      ...commonOf(project, 'groups'),
      derivation: { kind: 'cluster', settings: clustering().settings },
      result: { kind: 'cluster', clustering: clustering() },
    });
  });
}

function commonOf(project: ProjectStore, name: string) {
  const { name: modelName, createdAt, seed, datasetId } = project.loadModel('model');
  const source = { name: modelName, createdAt, seed, datasetId };
  return { name, model: source, sourceHash: 'abc', version: '1', headline: `${name}: done`, replace: false };
}

function saveEnrichment(project: ProjectStore): void {
  const result = { kind: 'enrich' as const, enrichment: enrichment() };
  const derivation = { kind: 'enrich' as const, settings: enrichment().settings };
  project.saveDerivedResult({ ...commonOf(project, 'enriched'), derivation, result });
}

describe('006-enrichment', () => {
  test('keeps what was there, and a copy of the file as it was', () => {
    const path = fileOfVersionFive();
    const old = openProject(path, { readOnly: true, asIs: true });
    const before = old.listResults();
    old.close();
    const project = openProject(path);
    expect(project.listResults()).toEqual(before);
    expect(project.loadModel('model').model).toEqual(model());
    expect(project.loadClustering('groups').clustering).toEqual(clustering());
    expect(project.check()).toEqual([]);
    project.close();
    const kept = new Connection(keptCopyPath(path, 5), { readOnly: true });
    expect(schemaVersion(kept)).toBe(5);
    kept.close();
  });

  test('leaves a project that takes an enrichment, gives it back as it was, and lets it go with all that is its own', () => {
    const path = fileOfVersionFive();
    const project = openProject(path);
    saveEnrichment(project);
    project.close();
    const reopened = openProject(path);
    expect(reopened.loadEnrichment('enriched').enrichment).toEqual(enrichment());
    expect(reopened.loadEnrichment('enriched')).toMatchObject({ seed: 3, datasetName: 'panel' });
    reopened.deleteResult('enriched');
    expect(reopened.listResults().map(({ name }) => name)).toEqual(['model', 'groups']);
    expect(reopened.check()).toEqual([]);
    reopened.close();
    const connection = new Connection(path, { readOnly: true });
    connection.read((database) => expect(database.prepare('SELECT * FROM enrichment').all()).toEqual([]));
    connection.close();
  });

  test('gives the tables that a new project has', () => {
    const old = fileOfVersionFive();
    openProject(old).close();
    const fresh = join(temporaryFolder(), 'new.tracewise');
    createProject(fresh, 'New').close();
    const tablesOf = (path: string) => {
      const connection = new Connection(path, { readOnly: true });
      const sql = 'SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY sql';
      const tables = connection.read((database) => database.prepare<[], string>(sql).pluck().all());
      connection.close();
      return tables;
    };
    expect(tablesOf(old)).toEqual(tablesOf(fresh));
  });

  test('finds an enrichment without reading a whole table', () => {
    const connection = new Connection(projectWithDataset(), { readOnly: true });
    const sql = 'EXPLAIN QUERY PLAN SELECT * FROM enrichment WHERE result_id = 1';
    const plan = connection.read((database) => database.prepare<[], { detail: string }>(sql).all());
    connection.close();
    for (const { detail } of plan) expect(detail).toMatch(/^SEARCH .* USING .*(INDEX|PRIMARY KEY)/);
  });
});
