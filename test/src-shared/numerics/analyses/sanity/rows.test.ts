import { describe, expect, test } from 'vitest';
import { randomOrder } from '#shared/numerics/resampling/permutations.ts';
import type { SanityReport } from '#shared/model/sanity.ts';
import { examined, examinedTables, madeTables, reordered } from '../../../../support/sanityPanel.ts';

const samples = 80;
const seeds = [1, 2, 3, 4, 5];
const shuffled = randomOrder(samples, 9, 'shuffled rows');

function tablesOf(seed: number) {
  return madeTables({ seed, samples });
}

/** Titles with their severity. */
function titles({ findings }: SanityReport): string[] {
  return findings.map(({ severity, title }) => `${severity}: ${title}`);
}

function fitOf({ fits }: SanityReport, first: string, second: string) {
  const fit = fits.find((candidate) => candidate.first === first && candidate.second === second);
  if (fit === undefined) throw new TypeError(`invalid report: ${first} and ${second} are not compared`);
  return fit;
}

describe.each(seeds)('of the tables of seed %i', (seed) => {
  test('all fit as they are, and nothing is found', () => {
    const report = examinedTables(tablesOf(seed));
    expect(titles(report)).toEqual([]);
    expect(fitOf(report, 'expression', 'copy-number').sharedGenes).toMatchObject({
      geneCount: 250,
      p: 0.001,
    });
    expect(report.fits).toHaveLength(6);
    for (const fit of ['copy-number', 'mutation', 'activity']) {
      expect(fitOf(report, 'expression', fit)).toMatchObject({ fits: true, p: 0.001, misplaced: [] });
    }
  });

  test('copy number with its rows shuffled does not fit expression, and the rows are told', () => {
    const tables = tablesOf(seed);
    const report = examinedTables({ ...tables, copyNumber: reordered(tables.copyNumber, shuffled) });
    expect(fitOf(report, 'expression', 'copy-number').fits).toBe(false);
    expect(titles(report)[0]).toBe(
      'problem: The samples of copy-number are not those of expression, mutation and activity',
    );
    const { misplaced } = fitOf(report, 'expression', 'copy-number');
    expect(misplaced.length).toBeGreaterThan(5);
    for (const { sample, fitsAs } of misplaced) {
      expect(fitsAs).toBe(`line-${shuffled[Number(sample.slice('line-'.length))]}`);
    }
  });

  test('mutation with its rows shuffled does not fit expression', () => {
    const tables = tablesOf(seed);
    const report = examinedTables({ ...tables, mutation: reordered(tables.mutation, shuffled) });
    expect(fitOf(report, 'expression', 'mutation').fits).toBe(false);
    expect(titles(report)).toEqual(['caution: mutation does not fit expression, copy-number and activity']);
  });

  test('responses with their rows shuffled do not fit the blocks, with a word that noise looks the same', () => {
    const tables = tablesOf(seed);
    const report = examinedTables({ ...tables, responses: reordered(tables.responses, shuffled) });
    expect(titles(report)).toEqual([
      'caution: activity and expression, copy-number and mutation do not fit together',
    ]);
    expect(report.findings[0].sentence).toContain('Either the responses are noise, or the rows');
  });

  test('one block and responses of which the rows are shuffled do not fit together', () => {
    const { expression, responses } = tablesOf(seed);
    const clean = examined({ expression }, { activity: responses });
    expect(titles(clean)).toEqual([]);
    const report = examined({ expression }, { activity: reordered(responses, shuffled) });
    expect(titles(report)).toEqual(['caution: activity and expression do not fit together']);
  });

  test.each([1, -2])('rows of copy number that stand %i below their place are told to be shifted', (down) => {
    const tables = tablesOf(seed);
    const order = Array.from({ length: samples }, (_, sample) => (sample - down + samples) % samples);
    const report = examinedTables({ ...tables, copyNumber: reordered(tables.copyNumber, order) });
    expect(titles(report)).toEqual(['problem: The rows of copy-number are shifted against expression']);
    expect(fitOf(report, 'expression', 'copy-number').shift).toBe(down);
    expect(report.findings[0].sentence).toContain(down > 0 ? 'move up by 1' : 'move down by 2');
  });

  test('rows of expression, the first table, are told to be shifted too', () => {
    const tables = tablesOf(seed);
    const order = Array.from({ length: samples }, (_, sample) => (sample - 1 + samples) % samples);
    const report = examinedTables({ ...tables, expression: reordered(tables.expression, order) });
    expect(titles(report)).toEqual(['problem: The rows of expression are shifted against copy-number']);
    expect(report.findings[0].sentence).toContain('move up by 1');
  });

  test('a single swapped pair is named, and no other sample', () => {
    const tables = tablesOf(seed);
    const order = Array.from({ length: samples }, (_, sample) => sample);
    [order[11], order[52]] = [52, 11];
    const report = examinedTables({ ...tables, copyNumber: reordered(tables.copyNumber, order) });
    expect(titles(report)).toEqual(['problem: 2 samples of copy-number fit in another place of expression']);
    expect(report.findings[0].sentence).toMatch(/line-(11 and line-52|52 and line-11) are swapped/);
    expect(fitOf(report, 'expression', 'copy-number')).toMatchObject({ fits: true });
  });
});

test('responses of a second metric with their rows shuffled are told apart from those of the first', () => {
  const { expression, copyNumber, responses } = tablesOf(1);
  const second = { ...responses, values: responses.values.map((value) => 2 * value + 1) };
  const blocks = { expression, 'copy-number': copyNumber };
  expect(titles(examined(blocks, { activity: responses, amax: second }))).toEqual([]);
  const report = examined(blocks, { activity: responses, amax: reordered(second, shuffled) });
  expect(titles(report)).toEqual([
    'caution: amax and expression, copy-number and activity do not fit together',
  ]);
});

test('tables of noise fit nothing, and nothing is said of it', () => {
  const report = examinedTables(madeTables({ seed: 1, samples, shared: 0 }));
  expect(report.fits.some(({ fits }) => fits)).toBe(false);
  expect(titles(report)).toEqual([]);
});

test('the same tables give the same report, byte for byte', () => {
  expect(JSON.stringify(examinedTables(tablesOf(2)))).toBe(JSON.stringify(examinedTables(tablesOf(2))));
});

test('of too few samples nothing is compared', () => {
  const report = examinedTables(madeTables({ seed: 1, samples: 9 }));
  expect(report).toMatchObject({ fits: [], nearSamples: [], nearDrugs: [] });
  expect(report.samples).toHaveLength(9);
});
