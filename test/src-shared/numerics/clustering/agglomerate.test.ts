import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { agglomerate } from '#shared/numerics/clustering/agglomerate.ts';
import { adjustedRandIndex } from '#shared/numerics/clustering/randIndex.ts';
import { cutTree } from '#shared/numerics/clustering/cutTree.ts';
import { euclideanDistances } from '#shared/numerics/clustering/distances.ts';
import { linkageUpdates } from '#shared/numerics/clustering/linkage.ts';
import type { Linkage } from '#shared/numerics/clustering/linkage.ts';
import { goldenPanel, goldenPanelNames, records } from '../../../fixtures/goldenPanel.ts';
import { readRows } from '../../../support/table.ts';
import { plainHclust } from '../../../support/plainHclust.ts';

const linkages: Linkage[] = ['wardD', 'wardD2', 'average', 'complete', 'single'];
const nameInR = {
  wardD: 'ward.D',
  wardD2: 'ward.D2',
  average: 'average',
  complete: 'complete',
  single: 'single',
};

const cases = goldenPanelNames.flatMap((panel) => linkages.map((linkage) => [panel, linkage] as const));

/** Distances of all pairs, in order, as a table. */
function tableOf(distances: Float64Array, count: number): number[][] {
  const table = Array.from({ length: count }, () => new Array<number>(count).fill(0));
  let pair = 0;
  for (let i = 0; i < count; i++) {
    for (let j = i + 1; j < count; j++) {
      table[i][j] = distances[pair];
      table[j][i] = distances[pair];
      pair += 1;
    }
  }
  return table;
}

function asPlain({ merges, heights, order }: ReturnType<typeof agglomerate>) {
  return { merges: [...merges], heights: [...heights], order: [...order] };
}

/** Distances of few values, so that most are tied with others. */
const tiedDistances = fc
  .record({ count: fc.integer({ min: 2, max: 24 }), values: fc.integer({ min: 1, max: 6 }) })
  .chain(({ count, values }) =>
    fc.array(fc.integer({ min: 0, max: values }), {
      minLength: (count * (count - 1)) / 2,
      maxLength: (count * (count - 1)) / 2,
    }),
  )
  .map((values) => Float64Array.from(values));

/** Items on a small lattice, many of them equal. */
const latticeItems = fc
  .record({ count: fc.integer({ min: 2, max: 40 }), rows: fc.integer({ min: 1, max: 3 }) })
  .chain(({ count, rows }) =>
    fc
      .array(fc.integer({ min: 0, max: 3 }), { minLength: count * rows, maxLength: count * rows })
      .map((values) => ({ rows, columns: count, values: Float64Array.from(values) })),
  );

describe('a tree', () => {
  test.each(cases)('of the drugs of %s by %s has the merges and heights of R', (name, linkage) => {
    const panel = goldenPanel(name);
    const expected = records(panel.table('hclust_merges.tsv')).filter(
      ({ method }) => method === nameInR[linkage],
    );
    const tree = agglomerate(euclideanDistances(panel.matrix('trace_norm_weights_at_0.1.tsv')), linkage);
    expect([...tree.merges]).toEqual(expected.flatMap(({ left, right }) => [Number(left), Number(right)]));
    expect(expected.length).toBeGreaterThan(5);
    expected.forEach(({ height }, step) => {
      expect(Math.abs(tree.heights[step] - Number(height))).toBeLessThan(1e-6 * Number(height));
    });
    expect([...tree.order].sort((a, b) => a - b)).toEqual(panel.taskNames.map((_, drug) => drug));
  });

  test.each(cases)('of the drugs of %s by %s is cut and compared as R does', (name, linkage) => {
    const panel = goldenPanel(name);
    const rows = records(panel.table('hclust_cutree.tsv')).filter(
      ({ method }) => method === nameInR[linkage],
    );
    const mechanisms = records(panel.table('drugs.tsv'));
    const labels = panel.taskNames.map(
      (drug) => mechanisms.find((row) => row['drug'] === drug)?.['moa'] ?? '',
    );
    const classes = labels.map((label) => labels.indexOf(label));
    const tree = agglomerate(euclideanDistances(panel.matrix('trace_norm_weights_at_0.1.tsv')), linkage);
    for (const k of [2, 3, 4, 5]) {
      const expected = rows.filter((row) => Number(row['k']) === k);
      expect(expected.map(({ drug }) => drug)).toEqual(panel.taskNames);
      const clusters = [...cutTree(tree.merges, k)];
      expect(clusters).toEqual(expected.map(({ cluster }) => Number(cluster)));
      const index = Number(expected[0]['adjusted_rand_index_vs_moa']);
      expect(adjustedRandIndex(clusters, classes)).toBeCloseTo(index, 10);
    }
  });

  test.each(linkages)('by %s of items on lattices, most of them tied, is what R itself gave', (linkage) => {
    const rows = readRows('hclust/tiedTrees.tsv').filter((row) => row['linkage'] === linkage);
    expect(rows).toHaveLength(12);
    for (const row of rows) {
      const numbers = (name: string) => row[name].split(' ').map(Number);
      const values = Float64Array.from(numbers('items'));
      const items = { rows: Number(row['rows']), columns: values.length / Number(row['rows']), values };
      const { merges, heights, order } = agglomerate(euclideanDistances(items), linkage);
      expect([...merges]).toEqual(numbers('merges'));
      expect([...order].map((item) => item + 1)).toEqual(numbers('order'));
      expect([...cutTree(merges, 4)]).toEqual(numbers('cut'));
      numbers('heights').forEach((height, step) => expect(heights[step]).toBeCloseTo(height, 12));
    }
  });

  test.each(linkages)('by %s breaks ties between any distances as R does', (linkage) => {
    fc.assert(
      fc.property(tiedDistances, (distances) => {
        const count = Math.round((1 + Math.sqrt(1 + 8 * distances.length)) / 2);
        const expected = plainHclust(tableOf(distances, count), linkage);
        expect(asPlain(agglomerate(distances.slice(), linkage))).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });

  test.each(linkages)('by %s of items on a lattice, many of them equal, is that of R', (linkage) => {
    fc.assert(
      fc.property(latticeItems, (items) => {
        const distances = euclideanDistances(items);
        const expected = plainHclust(tableOf(distances, items.columns), linkage);
        expect(asPlain(agglomerate(distances, linkage))).toEqual(expected);
      }),
      { numRuns: 200 },
    );
  });

  test.each(linkages)('by %s of items anywhere is that of R', (linkage) => {
    const item = fc.array(fc.double({ min: -10, max: 10, noNaN: true }), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(fc.array(item, { minLength: 2, maxLength: 60 }), (items) => {
        const values = Float64Array.from(items.flat());
        const distances = euclideanDistances({ rows: 3, columns: items.length, values });
        const expected = plainHclust(tableOf(distances, items.length), linkage);
        expect(asPlain(agglomerate(distances, linkage))).toEqual(expected);
      }),
      { numRuns: 100 },
    );
  });

  test('of one item has no merge, and of none neither', () => {
    expect(asPlain(agglomerate(new Float64Array(0), 'average'))).toEqual({
      merges: [],
      heights: [],
      order: [0],
    });
  });

  test('of many equal items joins those first, and says how far it is every 64 steps', () => {
    const count = 3000;
    const items = { rows: 2, columns: count, values: new Float64Array(2 * count) };
    for (let item = 1; item < count; item += 2) {
      items.values[2 * item] = 1 + item / count;
      items.values[2 * item + 1] = (item * 7919) % 13;
    }
    let steps = 0;
    const tree = agglomerate(euclideanDistances(items), 'complete', () => (steps += 1));
    expect(steps).toBe(Math.ceil((count - 1) / 64));
    expect(tree.heights.filter((height) => height === 0).length).toBeGreaterThanOrEqual(count / 2 - 1);
  });

  test('ends when a step throws', () => {
    const stop = (): void => {
      throw new Error('stopped');
    };
    expect(() => agglomerate(Float64Array.of(1, 2, 3), 'single', stop)).toThrow('stopped');
    expect(() => agglomerate(Float64Array.of(1, 2), 'single')).toThrow('invalid distances');
  });

  test('has an update for every linkage', () => {
    expect(Object.keys(linkageUpdates)).toEqual(linkages);
  });
});
