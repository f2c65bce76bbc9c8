import { describe, expect, it } from 'vitest';
import { LayoutDraft } from '#renderer/state/layoutDraft.svelte.ts';
import type { LayoutPlace } from '#renderer/state/layoutDraft.svelte.ts';
import { clientByHand } from '../client/clientByHand.ts';

const place: LayoutPlace = { projectId: 'p', dataset: 'panel', metric: 'AUC', scheme: 'transductive' };
const folds = 'a'.repeat(64);
const groups = { by: 'near-identical', samples: [['A', 'B']], drugs: [] };

function draft() {
  const client = clientByHand(
    {
      'layout/folds': () => ({ folds, foldCount: 4, drugCount: 2, warnings: [] }),
      'layout/groups': () => groups,
    },
    { pickFiles: () => Promise.resolve([{ id: 'f1', name: 'folds.tsv', byteCount: 9 }]) },
  );
  return { client, layout: new LayoutDraft(client) };
}

describe('the layout of an evaluation', () => {
  it('asks nothing, and records nothing, unless something is chosen', async () => {
    const { client, layout } = draft();
    expect(await layout.settle(place)).toEqual({});
    expect(client.calls).toEqual([]);
  });

  it('takes folds and their number from a file, and groups from the data, once for the same question', async () => {
    const { client, layout } = draft();
    await layout.pickFolds();
    layout.together = 'near-identical';
    expect(layout.file?.name).toBe('folds.tsv');
    const settled = await layout.settle(place);
    expect(settled).toEqual({ folds, outerFolds: 4, groups });
    expect(await layout.settle(place)).toBe(settled);
    expect(client.calls).toEqual([
      { method: 'layout/folds', args: { ...place, fileId: 'f1' } },
      { method: 'layout/groups', args: { ...place, by: { kind: 'near-identical' } } },
    ]);
  });

  it('asks anew for another setting, and forgets all for another data set', async () => {
    const { client, layout } = draft();
    layout.together = 'near-identical';
    await layout.settle(place);
    await layout.settle({ ...place, scheme: 'inductive' });
    expect(client.calls).toHaveLength(2);
    layout.reset();
    expect(await layout.settle(place)).toEqual({});
  });
});
