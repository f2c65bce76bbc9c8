import { describe, expect, test } from 'vitest';
import { compoundOf } from '#shared/numerics/analyses/sanity/nearDrugs.ts';
import { column } from '#shared/numerics/linalg/matrix.ts';
import type { Matrix } from '#shared/numerics/linalg/matrix.ts';
import { randomNormal, randomStream } from '#shared/numerics/random/stream.ts';
import { examined, examinedTables, madeTables } from '../../../../support/sanityPanel.ts';

/** The table with row `to` as row `from`, but for some noise. */
function withCopy({ rows, columns, values }: Matrix, from: number, to: number, noise = 0): Matrix {
  const stream = randomStream(1, 'copy');
  const copied = Float64Array.from(values);
  for (let j = 0; j < columns; j++) {
    copied[j * rows + to] = copied[j * rows + from] + (noise === 0 ? 0 : noise * randomNormal(stream));
  }
  return { rows, columns, values: copied };
}

describe('samples', () => {
  test.each([0, 0.15])('that agree in every block up to noise of %d are found there', (noise) => {
    const tables = madeTables({ seed: 1 });
    const report = examinedTables({
      ...tables,
      expression: withCopy(tables.expression, 3, 40, noise),
      copyNumber: withCopy(tables.copyNumber, 3, 40, noise),
      mutation: withCopy(tables.mutation, 3, 40),
    });
    expect(report.nearSamples.map(({ first, second, within }) => [first, second, within])).toEqual([
      ['line-3', 'line-40', 'expression'],
      ['line-3', 'line-40', 'copy-number'],
      ['line-3', 'line-40', 'mutation'],
    ]);
    for (const { correlation, within, sharedCount } of report.nearSamples) {
      expect(correlation).toBeGreaterThan(0.95);
      expect(sharedCount).toBe(within === 'mutation' ? 150 : 250);
    }
    expect(report.findings.map(({ severity, title }) => [severity, title])).toEqual([
      ['caution', '1 pair of samples nearly agrees'],
    ]);
    expect(report.findings[0].sentence).toContain('line-3 with line-40');
  });

  test('that are in the table four times make six pairs', () => {
    const { expression, responses } = madeTables({ seed: 2 });
    const four = [10, 20, 30].reduce((table, to) => withCopy(table, 5, to), expression);
    expect(examined({ expression: four }, { activity: responses }).nearSamples).toHaveLength(6);
  });

  test('whose copy number is flat are no duplicates, however alike', () => {
    const tables = madeTables({ seed: 3 });
    const { rows, values } = tables.copyNumber;
    const flat = values.map((value, entry) => (entry % rows < 12 ? 0.02 * value : value));
    const report = examinedTables({ ...tables, copyNumber: { ...tables.copyNumber, values: flat } });
    expect(report.nearSamples).toEqual([]);
  });

  test('that share only a mutation or two are no duplicates', () => {
    const tables = madeTables({ seed: 4 });
    const { rows } = tables.mutation;
    const sparse = tables.mutation.values.map((value, entry) => (entry % rows < 2 ? 0 : value));
    for (const row of [0, 1]) sparse[60 * rows + row] = 1;
    const report = examinedTables({ ...tables, mutation: { ...tables.mutation, values: sparse } });
    expect(report.nearSamples).toEqual([]);
  });
});

describe('drugs', () => {
  const names = Array.from({ length: 16 }, (_, index) => `compound ${'abcdefghijklmnop'[index]}`);

  test('that nearly agree in their responses are found', () => {
    const { expression, responses } = madeTables({ seed: 5, missingShare: 0.2 });
    const stream = randomStream(2, 'drugs');
    column(responses, 9).set(column(responses, 2).map((value) => 3 * value + 0.1 * randomNormal(stream)));
    const report = examined({ expression }, { activity: responses }, names);
    expect(report.nearDrugs).toMatchObject([{ first: names[2], second: names[9], within: 'activity' }]);
    expect(report.nearDrugs[0].correlation).toBeGreaterThan(0.99);
    expect(report.findings.map(({ title }) => title)).toEqual(['1 pair of drugs nearly agrees']);
  });

  test('that share fewer than 20 samples are not compared', () => {
    const { expression, responses } = madeTables({ seed: 5, missingShare: 0 });
    const copy = column(responses, 9);
    copy.set(column(responses, 2));
    copy.fill(NaN, 19);
    column(responses, 2).fill(NaN, 60);
    const { nearDrugs } = examined({ expression }, { activity: responses }, names);
    expect(nearDrugs).toEqual([]);
  });

  test('that are called alike are found whatever their correlation', () => {
    const { expression, responses } = madeTables({ seed: 6 });
    const twice = names.map((name, index) =>
      index === 4 ? 'Afatinib (GDSC:1032)' : index === 8 ? 'afatinib (GDSC:1377)' : name,
    );
    const report = examined({ expression }, { activity: responses }, twice);
    expect(report.nearDrugs).toMatchObject([{ first: twice[4], second: twice[8], byName: true }]);
    expect(report.findings.map(({ title }) => title)).toEqual([
      '1 compound stands in the table more than once',
    ]);
  });

  test('that differ by a number behind one name, five and more, are no screens of one compound', () => {
    const { expression, responses } = madeTables({ seed: 6 });
    const numbered = names.map((_, index) => `compound (${index})`);
    expect(examined({ expression }, { activity: responses }, numbered).nearDrugs).toEqual([]);
  });

  test('are called by the compound, not by the screen', () => {
    expect(compoundOf('PLX-4720 (GDSC:1036)')).toBe(compoundOf('PLX-4720 (GDSC:1371)'));
    expect(compoundOf('Erlotinib [batch 2]')).toBe(compoundOf('erlotinib'));
    expect(compoundOf('Erlotinib:1168')).toBe(compoundOf('Erlotinib'));
    expect(compoundOf('Erlotinib rep2')).toBe(compoundOf('Erlotinib'));
    expect(compoundOf('Bryostatin 1')).not.toBe(compoundOf('Bryostatin 2'));
    expect(compoundOf('drug_1')).not.toBe(compoundOf('drug_2'));
    expect(compoundOf('PFI-1')).not.toBe(compoundOf('PFI-3'));
    expect(compoundOf('KIN001-236')).not.toBe(compoundOf('KIN001-244'));
    expect(compoundOf('Nutlin-3 (-)')).not.toBe(compoundOf('Nutlin (-)'));
  });
});
