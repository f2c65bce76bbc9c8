import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Connection } from '#main/store/connection.ts';
import { keptCopyPath, schemaVersion, standInForNewer } from '#main/store/migrations/migrate.ts';
import { ProjectStore, createProject, openProject } from '#main/store/projectFile.ts';
import type { Analysis } from '#shared/model/job.ts';
import type { AnalysisResult } from '#shared/model/results.ts';
import { projectWithDataset } from '../../../support/backend.ts';
import { smallScreen } from '../../../support/datasets.ts';
import { temporaryFolder } from '../../../support/folders.ts';
import { projectOfVersion } from '../../../support/oldProjects.ts';
import { evaluation, fitSettings, model } from '../../../support/results.ts';

const unfinished = { name: 'elastic-net/A', result: Uint8Array.of(1, 2, 3) };

/** A file of version 1 with a data set, a run, a model, and a job that is half done. */
function fileOfVersionOne(): string {
  return projectOfVersion(1, fillWithWork);
}

function fillWithWork(project: ProjectStore): void {
  const evaluate: Analysis = { kind: 'evaluate', settings: evaluation().settings };
  const fit: Analysis = { kind: 'fit', settings: fitSettings() };
  const token = project.claimRunner();
  finish(project, token, 'run', evaluate, { kind: 'evaluate', evaluation: evaluation() });
  finish(project, token, 'model', fit, { kind: 'fit', model: model() });
  const half = newJob(project, 'half', fit, [unfinished.name, 'elastic-net/B']);
  project.commitUnit(token, half.id, unfinished.name, unfinished.result);
  project.setPace('fit', 3);
  project.releaseRunner(token);
}

function newJob(project: ProjectStore, name: string, analysis: Analysis, units: readonly string[]) {
  return project.createJob({
    name,
    datasetId: project.datasetSummary('panel').id,
    analysis,
    version: '0.1.0',
    replaces: false,
    units: units.map((unit, index) => ({ name: unit, cost: index + 1 })),
  });
}

function finish(
  project: ProjectStore,
  token: string,
  name: string,
  analysis: Analysis,
  result: AnalysisResult,
): void {
  const { id } = newJob(project, name, analysis, []);
  project.finishJob(token, id, { headline: `${name}: done`, result });
}

/** Everything that a user would miss. */
function contentOf(project: ProjectStore) {
  const [half] = project.listJobs().filter(({ name }) => name === 'half');
  return {
    name: project.name,
    dataset: project.loadDataset('panel'),
    datasets: project.listDatasets(),
    results: project.listResults(),
    run: project.findResult('run'),
    model: project.loadModel('model'),
    jobs: project.listJobs(),
    finished: project.finishedUnits(half.id).map(({ name, result }) => [name, [...result]]),
    pending: project.pendingUnits(half.id),
    pace: project.pace('fit'),
  };
}

describe('002-screen', () => {
  test('keeps data sets, runs, models, jobs and their units, and a copy of the file as it was', () => {
    const path = fileOfVersionOne();
    const old = openProject(path, { readOnly: true, asIs: true });
    const before = contentOf(old);
    old.close();
    expect(before.finished).toEqual([[unfinished.name, [...unfinished.result]]]);

    const project = openProject(path);
    expect(contentOf(project)).toEqual(before);
    expect(project.loadEvaluation('run').evaluation).toEqual(evaluation());
    expect(project.loadModel('model').model).toEqual(model());
    expect(project.check()).toEqual([]);
    project.close();

    const kept = new Connection(keptCopyPath(path, 1), { readOnly: true });
    standInForNewer(kept);
    expect(schemaVersion(kept)).toBe(1);
    expect(contentOf(new ProjectStore(kept))).toEqual(before);
    kept.close();
  });

  test('leaves results that go with all that is theirs, and a project that takes a screen', () => {
    const project = openProject(fileOfVersionOne());
    const job = newJob(project, 'screened', { kind: 'screen', settings: smallScreen() }, []);
    const token = project.claimRunner();
    const screening = { settings: smallScreen(), drugs: [], errors: [], warnings: [] };
    project.finishJob(token, job.id, { headline: 'done', result: { kind: 'screen', screening } });
    expect(project.loadScreening('screened').screening).toEqual(screening);
    project.deleteResult('run');
    project.deleteResult('model');
    expect(project.listResults().map(({ name }) => name)).toEqual(['screened']);
    expect(project.check()).toEqual([]);
    project.close();
  });

  test('gives the tables that a new project has', () => {
    const old = fileOfVersionOne();
    openProject(old).close();
    const fresh = join(temporaryFolder(), 'new.tracewise');
    createProject(fresh, 'New').close();
    expect(tablesOf(old)).toEqual(tablesOf(fresh));
  });

  test.each([
    ['the drugs of a screen in order', 'SELECT * FROM screened_drug WHERE result_id = 1 ORDER BY position'],
    [
      'the errors of one drug',
      `SELECT true_errors FROM screened_drug JOIN screen_errors USING (result_id, position)
       WHERE result_id = 1 AND metric = 'x' AND drug = 'y'`,
    ],
    ['the errors of all', 'SELECT true_errors FROM screen_errors WHERE result_id = 1 ORDER BY position'],
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
