import { expect } from 'vitest';
import type { ClusterSettings } from '../../src-shared/model/clustering.ts';
import type { FitSettings } from '../../src-shared/model/settings.ts';
import { jobReaches, projectWithDataset, testBackend } from './backend.ts';
import type { TestBackend } from './backend.ts';
import type { DatasetOptions } from './datasets.ts';

export function ridgeSettings(changes: Partial<FitSettings> = {}): FitSettings {
  return {
    model: 'ridge',
    metric: 'activity',
    lambda: { kind: 'value', lambda: 0.5 },
    scale: 'unit',
    responses: 'unit',
    solver: 'proximal-gradient',
    tolerance: 1e-7,
    seed: 1,
    ...changes,
  };
}

export function clusterSettings(changes: Partial<ClusterSettings> = {}): ClusterSettings {
  return {
    model: 'first',
    of: 'drugs',
    topVariance: null,
    scale: 'fitted',
    linkage: 'wardD',
    distance: 'euclidean',
    leafOrder: 'merge',
    ...changes,
  };
}

/** An open project with a ridge model "first". */
export async function projectWithRidge(
  options: DatasetOptions = {},
): Promise<TestBackend & { projectId: string; path: string }> {
  const path = projectWithDataset(options);
  const made = testBackend();
  const { projectId } = await made.call('project/open', { fileId: path });
  await fitRidge({ ...made, projectId }, {});
  return { ...made, projectId, path };
}

/** Fits a ridge model, "first" unless named, over one that may have its name. */
export async function fitRidge(
  { backend, call, projectId }: Pick<TestBackend, 'backend' | 'call'> & { projectId: string },
  changes: Partial<FitSettings>,
  name = 'first',
): Promise<void> {
  const ended = jobReaches(backend, name, 'done', 'failed');
  const analysis = { kind: 'fit', settings: ridgeSettings(changes) };
  await call('job/start', { projectId, dataset: 'panel', name, analysis, replace: true });
  expect(await ended).toMatchObject({ state: 'done' });
}
