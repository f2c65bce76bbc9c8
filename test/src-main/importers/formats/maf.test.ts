import { expect, test } from 'vitest';
import { maf } from '#main/importers/formats/maf.ts';
import { defaultMutationFilter } from '#shared/model/imports.ts';
import type { MutationFilter } from '#shared/model/imports.ts';
import { rejectionOf } from '../../../support/files.ts';
import { fixture, fixtureText, matricesOf, readFixture, recognised } from '../../../support/importFixture.ts';
import { readWith } from '../../../support/reading.ts';

const file = 'maf/mutations.maf';
const off: MutationFilter = {
  dropSilent: false,
  leastAllelicFraction: 0,
  dropCommon: false,
  dropNeutral: false,
  listedAreWildType: true,
};

async function mutatedGenes(mutationFilter?: MutationFilter) {
  const result = await readFixture(maf, file, { role: 'mutation', mutationFilter });
  const [{ rows, columns, values }] = matricesOf(result);
  const genes = (row: number) => columns.filter((_, column) => values[row][column] === 1);
  return { genes: Object.fromEntries(rows.map((name, row) => [name, genes(row)])), notices: result.notices };
}

test('a MAF is known below its comments, quoted as R does', async () => {
  expect(await recognised(fixture(file))).toMatchObject({
    format: 'maf',
    role: 'mutation',
    headerLine: 3,
    label: 'mutations (MAF), tab-separated',
  });
});

test('mutations become 0 and 1 of samples and genes, every sample of the file kept', async () => {
  const [matrix] = matricesOf(await readFixture(maf, file, { role: 'mutation' }));
  expect(matrix).toEqual({
    metric: undefined,
    rows: ['AA1_LUNG', 'BB2_SKIN', 'CC3_BREAST'],
    columns: ['EGFR', 'KRAS'],
    values: [
      [1, 0],
      [0, 1],
      [0, 0],
    ],
  });
});

test('each filter says how many rows it took', async () => {
  expect((await mutatedGenes()).notices).toEqual([
    "Left out 3 of 10 mutations that are silent or in introns, UTRs or flanks (3'UTR 1, Intron 1, Silent 1).",
    'Left out 1 of 10 mutations seen in fewer than 10 % of the reads.',
    '1 mutation without read counts was kept.',
    'Left out 1 of 10 mutations that a column calls common polymorphisms.',
    'Left out 1 of 10 mutations that a column calls neutral variants.',
    'Left out 1 row without a sample or a gene.',
    expect.stringContaining('The file tells of 3 samples, 1 of them without a mutation that counts.'),
  ]);
});

test.each([
  [
    'silent classes',
    { dropSilent: false },
    { AA1_LUNG: ['EGFR', 'TP53'], BB2_SKIN: ['KRAS', 'TP53'], CC3_BREAST: ['TP53'] },
  ],
  [
    'few reads',
    { leastAllelicFraction: 0 },
    { AA1_LUNG: ['EGFR', 'KRAS'], BB2_SKIN: ['KRAS'], CC3_BREAST: [] },
  ],
  [
    'common polymorphisms',
    { dropCommon: false },
    { AA1_LUNG: ['EGFR', 'PTEN'], BB2_SKIN: ['KRAS'], CC3_BREAST: [] },
  ],
  [
    'neutral variants',
    { dropNeutral: false },
    { AA1_LUNG: ['EGFR'], BB2_SKIN: ['KRAS', 'BRAF'], CC3_BREAST: [] },
  ],
])('the filter of %s can be switched off', async (_, change, expected) => {
  expect((await mutatedGenes({ ...defaultMutationFilter, ...change })).genes).toEqual(expected);
});

test('without filters every named mutation counts, and nothing is said of filters', async () => {
  const { genes, notices } = await mutatedGenes(off);
  expect(genes).toEqual({
    AA1_LUNG: ['EGFR', 'KRAS', 'TP53', 'PTEN'],
    BB2_SKIN: ['KRAS', 'TP53', 'BRAF'],
    CC3_BREAST: ['TP53'],
  });
  expect(notices.join(' ')).not.toContain('mutations');
});

test('the fraction of reads is also read under the names of vcf2maf, and a bound lies inside', async () => {
  const text = [
    'Hugo_Symbol\tVariant_Classification\tTumor_Sample_Barcode\tt_ref_count\tt_alt_count',
    'EGFR\tMissense_Mutation\tA\t80\t20',
    'KRAS\tMissense_Mutation\tA\t81\t19',
    "TP53\t5'Flank\tA\t1\t99",
  ].join('\n');
  const mutationFilter = { ...defaultMutationFilter, leastAllelicFraction: 0.2 };
  const result = await readWith(maf, text, { role: 'mutation', mutationFilter });
  expect(matricesOf(result)[0].columns).toEqual(['EGFR']);
  expect(result.notices).toContain('Left out 1 of 3 mutations seen in fewer than 20 % of the reads.');
  expect(result.notices).toContain(
    'No column of the file tells neutral variants: none was left out for that.',
  );
});

test.each([
  [
    'text for a count of reads',
    ['"40"\t"60"', '"many"\t"60"'],
    4,
    6,
    '"many" under Alternative_allele_reads_count',
  ],
  ['a ragged row', ['"p.L858R"\t', ''], 4, 9, '8 fields'],
  ['no column of samples', ['Tumor_Sample_Barcode', 'Barcode'], 3, undefined, 'Barcode'],
])('%s is refused by place', async (_, [good, bad], line, column, found) => {
  const text = fixtureText(file).replace(good, bad);
  const { kind, detail } = await rejectionOf(readWith(maf, text, { role: 'mutation' }, 'bad.maf'));
  expect(kind).toBe('invalid-input');
  expect(detail.place).toEqual({ file: 'bad.maf', line, ...(column === undefined ? {} : { column }) });
  expect(detail.found).toContain(found);
  expect(detail.remedy).toBeDefined();
});

test('filters that leave nothing are told with what they took', async () => {
  const rows = fixtureText(file).split('\n');
  const text = [rows[2], ...rows.filter((row) => row.includes('Silent') || row.includes('Intron'))].join(
    '\n',
  );
  const { detail } = await rejectionOf(readWith(maf, text, { role: 'mutation' }, 'bad.maf'));
  expect(detail.found).toContain('Left out 2 of 2 mutations that are silent');
  expect(detail.remedy).toContain('filter');
});
