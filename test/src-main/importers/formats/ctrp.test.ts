import { beforeAll, describe, expect, test } from 'vitest';
import type { ReadOptions } from '#main/importers/formats/format.ts';
import { longFormat } from '#main/importers/formats/long/longFormat.ts';
import { ctrp } from '#main/importers/formats/long/specs.ts';
import { plainTable } from '#main/importers/formats/plainTable.ts';
import { rejectionOf } from '../../../support/files.ts';
import {
  fixture,
  lookupOf,
  matricesOf,
  readFixture,
  recognised,
  wordsOf,
} from '../../../support/importFixture.ts';
import { readWith } from '../../../support/reading.ts';

const format = longFormat(ctrp);

test("CTRP's first version has its names in the table", async () => {
  expect(await recognised(fixture('ctrp/v1.txt'))).toMatchObject({ format: 'ctrp', metrics: ['AUC'] });
  expect((await recognised(fixture('ctrp/v1.txt'))).idColumns).toBeUndefined();
  expect(matricesOf(await readFixture(format, 'ctrp/v1.txt'))).toEqual([
    {
      metric: 'AUC',
      rows: ['AA1', 'BB2'],
      columns: ['alphanib', 'betacin'],
      values: [
        [5.25, 4.5],
        [0.5, NaN],
      ],
    },
  ]);
});

describe("CTRP's second version", () => {
  let lookups: ReadOptions['lookups'];
  beforeAll(async () => {
    const names = ['compounds.csv', 'cell_lines.csv', 'experiments.csv'];
    lookups = await Promise.all(
      names.map(async (name) =>
        lookupOf(name, await readFixture(plainTable, `ctrp/${name}`, { role: 'lookup' })),
      ),
    );
  });

  test.each(['experiments', 'cell_lines', 'compounds'])('has %s as a table to join to', async (name) => {
    expect(await recognised(fixture(`ctrp/${name}.csv`))).toMatchObject({
      format: 'plain-table',
      role: 'lookup',
    });
  });

  test('says which ids need lookups', async () => {
    expect(await recognised(fixture('ctrp/v2.csv'))).toMatchObject({
      format: 'ctrp',
      idColumns: ['experiment_id', 'master_cpd_id'],
    });
  });

  test('is joined to names over experiments, in whatever order the lookups come; replicates by their mean', async () => {
    for (const order of [lookups, [...lookups].reverse()]) {
      const result = await readFixture(format, 'ctrp/v2.csv', { lookups: order });
      expect(matricesOf(result)).toEqual([
        {
          metric: 'AUC',
          rows: ['AA1', '5637'],
          columns: ['alphanib', 'betacin'],
          values: [
            [13.25, 13.25],
            [10, NaN],
          ],
        },
      ]);
      expect(result.duplicates[0]).toMatchObject({
        count: 1,
        worst: [{ name: 'AA1 / alphanib', entries: 2, largestDifference: 2.5 }],
      });
    }
  });

  test('takes targets and tissues from the lookups', async () => {
    const result = await readFixture(format, 'ctrp/v2.csv', { lookups });
    expect(wordsOf(result, 'drugs')).toEqual([
      ['drug', 'target'],
      ['alphanib', 'EGFR;ERBB2'],
      ['betacin', ''],
    ]);
    expect(wordsOf(result, 'samples')).toEqual([
      ['sample', 'tissue'],
      ['AA1', 'lung'],
      ['5637', ''],
    ]);
  });

  test('counts ids that stand in no lookup', async () => {
    const { notices } = await readFixture(format, 'ctrp/v2.csv', { lookups });
    expect(notices).toEqual([
      'Left out 1 row without a name of the sample: 1 of the ids in experiment_id has no match in the lookup tables (4).',
      'Left out 1 row without a name of the drug: 1 of the ids in master_cpd_id has no match in the lookup tables (77).',
    ]);
  });

  test.each([
    [
      'experiments.csv',
      1,
      'experiment_id, and no table',
      'a column experiment_id, from which lookups lead to a column ccl_name',
    ],
    [
      'cell_lines.csv',
      1,
      'leads to master_ccl_id',
      'a column master_ccl_id, from which lookups lead to a column ccl_name',
    ],
    [
      'compounds.csv',
      3,
      'master_cpd_id, and no table',
      'a column master_cpd_id, from which lookups lead to a column cpd_name',
    ],
  ])('without %s is refused, with the columns that are needed', async (missing, column, found, expected) => {
    const others = lookups.filter(({ file }) => file !== missing);
    const { kind, detail } = await rejectionOf(readFixture(format, 'ctrp/v2.csv', { lookups: others }));
    expect(kind).toBe('invalid-input');
    expect(detail.place).toEqual({ file: 'v2.csv', line: 1, column });
    expect(detail.found).toContain(found);
    expect(detail.expected).toContain(expected);
    expect(detail.remedy).toContain('lookup');
  });

  test('is refused where an id leads to two names, at the second', async () => {
    const text = 'master_cpd_id,cpd_name\n1788,alphanib\n3588,betacin\n1788,gammastat\n';
    const twice = lookupOf('c.csv', await readWith(plainTable, text, { role: 'lookup' }));
    const { detail } = await rejectionOf(
      readFixture(format, 'ctrp/v2.csv', { lookups: [...lookups.slice(1), twice] }),
    );
    expect(detail.place).toEqual({ file: 'c.csv', line: 4, column: 2 });
    expect(detail.found).toContain('"gammastat" after "alphanib"');
  });

  test('is refused when no id has a match', async () => {
    const text = 'experiment_id,area_under_curve,master_cpd_id\n900,1,1788\n';
    const { detail } = await rejectionOf(readWith(format, text, { role: 'response', lookups }, 'none.csv'));
    expect(detail.place).toEqual({ file: 'none.csv' });
    expect(detail.found).toContain('experiment_id');
  });
});
