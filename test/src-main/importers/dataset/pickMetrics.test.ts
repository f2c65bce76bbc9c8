import { expect, test } from 'vitest';
import { pickMetrics } from '#main/importers/dataset/pickMetrics.ts';
import type { TableRequest } from '#main/importers/dataset/request.ts';
import { thrownBy } from '../../../support/errors.ts';

const known = ['IC50', 'AUC', 'EC50'];

function response(changes: Partial<TableRequest> = {}): TableRequest {
  return { source: { path: '/r.csv', name: 'r.csv' }, role: 'response', format: 'auto', ...changes };
}

test.each<[string, Partial<TableRequest>, string[], string[] | undefined]>([
  ['all when nothing is said', {}, known, undefined],
  ['those that are asked for', { metrics: ['AUC', 'IC50'] }, known, ['AUC', 'IC50']],
  ['the one of a name that is given', { metric: 'EC50' }, known, ['EC50']],
  ['the one there is, whatever it is to be called', { metric: 'activity' }, ['AUC'], undefined],
  ['what a file without names of metrics holds', { metric: 'AUC' }, [], undefined],
  ['the same, picked by the name it is to have', { metrics: ['AUC'] }, [], undefined],
  ['nothing special of features', { role: 'expression', metrics: ['AUC'] }, [], undefined],
])('of a file is taken %s', (_, changes, ofFile, expected) => {
  expect(pickMetrics(response(changes), ofFile)).toEqual(expected);
});

test.each<[Partial<TableRequest>, string[], string, string]>([
  [{ metric: 'Amax' }, known, 'Amax', 'one or more of IC50, AUC, EC50'],
  [{ metrics: ['AUC', 'Amax'] }, known, 'Amax', 'one or more of IC50, AUC, EC50'],
  [{ metrics: ['AUC', 'IC50'] }, [], 'AUC, IC50', 'one metric'],
])('%o of a file with %j is refused', (changes, ofFile, found, expected) => {
  const { kind, detail } = thrownBy(() => pickMetrics(response(changes), ofFile));
  expect(kind).toBe('invalid-setting');
  expect(detail).toMatchObject({ place: { file: 'r.csv' }, found, expected });
});
