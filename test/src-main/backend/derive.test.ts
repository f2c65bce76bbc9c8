import { describe, expect, test } from 'vitest';
import { jobReaches } from '../../support/backend.ts';
import { smallEvaluation } from '../../support/datasets.ts';
import { clusterSettings, fitRidge, projectWithRidge } from '../../support/models.ts';

const drugs = ['A', 'B', 'C', 'D', 'E'];

function cluster(changes: Parameters<typeof clusterSettings>[0] = {}) {
  return { kind: 'cluster', settings: clusterSettings(changes) };
}

describe('a result derived from a model', () => {
  test('is listed with where it comes from, and says what it holds', async () => {
    const { call, projectId, events } = await projectWithRidge({ drugs });
    events.length = 0;
    const asked = { projectId, name: 'groups', derivation: cluster({ k: 2 }), replace: false };
    expect(await call('result/derive', asked)).toEqual({ wasDone: false });
    expect(events.map(({ event }) => event)).toEqual(['project/changed', 'library/changed']);
    const { clusterings, card } = await call('project/overview', { projectId });
    expect(clusterings).toMatchObject([
      { name: 'groups', datasetName: 'panel', k: 2, modelIsThere: true, settings: { model: 'first' } },
    ]);
    expect(card.lastResult).toBe('clustering "groups": 5 drugs of "first" in 2 clusters');
    const summary = await call('clustering/summary', { projectId, name: 'groups' });
    expect(summary.tree.items).toEqual(drugs);
    expect(new Set(summary.clusters)).toEqual(new Set([1, 2]));
    expect(summary.agreements).toMatchObject([{ label: 'target', classCount: 1, labelledCount: 1 }]);
  });

  test('is done already under the same name, settings and numbers, also of a model made again', async () => {
    const made = await projectWithRidge({ drugs });
    const { call, projectId } = made;
    const asked = { projectId, name: 'groups', derivation: cluster(), replace: false };
    await call('result/derive', asked);
    expect(await call('result/derive', asked)).toEqual({ wasDone: true });
    await call('result/delete', { projectId, name: 'first' });
    expect((await call('project/overview', { projectId })).clusterings[0].modelIsThere).toBe(false);
    await fitRidge(made, {});
    expect(await call('result/derive', asked)).toEqual({ wasDone: true });
    expect((await call('project/overview', { projectId })).clusterings[0].modelIsThere).toBe(true);
  });

  test.each([
    ['other settings', { linkage: 'single' as const }, {}],
    ['another model of that name', {}, { lambda: { kind: 'value' as const, lambda: 3 } }],
  ])('is refused for %s unless it is to be replaced', async (_, settings, fit) => {
    const made = await projectWithRidge({ drugs });
    const { call, projectId } = made;
    await call('result/derive', { projectId, name: 'groups', derivation: cluster(), replace: false });
    const before = await call('clustering/summary', { projectId, name: 'groups' });
    if ('lambda' in fit) await fitRidge(made, fit);
    const asked = { projectId, name: 'groups', derivation: cluster(settings), replace: false };
    await expect(call('result/derive', asked)).rejects.toMatchObject({ kind: 'conflict' });
    expect((await call('clustering/summary', { projectId, name: 'groups' })).tree).toEqual(before.tree);
    expect(await call('result/derive', { ...asked, replace: true })).toEqual({ wasDone: false });
    const after = await call('clustering/summary', { projectId, name: 'groups' });
    expect(after.tree.heights).not.toEqual(before.tree.heights);
    expect(after.card.modelIsThere).toBe(true);
  });

  test('does not take the name of its model, nor that of a run without leave', async () => {
    const { call, projectId, backend } = await projectWithRidge({ drugs });
    const asked = { projectId, derivation: cluster(), replace: true };
    await expect(call('result/derive', { ...asked, name: 'first' })).rejects.toMatchObject({
      kind: 'conflict',
      message: '"first" is the name of the model itself',
    });
    const ended = jobReaches(backend, 'run', 'done');
    const analysis = { kind: 'evaluate', settings: smallEvaluation() };
    await call('job/start', { projectId, dataset: 'panel', name: 'run', analysis, replace: false });
    await ended;
    const named = { ...asked, name: 'run' };
    await expect(call('result/derive', { ...named, replace: false })).rejects.toMatchObject({
      kind: 'conflict',
    });
    expect(await call('result/derive', named)).toEqual({ wasDone: false });
    const { evaluations, jobs } = await call('project/overview', { projectId });
    expect(evaluations).toEqual([]);
    expect(jobs.map(({ name }) => name)).toEqual(['first']);
  });

  test('is not made of a model, drugs or a number of clusters that are not there', async () => {
    const { call, projectId } = await projectWithRidge({ drugs });
    const derive = (settings: Parameters<typeof clusterSettings>[0]) =>
      call('result/derive', { projectId, name: 'groups', derivation: cluster(settings), replace: false });
    await expect(derive({ model: 'none' })).rejects.toMatchObject({ kind: 'not-found' });
    await expect(derive({ drugs: ['A', 'Z'] })).rejects.toMatchObject({
      kind: 'invalid-setting',
      message: 'the model "first" has no drug "Z"',
    });
    await expect(derive({ k: 6 })).rejects.toMatchObject({
      kind: 'invalid-setting',
      message: '5 drugs cannot be cut into 6 clusters',
    });
    expect((await call('project/overview', { projectId })).clusterings).toEqual([]);
  });

  test('is left undone when nobody waits for it any more', async () => {
    const { backend, call, projectId } = await projectWithRidge({ drugs, features: 3000 });
    const abort = new AbortController();
    const settings = { of: 'features', linkage: 'average' } as const;
    const asked = { projectId, name: 'groups', derivation: cluster(settings), replace: false };
    const answer = backend.call('result/derive', asked, {
      signal: abort.signal,
      progress: () => abort.abort(),
    });
    await expect(answer).rejects.toMatchObject({ kind: 'cancelled' });
    expect((await call('project/overview', { projectId })).clusterings).toEqual([]);
    const small = { ...asked, derivation: cluster() };
    expect(await call('result/derive', small)).toEqual({ wasDone: false });
  });
});
