import { describe, expect, it } from 'vitest';
import { clusterTable, namedClusters } from '#renderer/charts/figures/clusterTable.ts';
import { newickText } from '#shared/model/newick.ts';
import type { Tree } from '#shared/model/clustering.ts';

const tree: Tree = {
  items: ['a', "b's (2)", 'c'],
  merges: [-1, -3, -2, 1],
  heights: [1, 4],
  order: [1, 0, 2],
};

describe('the tables and texts of a tree', () => {
  it('list clusters by number with their items as they are shown', () => {
    expect(namedClusters(tree, 2)).toEqual([
      { number: 1, items: [0, 2] },
      { number: 2, items: [1] },
    ]);
  });

  it('give each item its cluster and its place among the leaves, from 1', () => {
    expect(clusterTable(tree, 2)).toEqual({
      header: ['item', 'k', 'cluster', 'order'],
      rows: [
        ['a', 2, 1, 2],
        ["b's (2)", 2, 2, 1],
        ['c', 2, 1, 3],
      ],
    });
  });

  it('are Newick with branches as long as merges are apart, and names in quotes where they must be', () => {
    expect(newickText(tree)).toBe("('b''s (2)':4,(a:1,c:1):3);\n");
  });

  it('are a bare name for a single item', () => {
    expect(newickText({ items: ['a'], merges: [], heights: [], order: [0] })).toBe('a;\n');
  });
});
