import { expect, test } from 'vitest';
import { column } from '#shared/numerics/linalg/matrix.ts';
import { examineDataset } from '#shared/numerics/analyses/sanity/examineDataset.ts';
import { thrownBy } from '../../../../support/errors.ts';
import { examinedTables, madeTables, sanityPanel } from '../../../../support/sanityPanel.ts';

function titlesAfter(change: (tables: ReturnType<typeof madeTables>) => void): string[] {
  const tables = madeTables({ seed: 1 });
  change(tables);
  return examinedTables(tables).findings.map(({ severity, title }) => `${severity}: ${title}`);
}

test('a code for missing values is a problem and stands first', () => {
  const titles = titlesAfter(({ expression, responses }) => {
    column(responses, 4).fill(1.5);
    for (let j = 0; j < 13; j++) column(expression, j).fill(j);
    responses.values[5] = -9999;
    responses.values[6] = -9999;
  });
  expect(titles).toEqual([
    'problem: −9999 in activity looks like a code for a missing value',
    'caution: 13 features of expression without any variation',
    'caution: 1 drug of activity without any variation',
  ]);
});

test.each([0.002, 0.1, 0.2, 0.4])('a code that is %f of the values is told', (share) => {
  for (const code of [-999, 999]) {
    const titles = titlesAfter(({ responses }) => {
      const each = Math.round(1 / share);
      for (let at = 0; at < responses.values.length; at += each) responses.values[at] = code;
    });
    const written = String(code).replace('-', '−');
    expect(titles).toContain(`problem: ${written} in activity looks like a code for a missing value`);
  }
});

test('great values that are no code are left alone, and so are a few constant features', () => {
  expect(titlesAfter(({ mutation }) => column(mutation, 5).fill(0))).toEqual([]);
  expect(titlesAfter(({ expression }) => (expression.values[5] = 700))).toEqual([]);
});

test('samples without features or responses, and drugs with hardly a value, are named', () => {
  const titles = titlesAfter(({ expression, copyNumber, mutation, responses }) => {
    for (const { rows, columns, values } of [expression, copyNumber, mutation, responses]) {
      for (let j = 0; j < columns; j++) values[j * rows + 7] = NaN;
    }
    column(responses, 3).fill(NaN, 15);
  });
  expect(titles).toEqual([
    'caution: 1 sample without most of their features',
    'caution: 1 sample without any response',
    'caution: 1 drug with fewer than 20 values',
  ]);
});

test('progress grows to the whole, and a cancel is heard', () => {
  const { expression, copyNumber, responses } = madeTables({ seed: 1 });
  const { question, panel } = sanityPanel({ expression, copyNumber }, { activity: responses });
  const fractions: number[] = [];
  const report = ({ fraction }: { fraction: number }) => fractions.push(fraction);
  examineDataset(question, panel, { report, isCancelled: () => false });
  expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));
  expect(fractions.at(-1)).toBe(1);
  const error = thrownBy(() =>
    examineDataset(question, panel, { report: () => undefined, isCancelled: () => fractions.length > 0 }),
  );
  expect(error).toMatchObject({ kind: 'cancelled' });
});
