import { describe, expect, test } from 'vitest';
import { fitRidge, projectWithRidge } from '../../support/models.ts';

const drugs = ['A', 'B', 'C', 'D', 'E'];
const tree = { linkage: 'wardD', distance: 'euclidean', leafOrder: 'merge' } as const;

function floats(base64: string): Float32Array {
  const bytes = Uint8Array.from(Buffer.from(base64, 'base64'));
  return new Float32Array(bytes.buffer);
}

async function weightsIn(
  call: Awaited<ReturnType<typeof projectWithRidge>>['call'],
  projectId: string,
): Promise<Map<string, number[]>> {
  const { text } = await call('export/text', { projectId, what: 'weights', of: 'first' });
  const [, ...lines] = text
    .trimEnd()
    .split('\n')
    .map((line) => line.split('\t'));
  return new Map(lines.map(([feature, ...cells]) => [feature, cells.map(Number)]));
}

describe('the Structure room', () => {
  test('is given the tree of the drugs with what is known of them', async () => {
    const { call, projectId } = await projectWithRidge({ drugs });
    const asked = { projectId, model: 'first', scale: 'fitted', tree };
    const found = await call('structure/tree', asked);
    expect(found.tree.items).toEqual(drugs);
    expect(found.drugs[0]).toEqual({ name: 'A', target: 'EGFR' });
    expect(found.agreements.map(({ label }) => label)).toEqual(['target']);
    const part = await call('structure/tree', { ...asked, drugs: ['E', 'B', 'A'] });
    expect(part.tree.items).toEqual(['A', 'B', 'E']);
    await expect(call('structure/tree', { ...asked, drugs: ['A', 'Z'] })).rejects.toMatchObject({
      kind: 'invalid-setting',
    });
    await expect(call('structure/tree', { ...asked, model: 'none' })).rejects.toMatchObject({
      kind: 'not-found',
    });
  });

  test('is given the same tree again, and another one of the model that took its name', async () => {
    const made = await projectWithRidge({ drugs });
    const asked = { projectId: made.projectId, model: 'first', scale: 'fitted', tree };
    const before = await made.call('structure/tree', asked);
    expect(await made.call('structure/tree', asked)).toEqual(before);
    await fitRidge(made, { lambda: { kind: 'value', lambda: 5 } });
    const after = await made.call('structure/tree', asked);
    expect(after.tree.heights).not.toEqual(before.tree.heights);
  });

  test('is given the weights as they are exported, of the features of largest variance', async () => {
    const { call, projectId } = await projectWithRidge({ drugs });
    const asked = { projectId, model: 'first', scale: 'original', drugTree: tree, featureTree: tree };
    const heatmap = await call('structure/heatmap', { ...asked, topVariance: 5 });
    expect(heatmap.features).toHaveLength(5);
    expect(heatmap.modelledCount).toBe(12);
    const weights = await weightsIn(call, projectId);
    const values = floats(heatmap.weights);
    expect(values).toHaveLength(25);
    heatmap.features.forEach(({ block, gene }, row) => {
      const expected = weights.get(`${block}:${gene}`)?.map(Math.fround);
      expect(drugs.map((_, drug) => values[drug * 5 + row])).toEqual(expected);
    });
    expect(heatmap.featureTree.items).toEqual(heatmap.features.map(({ block, gene }) => `${block}:${gene}`));
    const all = await call('structure/heatmap', { ...asked, topVariance: null });
    expect(all.features).toHaveLength(12);
    expect(all.drugTree).toEqual(heatmap.drugTree);
  });

  test('is given the factors with their largest loadings first', async () => {
    const { call, projectId } = await projectWithRidge({ drugs, features: 300 });
    const asked = { projectId, model: 'first', scale: 'fitted', factorCount: 2 };
    const { singularValues, factors } = await call('structure/factors', asked);
    expect(singularValues).toHaveLength(5);
    expect(factors.map(({ singularValue }) => singularValue)).toEqual(singularValues.slice(0, 2));
    expect(factors[0].genes).toHaveLength(200);
    const sizes = factors[0].genes.map(({ loading }) => Math.abs(loading));
    expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
    expect(factors[0].drugs).toHaveLength(5);
    expect(factors[0].drugs[0].loading).toBeGreaterThan(0);
  });

  test('can be left while it waits', async () => {
    const { backend, projectId, call } = await projectWithRidge({ drugs, features: 3000 });
    const asked = { projectId, model: 'first', scale: 'fitted', drugTree: tree, featureTree: tree };
    const answer = backend.call(
      'structure/heatmap',
      { ...asked, topVariance: null },
      { signal: new AbortController().signal, progress: () => void call('project/close', { projectId }) },
    );
    await expect(answer).rejects.toMatchObject({ kind: 'cancelled' });
    const again = { projectId, model: 'first', scale: 'fitted', tree };
    expect((await call('structure/tree', again)).tree.items).toEqual(drugs);
  });
});
