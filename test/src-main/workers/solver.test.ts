import { describe, expect, test } from 'vitest';
import type { Analysis } from '#shared/model/job.ts';
import type { Evaluation } from '#shared/model/results.ts';
import type { FitSettings } from '#shared/model/settings.ts';
import { openProject } from '#main/store/projectFile.ts';
import { jobReaches, projectWithDataset, testBackend } from '../../support/backend.ts';
import { smallEvaluation } from '../../support/datasets.ts';

const solverEntry = new URL('../../../src-main/workers/solver.ts', import.meta.url);

const fit: FitSettings = {
  model: 'trace-norm',
  metric: 'activity',
  lambda: { kind: 'fraction', fraction: 0.2 },
  scale: 'unit',
  responses: 'unit',
  solver: 'admm',
  tolerance: 1e-4,
  seed: 1,
};

/** Runs an analysis on the program's own solver threads. @returns the path of the project */
async function computed(analysis: Analysis, threads: number): Promise<string> {
  const path = projectWithDataset({ samples: 24, drugs: ['A', 'B', 'C', 'D'] });
  const { call, backend } = testBackend({ solverEntry, threads });
  const { projectId } = await call('project/open', { fileId: path });
  const ended = jobReaches(backend, 'made', 'done', 'failed');
  await call('job/start', { projectId, dataset: 'panel', name: 'made', analysis, replace: false });
  expect(await ended).toMatchObject({ state: 'done', progress: 1 });
  if (analysis.kind === 'fit') {
    expect(await call('model/summary', { projectId, name: 'made' })).toMatchObject({
      card: { name: 'made', datasetName: 'panel', settings: analysis.settings },
      status: 'converged',
    });
  }
  await backend.close();
  return path;
}

describe('the solver threads', () => {
  test('evaluate models to the same result on one thread and on two', async () => {
    const settings = smallEvaluation({ models: ['trace-norm', 'additive-mean', 'drug-mean'] });
    const evaluated = async (threads: number): Promise<Evaluation> => {
      const project = openProject(await computed({ kind: 'evaluate', settings }, threads));
      const { evaluation } = project.loadEvaluation('made');
      project.close();
      return evaluation;
    };
    const one = await evaluated(1);
    const two = await evaluated(2);
    expect(one.predictions.map(({ model }) => model)).toEqual(settings.models);
    expect(one).toEqual(two);
  });

  test('fit a model that is stored with a weight for every feature and drug', async () => {
    const project = openProject(await computed({ kind: 'fit', settings: fit }, 1));
    const { model } = project.loadModel('made');
    project.close();
    expect(model.drugs).toEqual(['A', 'B', 'C', 'D']);
    expect(model.weights).toHaveLength(12 * 4);
    expect(model.featureDeviations).toHaveLength(12);
    expect(model.lambda / model.lambdaMax).toBeCloseTo(0.2, 12);
    expect(model.certificate).toBeLessThan(1e-4);
  });
});
