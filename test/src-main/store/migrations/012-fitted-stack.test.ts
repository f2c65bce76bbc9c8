import { describe, expect, test } from 'vitest';
import { openProject } from '#main/store/projectFile.ts';
import type { ProjectStore } from '#main/store/projectFile.ts';
import type { FittedModel } from '#shared/model/results.ts';
import { projectOfVersion } from '../../../support/oldProjects.ts';
import { model } from '../../../support/results.ts';

function saveModel(project: ProjectStore, name: string, saved: FittedModel): void {
  const token = project.claimRunner();
  const { id: datasetId } = project.datasetSummary('panel');
  const analysis = { kind: 'fit' as const, settings: saved.settings };
  const { id } = project.createJob({ name, datasetId, analysis, version: '1', replaces: false, units: [] });
  project.finishJob(token, id, { headline: 'done', result: { kind: 'fit', model: saved } });
  project.releaseRunner(token);
}

describe('012-fitted-stack', () => {
  test('has room for the shares of a fitted stack', () => {
    const project = openProject(projectOfVersion(7));
    const [first] = model().drugFits;
    const stack: FittedModel = {
      ...model(),
      settings: { ...model().settings, model: 'stack' },
      drugFits: [{ ...first, stackWeight: 0.25 }],
    };
    saveModel(project, 'before', model());
    saveModel(project, 'stacked', stack);
    expect(project.loadModel('stacked').model.drugFits).toEqual(stack.drugFits);
    expect(project.loadModel('before').model.drugFits).toEqual(model().drugFits);
    expect(project.check()).toEqual([]);
    project.close();
  });
});
