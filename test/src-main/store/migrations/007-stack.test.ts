import { describe, expect, test } from 'vitest';
import { Connection } from '#main/store/connection.ts';
import { keptCopyPath, schemaVersion } from '#main/store/migrations/migrate.ts';
import { openProject } from '#main/store/projectFile.ts';
import type { ProjectStore } from '#main/store/projectFile.ts';
import type { Evaluation } from '#shared/model/results.ts';
import { projectOfVersion } from '../../../support/oldProjects.ts';
import { evaluation } from '../../../support/results.ts';

function saveEvaluation(project: ProjectStore, name: string, saved: Evaluation): void {
  const token = project.claimRunner();
  const { id: datasetId } = project.datasetSummary('panel');
  const analysis = { kind: 'evaluate' as const, settings: saved.settings };
  const { id } = project.createJob({ name, datasetId, analysis, version: '1', replaces: false, units: [] });
  project.finishJob(token, id, { headline: 'done', result: { kind: 'evaluate', evaluation: saved } });
  project.releaseRunner(token);
}

describe('007-stack', () => {
  test('keeps the evaluations that were there, which have no stack, and a copy of the file as it was', () => {
    const path = projectOfVersion(6, (project) => saveEvaluation(project, 'before', evaluation()));
    const project = openProject(path);
    expect(project.loadEvaluation('before').evaluation).toEqual(evaluation());
    expect(project.check()).toEqual([]);
    project.close();
    const kept = new Connection(keptCopyPath(path, 6), { readOnly: true });
    expect(schemaVersion(kept)).toBe(6);
    kept.close();
  });

  test('has room for the weights of a stack', () => {
    const project = openProject(projectOfVersion(6));
    const { drugs } = evaluation();
    const stackWeights = [0, 1].map((fold) => Float64Array.from(drugs, (_, drug) => (fold + drug) / 10));
    saveEvaluation(project, 'stacked', { ...evaluation(), stackWeights });
    expect(project.loadEvaluation('stacked').evaluation.stackWeights).toEqual(stackWeights);
    project.close();
  });
});
