import { describe, expect, it } from 'vitest';
import { Structure } from '#renderer/state/structure.svelte.ts';
import type { DrugTree } from '#shared/contract/methods.ts';
import type { Agreement } from '#shared/model/clustering.ts';
import { clientByHand } from '../client/clientByHand.ts';

const names = ['a', 'b', 'c', 'd', 'e'];
const byTarget: Agreement = {
  label: 'target',
  classCount: 3,
  labelledCount: 5,
  byClusterCount: [0, 0.2, 0.6, 0.3, 0],
};

function treeWith(agreements: Agreement[]): DrugTree {
  return {
    tree: {
      items: names,
      merges: [-1, -2, -3, 1, -4, 2, -5, 3],
      heights: [1, 2, 3, 4],
      order: [4, 3, 2, 0, 1],
    },
    drugs: names.map((name) => ({ name })),
    agreements,
  };
}

async function shown(agreements: Agreement[]): Promise<Structure> {
  const structure = new Structure(clientByHand({ 'structure/tree': () => treeWith(agreements) }), 'p');
  structure.showModel('trace', 'now');
  await structure.loadFirst();
  return structure;
}

describe('the structure of a model', () => {
  it('is asked for as it is to be shown', async () => {
    const client = clientByHand({ 'structure/tree': () => treeWith([]) });
    const structure = new Structure(client, 'p');
    structure.showModel('trace', 'now');
    structure.scale = 'original';
    structure.drugTree = { linkage: 'average', distance: 'correlation', leafOrder: 'optimal' };
    await structure.loadFirst();
    expect(client.calls).toEqual([
      {
        method: 'structure/tree',
        args: {
          projectId: 'p',
          model: 'trace',
          scale: 'original',
          tree: { linkage: 'average', distance: 'correlation', leafOrder: 'optimal' },
        },
      },
    ]);
  });

  it('is cut into as many clusters as classes are known, until told otherwise', async () => {
    const structure = await shown([byTarget]);
    expect(structure.clusterCount).toBe(3);
    structure.cut(4);
    expect(structure.clusterCount).toBe(4);
    structure.cut(99);
    expect(structure.clusterCount).toBe(5);
    structure.cut(-1);
    expect(structure.clusterCount).toBe(1);
  });

  it('is cut into no more than its drugs when nothing is known of them', async () => {
    const structure = await shown([]);
    expect(structure.clusterCount).toBe(5);
    expect(structure.labelKind).toBeUndefined();
  });

  it('is coloured by what is known first, or by what is chosen', async () => {
    const structure = await shown([byTarget, { ...byTarget, label: 'class', classCount: 2 }]);
    expect(structure.labelKind).toBe('target');
    structure.chooseLabel('class');
    expect(structure.labelKind).toBe('class');
    expect(structure.clusterCount).toBe(2);
    structure.chooseLabel('mechanism');
    expect(structure.labelKind).toBe('target');
  });

  it('has no second model beside it that is the same', async () => {
    const structure = await shown([byTarget]);
    structure.secondModel = 'ridge';
    await structure.loadSecond();
    expect(structure.second.value).toBeDefined();
    structure.showModel('ridge', 'now');
    expect(structure.secondModel).toBe('');
    await structure.loadSecond();
    expect(structure.second.value).toBeUndefined();
  });
});

describe('the heatmap of a model', () => {
  it('has its weights as numbers', async () => {
    const weights = Float32Array.from([1, 2, 3, 4, 5, 6]);
    const tree = { items: ['x', 'y', 'z'], merges: [-1, -2, -3, 1], heights: [1, 2], order: [2, 0, 1] };
    const answer = {
      drugs: [{ name: 'a' }, { name: 'b' }],
      features: ['x', 'y', 'z'].map((gene) => ({ gene, block: 'expression' })),
      weights: Buffer.from(weights.buffer).toString('base64'),
      drugTree: { items: ['a', 'b'], merges: [-1, -2], heights: [1], order: [0, 1] },
      featureTree: tree,
      modelledCount: 9,
    };
    const structure = new Structure(clientByHand({ 'structure/heatmap': () => answer }), 'p');
    structure.showModel('trace', 'now');
    await structure.loadHeatmap();
    expect(structure.heatmap.value?.weights).toEqual(weights);
    expect(structure.heatmap.value?.modelledCount).toBe(9);
  });

  it('says when weights are missing', async () => {
    const answer = {
      drugs: [{ name: 'a' }],
      features: [{ gene: 'x', block: 'expression' }],
      weights: '',
      drugTree: { items: ['a'], merges: [], heights: [], order: [0] },
      featureTree: { items: ['x'], merges: [], heights: [], order: [0] },
      modelledCount: 1,
    };
    const structure = new Structure(clientByHand({ 'structure/heatmap': () => answer }), 'p');
    await structure.loadHeatmap();
    expect(structure.heatmap.failure).toMatchObject({ kind: 'internal' });
  });
});

describe('a cut that is stored', () => {
  const settings = {
    model: 'trace',
    of: 'drugs',
    topVariance: null,
    scale: 'original',
    linkage: 'average',
    distance: 'correlation',
    leafOrder: 'merge',
  } as const;

  it('is the one that is shown', async () => {
    const client = clientByHand({
      'structure/tree': () => treeWith([byTarget]),
      'result/derive': () => ({ wasDone: false }),
    });
    const structure = new Structure(client, 'p');
    structure.showModel('trace', 'now');
    structure.scale = 'original';
    structure.drugTree = { linkage: 'average', distance: 'correlation', leafOrder: 'merge' };
    await structure.loadFirst();
    structure.cut(4);
    await structure.saveCut('four');
    expect(client.calls.at(-1)).toEqual({
      method: 'result/derive',
      args: {
        projectId: 'p',
        name: 'four',
        derivation: { kind: 'cluster', settings: { ...settings, k: 4 } },
        replace: false,
      },
    });
  });

  it('is shown again as it was made, of drugs or of features', async () => {
    const structure = await shown([byTarget]);
    structure.showSaved({ settings, k: 2 });
    expect(structure.clusterCount).toBe(2);
    expect(structure.scale).toBe('original');
    expect(structure.drugTree.linkage).toBe('average');
    structure.showSaved({ settings: { ...settings, of: 'features', topVariance: 500 }, k: 7 });
    expect([structure.topVariance, structure.geneClusterCount, structure.clusterCount]).toEqual([500, 7, 2]);
  });
});
