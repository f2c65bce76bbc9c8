import { describe, expect, it } from 'vitest';
import { treeGeometry } from '#renderer/charts/layout/treeGeometry.ts';
import { treePath } from '#renderer/charts/layout/treePath.ts';
import type { TreeView } from '#renderer/charts/layout/treePath.ts';
import { randomStream } from '#shared/numerics/random/stream.ts';
import { madeTree } from '../../../support/madeTrees.ts';

const geometry = treeGeometry({
  items: ['a', 'b', 'c'],
  merges: [-1, -2, -3, 1],
  heights: [5, 10],
  order: [2, 0, 1],
});
const whole: TreeView = { from: 0, to: 3, length: 30, depth: 100, along: 'rows' };
const bendsOf = (path: string) => path.split('M').slice(1);

describe('treePath', () => {
  it('draws every merge at its height, the root on the left', () => {
    expect(bendsOf(treePath(geometry, whole))).toEqual(['100,5H0V20H50', '100,15H50V25H100']);
  });

  it('stands on its head over columns', () => {
    expect(bendsOf(treePath(geometry, { ...whole, along: 'columns' }))).toEqual([
      '5,100V0H20V50',
      '15,100V50H25V100',
    ]);
  });

  it('leaves out the legs of branches beyond the view', () => {
    const path = treePath(geometry, { ...whole, from: 1, to: 3 });
    expect(bendsOf(path)).toEqual(['0,0H0V15H50', '100,7.5H50V22.5H100']);
  });

  it('leaves out subtrees beyond the view', () => {
    expect(bendsOf(treePath(geometry, { ...whole, from: 0, to: 1 }))).toHaveLength(1);
  });

  it('draws subtrees that are narrower than a line as one', () => {
    const stream = randomStream(1, 'tree');
    const items = Array.from({ length: 5000 }, (_, item) => String(item));
    const large = treeGeometry(madeTree(items, () => stream.next()));
    const bends = bendsOf(treePath(large, { from: 0, to: 5000, length: 500, depth: 100, along: 'rows' }));
    expect(bends.length).toBeGreaterThan(50);
    expect(bends.length).toBeLessThan(1500);
  });

  it('is empty for a single leaf', () => {
    const single = treeGeometry({ items: ['a'], merges: [], heights: [], order: [0] });
    expect(treePath(single, { ...whole, to: 1 })).toBe('');
  });
});
