import { expect, test } from 'vitest';
import { latentFactorPanel } from '../support/panels.ts';
import { examined, examinedTables, madeTables, reordered } from '../support/sanityPanel.ts';
import { matrix } from '#shared/numerics/linalg/matrix.ts';
import { randomOrder } from '#shared/numerics/resampling/permutations.ts';
import type { SanityReport } from '#shared/model/sanity.ts';

const seeds = Array.from({ length: 200 }, (_, index) => index + 1);
const samples = 80;

function titles({ findings }: SanityReport): string[] {
  return findings.map(({ title }) => title);
}

test('clean tables of 200 seeds give no finding', () => {
  for (const seed of seeds)
    expect(titles(examinedTables(madeTables({ seed, samples }))), `seed ${seed}`).toEqual([]);
});

test('tables of noise of 200 seeds give no finding', () => {
  for (const seed of seeds) {
    expect(titles(examinedTables(madeTables({ seed, samples, shared: 0 }))), `seed ${seed}`).toEqual([]);
  }
});

test('panels of two factors of 200 seeds, in which many samples and drugs are alike, give no finding', () => {
  for (const seed of seeds) {
    const { features, responses } = latentFactorPanel({
      samples: 60,
      features: 60,
      tasks: 20,
      seed,
      noise: 0.2,
    });
    const first = matrix(60, 30, features.values.slice(0, 1800));
    const second = matrix(60, 30, features.values.slice(1800));
    expect(titles(examined({ first, second }, { activity: responses })), `seed ${seed}`).toEqual([]);
  }
});

test('of 200 shuffled copy numbers, mutations and responses each, at least 195 are told', () => {
  for (const table of ['copyNumber', 'mutation', 'responses'] as const) {
    const told = seeds.filter((seed) => {
      const tables = madeTables({ seed, samples });
      const order = randomOrder(samples, seed, 'soak');
      return titles(examinedTables({ ...tables, [table]: reordered(tables[table], order) })).length > 0;
    });
    console.log(`${told.length} of 200 shuffled tables are told: ${table}`);
    expect(told.length, table).toBeGreaterThanOrEqual(195);
  }
});

test('of 200 single swaps at least 180 are named, and never a sample besides', () => {
  let named = 0;
  for (const seed of seeds) {
    const tables = madeTables({ seed, samples });
    const order = Array.from({ length: samples }, (_, sample) => sample);
    const [first, second] = randomOrder(samples, seed, 'swap');
    [order[first], order[second]] = [second, first];
    const { fits } = examinedTables({ ...tables, copyNumber: reordered(tables.copyNumber, order) });
    const { misplaced } = fits[0];
    const expected = [first, second].map((sample) => `line-${sample}`);
    for (const { sample } of misplaced) expect(expected, `seed ${seed}`).toContain(sample);
    if (misplaced.length === 2) named += 1;
  }
  console.log(`${named} of 200 swaps are named`);
  expect(named).toBeGreaterThanOrEqual(180);
});
