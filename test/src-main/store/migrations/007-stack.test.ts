import { describe, expect, test } from 'vitest';
import { Connection } from '#main/store/connection.ts';
import { keptCopyPath, schemaVersion } from '#main/store/migrations/migrate.ts';
import { openProject } from '#main/store/projectFile.ts';
import { projectOfVersion } from '../../../support/oldProjects.ts';
import { evaluation } from '../../../support/results.ts';
import { saveResult } from '../../../support/saveResult.ts';

describe('007-stack', () => {
  test('keeps the evaluations that were there, which have no stack, and a copy of the file as it was', () => {
    const path = projectOfVersion(6, (project) =>
      saveResult(project, 'before', { kind: 'evaluate', evaluation: evaluation() }),
    );
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
    saveResult(project, 'stacked', { kind: 'evaluate', evaluation: { ...evaluation(), stackWeights } });
    expect(project.loadEvaluation('stacked').evaluation.stackWeights).toEqual(stackWeights);
    project.close();
  });
});
