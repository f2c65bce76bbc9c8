import { describe, expect, test } from 'vitest';
import { defaultMutationFilter } from '#shared/model/imports.ts';
import { build } from '../../../support/importing.ts';
import type { TypedTable } from '../../../support/importing.ts';

const response: TypedTable = {
  name: 'response.tsv',
  role: 'response',
  rows: [
    ['sample', 'Drug A', 'Drug B'],
    ['L1', 1, 2],
    ['L2', 3, 4],
    ['L3', 5, 6],
    ['L4', 7, 8],
  ],
};
const mutations: TypedTable = {
  name: 'mutations.maf',
  role: 'mutation',
  rows: [
    ['Hugo_Symbol', 'Variant_Classification', 'Tumor_Sample_Barcode'],
    ['EGFR', 'Missense_Mutation', 'L1_LUNG'],
    ['KRAS', 'Missense_Mutation', 'L1_LUNG'],
    ['KRAS', 'Missense_Mutation', 'L2_SKIN'],
  ],
};
const samples: TypedTable = {
  name: 'samples.tsv',
  role: 'samples',
  rows: [
    ['cell_line', 'alias'],
    ['L-1', ''],
    ['L-2', ''],
    ['L-3', ''],
    ['elsewhere', ''],
  ],
};

describe('a sample that a MAF does not tell of', () => {
  test('has no mutations when the table of samples lists it, and is not in the data set else', async () => {
    const { dataset, report } = await build([mutations, response, samples]);
    expect(dataset.samples.map(({ name }) => name)).toEqual(['L1', 'L2', 'L3']);
    expect(dataset.features.map(({ gene }) => gene)).toEqual(['EGFR', 'KRAS']);
    expect([...dataset.featureValues]).toEqual([1, 0, 0, 1, 1, 0]);
    expect(report.notices).toContain(
      'mutations.maf: 1 sample listed in samples.tsv of which it does not tell counts as without mutations.',
    );
  });

  test('is left out without a table of samples', async () => {
    const { dataset, report } = await build([mutations, response]);
    expect(dataset.samples.map(({ name }) => name)).toEqual(['L1', 'L2']);
    expect(report.notices.join()).not.toContain('counts as');
  });

  test('is left out when only the responses tell of it', async () => {
    const long: TypedTable = {
      name: 'responses.csv',
      role: 'response',
      rows: [
        ['cell_line', 'tissue', 'drug', 'AUC'],
        ...['L1', 'L2', 'L3'].flatMap((line, row) => [
          [line, 'lung', 'Drug A', row],
          [line, 'lung', 'Drug B', row + 1],
        ]),
      ],
    };
    const { dataset, report } = await build([mutations, long]);
    expect(dataset.samples.map(({ name, tissue }) => [name, tissue])).toEqual([
      ['L1', 'lung'],
      ['L2', 'lung'],
    ]);
    expect(report.notices.join()).not.toContain('without mutations');
  });

  test('is left out when the user says that lists do not count', async () => {
    const mutationFilter = { ...defaultMutationFilter, listedAreWildType: false };
    const { dataset } = await build([{ ...mutations, mutationFilter }, response, samples]);
    expect(dataset.samples.map(({ name }) => name)).toEqual(['L1', 'L2']);
  });
});
