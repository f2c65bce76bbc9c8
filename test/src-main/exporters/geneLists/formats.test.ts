import { expect, test } from 'vitest';
import {
  groupList,
  listColumns,
  plainList,
  profilerQueries,
  rankedList,
  setLines,
  toolNames,
} from '#main/exporters/geneLists/formats.ts';
import {
  readColumns,
  readGroup,
  readPlainList,
  readQueries,
  readRanked,
  readSetLines,
} from '../../../support/toolFormats.ts';

const lists = [
  { name: 'AZD6244_top3_positive', description: 'AZD6244: top 3', genes: ['DUSP6', 'HLA-A', 'H1-0'] },
  { name: 'none_top3_positive', description: 'none', genes: [] },
  { name: 'X17_AAG_top3_positive', description: '17-AAG: top 3', genes: ['NQO1'] },
];
const withGenes = lists.filter(({ genes }) => genes.length > 0);
const text = (lines: Iterable<string>) => [...lines].join('');

test('every list is read back by a strict reader of its format', () => {
  expect(readPlainList(text(plainList(lists[0].genes)))).toEqual(lists[0].genes);
  expect(readGroup(text(groupList(lists[0])))).toEqual(lists[0].genes);
  expect(readSetLines(text(setLines(lists)))).toEqual(withGenes);
  expect([...readQueries(text(profilerQueries(lists)))]).toEqual(
    withGenes.map(({ name, genes }) => [name, genes]),
  );
  const universe = ['A', 'B', 'C', 'D'];
  expect([...readColumns(text(listColumns(lists, universe)))]).toEqual([
    ...withGenes.map(({ name, genes }) => [name, genes]),
    ['_BACKGROUND', universe],
  ]);
});

test('a ranked list keeps every digit of its scores', () => {
  const rows = [
    { gene: 'A', score: 1 / 3 },
    { gene: 'B', score: 0 },
    { gene: 'C', score: -1e-300 },
  ];
  expect(readRanked(text(rankedList(rows)))).toEqual(rows);
});

test('names hold letters, digits and underscores alone and stay apart, also where case is lost', () => {
  expect(toolNames(['17-AAG', 'PD-0325901', 'β-lapachone (x)', '17 AAG', '17_aag', '++'])).toEqual([
    '17_AAG',
    'PD_0325901',
    'lapachone_x',
    '17_AAG_2',
    '17_aag_3',
    'list',
  ]);
});
