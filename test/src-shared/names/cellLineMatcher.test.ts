import { describe, expect, test } from 'vitest';
import { cellLineMatcher } from '#shared/names/cellLineMatcher.ts';
import { aliasGroups } from '#shared/names/cellLineAliases.ts';
import { cellLineKey } from '#shared/names/cellLines.ts';

describe('the key of a line', () => {
  test.each([
    ['A549_LUNG', 'A549'],
    ['HL60_HAEMATOPOIETIC_AND_LYMPHOID_TISSUE', 'HL60'],
    ['LC:NCI-H23', 'NCIH23'],
    ['LE:HL_60', 'HL60'],
    [' mia paca-2 ', 'MIAPACA2'],
    ['SK-N-BE(2)', 'SKNBE2'],
    ['LUNG', 'LUNG'],
    ['COLO_205', 'COLO205'],
    ['--', ''],
  ])('%s is %s', (name, key) => expect(cellLineKey(name)).toBe(key));

  test('stands in one group of aliases at most, written as a key', () => {
    const keys = aliasGroups.flat();
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys.map(cellLineKey)).toEqual(keys);
  });
});

describe('a written name is matched', () => {
  const known = ['A549_LUNG', 'HL-60', '786-0', 'NCI-H1299', 'TT_THYROID', 'SW 620'];
  const match = cellLineMatcher(known, 'normalised');

  test.each([
    ['SW 620', 'exact', 'SW 620'],
    ['a549', 'normalised', 'A549_LUNG'],
    ['CO:SW-620', 'normalised', 'SW 620'],
    ['LC:A549/ATCC', 'alias', 'A549_LUNG'],
    ['LE:HL-60(TB)', 'alias', 'HL-60'],
    ['RE:786-O', 'alias', '786-0'],
    ['H1299', 'alias', 'NCI-H1299'],
  ])('%s as %s: %s', (written, kind, name) => expect(match(written)).toEqual({ kind, name }));

  test.each(['SW480', 'HL-60R', '', '(-)'])('%s with none', (written) =>
    expect(match(written)).toEqual({ kind: 'unmatched' }),
  );

  test('by its writing alone when asked to', () => {
    const exact = cellLineMatcher(known, 'exact');
    expect(exact('A549')).toEqual({ kind: 'unmatched' });
    expect(exact('A549_LUNG')).toEqual({ kind: 'exact', name: 'A549_LUNG' });
  });
});

describe('a written name is ambiguous', () => {
  test('when several known lines are written alike', () => {
    const match = cellLineMatcher(['KMH-2', 'KM-H2'], 'normalised');
    expect(match('KMH-2')).toEqual({ kind: 'exact', name: 'KMH-2' });
    expect(match('KMH2')).toEqual({ kind: 'ambiguous', candidates: ['KMH-2', 'KM-H2'] });
  });

  test('when other lines are known to have this name, though one stands there alone', () => {
    const match = cellLineMatcher(['TT'], 'normalised');
    expect(match('T-T')).toEqual({ kind: 'ambiguous', candidates: ['TT'] });
  });

  test('when it names another tissue', () => {
    const match = cellLineMatcher(['KP4_PANCREAS'], 'normalised');
    expect(match('KP4_LUNG')).toEqual({ kind: 'ambiguous', candidates: ['KP4_PANCREAS'] });
    expect(match('KP-4')).toEqual({ kind: 'normalised', name: 'KP4_PANCREAS' });
  });
});

describe('a table of lines', () => {
  const table = [
    ['TT_THYROID', 'TT'],
    ['TT_OESOPHAGUS', 'T.T'],
    ['OCILY10_X', 'OCI-Ly10', 'LY10'],
  ];
  const match = cellLineMatcher(['TT_THYROID', 'TT_OESOPHAGUS', 'OCILY10_X'], 'normalised', table);

  test('tells homonyms apart', () => {
    expect(match('TT')).toEqual({ kind: 'normalised', name: 'TT_THYROID' });
    expect(match('T.T')).toEqual({ kind: 'normalised', name: 'TT_OESOPHAGUS' });
    expect(match('T-T')).toEqual({ kind: 'ambiguous', candidates: ['TT_THYROID', 'TT_OESOPHAGUS'] });
  });

  test('gives aliases, however they are written', () => {
    expect(match('LY10')).toEqual({ kind: 'alias', name: 'OCILY10_X' });
    expect(match('Ly-10')).toEqual({ kind: 'alias', name: 'OCILY10_X' });
  });
});
