import { expect, test } from 'vitest';
import {
  bestSets,
  boxesOf,
  freeName,
  listedSets,
  parsePairs,
  setLabel,
  setsNamed,
} from '#renderer/state/chosenSets.ts';

const set = (name: string, description: string) => ({
  name,
  description,
  size: 9,
  leastP: 0.1,
  leastQ: 1,
  bestQuery: 'A',
});
const sets = [set('GO:1', 'Ras signalling'), set('GO:2', 'folding'), set('HALLMARK_X', '')];

test('the best sets are the first', () => {
  expect(bestSets(sets, 2)).toEqual(['GO:1', 'GO:2']);
});

test('a set reads by what it is called, with its id', () => {
  expect(sets.map(setLabel)).toEqual(['Ras signalling (GO:1)', 'folding (GO:2)', 'HALLMARK_X']);
});

test('a list names sets by id or name, whatever the case, each once; the rest is told', () => {
  expect(listedSets('go:2\n\n ras SIGNALLING \r\nGO:1\nGO:9', sets)).toEqual({
    names: ['GO:2', 'GO:1'],
    unknown: ['GO:9'],
  });
});

test('pairs are boxed by drug and set, however they are parted and written', () => {
  const pairs = parsePairs('AZD6244\tras signalling\nb, GO:2\nno pair here\n17-AAG;HALLMARK_X\n');
  expect(pairs).toHaveLength(3);
  const queries = [{ name: 'AZD6244' }, { name: 'B' }, { name: '17-AAG' }];
  expect(boxesOf(pairs, sets, queries)).toEqual([
    [true, false, false],
    [false, true, false],
    [false, false, true],
  ]);
});

test('sets come in the order of their names, without those that are not there', () => {
  expect(setsNamed(['GO:2', 'GO:9', 'GO:1'], sets)).toEqual([sets[1], sets[0]]);
});

test('a name that is taken gets a number', () => {
  expect(freeName('a', [])).toBe('a');
  expect(freeName('a', ['a', 'a 2'])).toBe('a 3');
});
