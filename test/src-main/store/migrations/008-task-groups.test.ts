import { describe, expect, test } from 'vitest';
import { Connection } from '#main/store/connection.ts';
import { keptCopyPath, schemaVersion } from '#main/store/migrations/migrate.ts';
import { openProject } from '#main/store/projectFile.ts';
import type { ProjectStore } from '#main/store/projectFile.ts';
import type { Analysis } from '#shared/model/job.ts';
import type { AnalysisResult } from '#shared/model/results.ts';
import { projectOfVersion } from '../../../support/oldProjects.ts';
import { evaluation, model, screening, taskGroups } from '../../../support/results.ts';

function finish(project: ProjectStore, name: string, analysis: Analysis, result: AnalysisResult): void {
  const token = project.claimRunner();
  const { id: datasetId } = project.datasetSummary('panel');
  const { id } = project.createJob({ name, datasetId, analysis, version: '1', replaces: false, units: [] });
  project.finishJob(token, id, { headline: 'done', result });
  project.releaseRunner(token);
}

describe('008-task-groups', () => {
  test('keeps the results that were there, and a copy of the file as it was', () => {
    const path = projectOfVersion(7, (project) => {
      const run = evaluation();
      const fit = model();
      const screen = screening();
      finish(
        project,
        'run',
        { kind: 'evaluate', settings: run.settings },
        { kind: 'evaluate', evaluation: run },
      );
      finish(project, 'model', { kind: 'fit', settings: fit.settings }, { kind: 'fit', model: fit });
      finish(
        project,
        'screened',
        { kind: 'screen', settings: screen.settings },
        { kind: 'screen', screening: screen },
      );
    });
    const project = openProject(path);
    expect(project.listResults().map(({ name }) => name)).toEqual(['run', 'model', 'screened']);
    expect(project.loadEvaluation('run').evaluation).toEqual(evaluation());
    expect(project.loadModel('model').model).toEqual(model());
    expect(project.loadScreening('screened').screening).toEqual(screening());
    expect(project.check()).toEqual([]);
    project.close();
    const kept = new Connection(keptCopyPath(path, 7), { readOnly: true });
    expect(schemaVersion(kept)).toBe(7);
    kept.close();
  });

  test('has room for what became of drugs in groups, which it reads without looking at other runs', () => {
    const path = projectOfVersion(7);
    const project = openProject(path);
    const { settings } = taskGroups();
    finish(project, 'groups', { kind: 'tasks', settings }, { kind: 'tasks', taskGroups: taskGroups() });
    expect(project.loadTaskGroups('groups').taskGroups).toEqual(taskGroups());
    project.close();
    const connection = new Connection(path, { readOnly: true });
    const plan = connection.read((database) =>
      database
        .prepare<[], { detail: string }>(
          'EXPLAIN QUERY PLAN SELECT size, number, mse FROM task_group WHERE result_id = 1 ORDER BY size DESC, position',
        )
        .all()
        .map(({ detail }) => detail),
    );
    expect(plan[0]).toMatch(/^SEARCH task_group USING PRIMARY KEY \(result_id=\?\)/);
    connection.close();
  });
});
