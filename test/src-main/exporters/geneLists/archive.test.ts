import { strFromU8, unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { listArchive } from '#main/exporters/geneLists/archive.ts';
import type { ListContent } from '#main/exporters/geneLists/archive.ts';
import {
  readColumns,
  readGroup,
  readPlainList,
  readQueries,
  readRanked,
  readSetLines,
} from '../../../support/toolFormats.ts';

const content: ListContent = {
  origin: {
    model: 'first fit',
    modelKind: 'trace-norm',
    metric: 'activity area',
    datasetName: 'panel',
    datasetHash: 'abc',
    seed: 1,
    version: '1.0.0',
    createdAt: '2026-01-02T03:04:05.000Z',
    scale: 'unit',
    direction: 'positive',
    top: 2,
  },
  drugs: ['17-AAG', '17 AAG', 'empty'],
  genesOf: (drug) => ({
    drug: content.drugs[drug],
    top: drug === 2 ? [] : ['B', 'A'].slice(drug),
    ranking: [
      { gene: 'B', score: 2 },
      { gene: 'A', score: 1 - drug },
      { gene: 'C', score: -3 },
    ],
  }),
  universe: ['A', 'B', 'C'],
};

function unzipped(of: ListContent): Map<string, string> {
  const pieces = [...listArchive(of)];
  const files = unzipSync(new Uint8Array(Buffer.concat(pieces)));
  return new Map(Object.entries(files).map(([name, bytes]) => [name, strFromU8(bytes)]));
}

test('the archive holds every format, readable as it is, without hyphens in a name', () => {
  const files = unzipped(content);
  expect([...files.keys()].filter((name) => name.includes('-') || name.includes(' '))).toEqual([]);
  const of = (name: string) => files.get(name) ?? '';
  expect(readPlainList(of('universe.txt'))).toEqual(['A', 'B', 'C']);
  expect(readPlainList(of('lists/17_AAG_top2_positive.txt'))).toEqual(['B', 'A']);
  expect(readGroup(of('grp/17_AAG_2_top2_positive.grp'))).toEqual(['A']);
  expect(readRanked(of('rnk/17_AAG.rnk'))).toEqual(content.genesOf(0).ranking);
  const names = ['17_AAG_top2_positive', '17_AAG_2_top2_positive'];
  expect(readSetLines(of('gmt/top2_positive.gmt')).map(({ name }) => name)).toEqual(names);
  expect([...readQueries(of('gprofiler/top2_positive.txt')).keys()]).toEqual(names);
  expect([...readColumns(of('metascape/top2_positive.txt')).keys()]).toEqual([...names, '_BACKGROUND']);
  expect(files.has('lists/empty_top2_positive.txt')).toBe(false);
  expect(readRanked(of('rnk/empty.rnk'))).toHaveLength(3);
});

test('its README says what, how many and how ranked', () => {
  const readMe = unzipped(content).get('README.txt') ?? '';
  for (const words of [
    '"first fit"',
    'trace-norm',
    'data abc',
    'weight x standard deviation',
    '3 modelled genes',
  ]) {
    expect(readMe).toContain(words);
  }
  expect(readMe).toContain('17-AAG\t17_AAG_top2_positive\t2\n');
  expect(readMe).toContain('empty\tempty_top2_positive\t0\n');
});

test('the same lists make the same bytes', () => {
  expect(Buffer.concat([...listArchive(content)]).equals(Buffer.concat([...listArchive(content)]))).toBe(
    true,
  );
});
