import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Connection } from '#main/store/connection.ts';
import { keptCopyPath, schemaVersion, standInForNewer } from '#main/store/migrations/migrate.ts';
import { ProjectStore, createProject, openProject } from '#main/store/projectFile.ts';
import type { Analysis } from '#shared/model/job.ts';
import type { AnalysisResult } from '#shared/model/results.ts';
import { projectWithDataset } from '../../../support/backend.ts';
import { temporaryFolder } from '../../../support/folders.ts';
import { projectOfVersion } from '../../../support/oldProjects.ts';
import { clustering, evaluation, fitSettings, model, screening } from '../../../support/results.ts';

/** A file of version 4 with a run, a model and a screen. */
function fileOfVersionFour(): string {
  return projectOfVersion(4, (project) => {
    const { settings } = screening();
    finish(project, 'run', { kind: 'evaluate', settings: evaluation().settings }, evaluated());
    finish(project, 'model', { kind: 'fit', settings: fitSettings() }, { kind: 'fit', model: model() });
    finish(project, 'screened', { kind: 'screen', settings }, { kind: 'screen', screening: screening() });
  });
}

function evaluated(): AnalysisResult {
  return { kind: 'evaluate', evaluation: evaluation() };
}

function finish(project: ProjectStore, name: string, analysis: Analysis, result: AnalysisResult): void {
  const token = project.claimRunner();
  const { id } = project.createJob({
    name,
    datasetId: project.datasetSummary('panel').id,
    analysis,
    version: '0.1.0',
    replaces: false,
    units: [],
  });
  project.finishJob(token, id, { headline: `${name}: done`, result });
  project.releaseRunner(token);
}

/** Everything that a user would miss. */
function contentOf(project: ProjectStore) {
  return {
    dataset: project.loadDataset('panel'),
    results: project.listResults(),
    run: project.findResult('run'),
    model: project.loadModel('model'),
    screening: project.loadScreening('screened'),
    jobs: project.listJobs(),
  };
}

describe('005-derived', () => {
  test('keeps data sets, runs, models, screens and jobs, and a copy of the file as it was', () => {
    const path = fileOfVersionFour();
    const old = openProject(path, { readOnly: true, asIs: true });
    const before = contentOf(old);
    old.close();
    expect(before.screening.screening).toEqual(screening());

    const project = openProject(path);
    expect(contentOf(project)).toEqual(before);
    expect(project.loadEvaluation('run').evaluation).toEqual(evaluation());
    expect(project.check()).toEqual([]);
    project.close();

    const kept = new Connection(keptCopyPath(path, 4), { readOnly: true });
    standInForNewer(kept);
    expect(schemaVersion(kept)).toBe(4);
    expect(contentOf(new ProjectStore(kept))).toEqual(before);
    kept.close();
  });

  test('leaves results that go with all that is theirs, and a project that takes a clustering', () => {
    const project = openProject(fileOfVersionFour());
    const { name, createdAt, seed, datasetId } = project.loadModel('model');
    project.saveDerivedResult({
      name: 'groups',
      model: { name, createdAt, seed, datasetId },
      sourceHash: 'abc',
      derivation: { kind: 'cluster', settings: clustering().settings },
      result: { kind: 'cluster', clustering: clustering() },
      version: '0.2.0',
      headline: 'done',
      replace: false,
    });
    for (const gone of ['run', 'model', 'screened']) project.deleteResult(gone);
    expect(project.loadClustering('groups').clustering).toEqual(clustering());
    expect(project.listResults().map((result) => result.name)).toEqual(['groups']);
    expect(project.check()).toEqual([]);
    project.close();
  });

  test('gives the tables that a new project has', () => {
    const old = fileOfVersionFour();
    openProject(old).close();
    const fresh = join(temporaryFolder(), 'new.tracewise');
    createProject(fresh, 'New').close();
    expect(tablesOf(old)).toEqual(tablesOf(fresh));
  });

  test.each([
    ['a clustering', 'SELECT * FROM clustering WHERE result_id = 1'],
    ['what was derived from a model', 'SELECT result_id FROM derivation WHERE model_id = 1'],
    ['the source of a result', 'SELECT source_hash FROM derivation WHERE result_id = 1'],
    ['results of a data set', 'SELECT id FROM result WHERE dataset_id = 1'],
    ['a result by name', "SELECT id FROM result WHERE name = 'x'"],
  ])('finds %s without reading a whole table', (_, sql) => {
    const connection = new Connection(projectWithDataset(), { readOnly: true });
    const plan = connection.read((database) =>
      database.prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all(),
    );
    connection.close();
    for (const { detail } of plan) expect(detail).toMatch(/^SEARCH .* USING .*(INDEX|PRIMARY KEY)/);
  });
});

function tablesOf(path: string): string[] {
  const connection = new Connection(path, { readOnly: true });
  const statements = connection.read((database) =>
    database
      .prepare<[], string>("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite%'")
      .pluck()
      .all(),
  );
  connection.close();
  return statements.sort();
}
