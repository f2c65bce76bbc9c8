import { describe, expect, test } from 'vitest';
import { readDrugs, readSamples } from '#main/importers/dataset/annotations.ts';
import { plainTable } from '#main/importers/formats/plainTable.ts';
import { rejectionOf } from '../../../support/files.ts';
import { fixture, lookupOf, readFixture, recognised } from '../../../support/importFixture.ts';
import { readWith } from '../../../support/reading.ts';

async function samplesOf(text: string) {
  return readSamples(lookupOf('m.tsv', await readWith(plainTable, text, { role: 'samples' })).table, 'm.tsv');
}

async function drugsOf(text: string) {
  return readDrugs(lookupOf('m.tsv', await readWith(plainTable, text, { role: 'drugs' })).table, 'm.tsv');
}

describe('a table of words', () => {
  test("CCLE's table of compounds describes drugs, also in Windows-1252, and says so", async () => {
    const file = 'plain-table/profiling.csv';
    expect(await recognised(fixture(file))).toMatchObject({ format: 'plain-table', role: 'drugs' });
    const result = await readFixture(plainTable, file, { role: 'drugs' });
    expect(result.notices).toEqual(['1 line is not UTF-8 and was read as Windows-1252.']);
    expect([...readDrugs(lookupOf(file, result).table, file).values()]).toEqual([
      {
        name: 'Alphanib',
        target: 'EGFR, HER2',
        mechanism: 'EGFR and HER2 Inhibitor',
        drugClass: 'Kinase inhibitor',
      },
      {
        name: 'Betacin',
        target: 'HDAC',
        mechanism: 'Inhibitor, "broad"',
        drugClass: 'Other targeted therapies',
      },
    ]);
  });

  test("CCLE's table of cell lines describes samples, with their other names", async () => {
    const file = 'plain-table/lines.txt';
    expect(await recognised(fixture(file))).toMatchObject({ format: 'plain-table', role: 'samples' });
    const { table } = lookupOf(file, await readFixture(plainTable, file, { role: 'samples' }));
    expect([...readSamples(table, file).values()]).toEqual([
      { name: 'AA1_LUNG', tissue: 'lung', aliases: ['AA-1', 'A-1', 'A 1'] },
      { name: 'BB2_SKIN', tissue: 'skin', aliases: ['BB2'] },
    ]);
  });

  test('a table of several names per line describes each sample once, with all of them', async () => {
    const file = 'plain-table/names.txt';
    expect(await recognised(fixture(file))).toMatchObject({ format: 'plain-table', role: 'samples' });
    const { table } = lookupOf(file, await readFixture(plainTable, file, { role: 'samples' }));
    expect([...readSamples(table, file).values()]).toEqual([
      { name: 'AA1_LUNG', tissue: 'lung', aliases: ['AA-1', 'AA1', 'AA 1', '905949'] },
      { name: 'BB2_SKIN', tissue: 'skin', aliases: ['BB2'] },
    ]);
  });

  test('the header may stand below other lines', async () => {
    const text = 'made by hand\nsee the paper\nsample\ttissue\nA\tlung\n';
    const result = await readWith(plainTable, text, { role: 'samples', headerLine: 3 });
    expect(lookupOf('m.tsv', result).table).toEqual({
      header: ['sample', 'tissue'],
      rows: [{ line: 4, cells: ['A', 'lung'] }],
    });
  });

  test('ragged rows are refused by place', async () => {
    const { detail } = await rejectionOf(samplesOf('sample\ttissue\nA\tlung\nB\n'));
    expect(detail.place).toEqual({ file: 'm.tsv', line: 3, column: 2 });
    expect(detail.found).toBe('1 fields');
  });

  test('a line break inside quotes is a blank of the cell, and a quote that is not closed is refused by place', async () => {
    const drugs = await drugsOf('drug,target\nx,"EGFR\nand HER2"\n');
    expect(drugs.get('x')?.target).toBe('EGFR and HER2');
    const { detail } = await rejectionOf(drugsOf('drug,target\nx,"EGFR\nand HER2\n'));
    expect(detail.place).toEqual({ file: 'm.tsv', line: 2, column: 2 });
    expect(detail.expected).toContain('a closing "');
  });
});

describe('descriptions that stand twice', () => {
  test('are one where they agree or complete each other', async () => {
    const drugs = await drugsOf('drug\ttarget\tclass\nx\tEGFR\t\ny\tTOP1\t\nx\tEGFR\tkinase\nx\t\t\n');
    expect([...drugs.values()]).toEqual([
      { name: 'x', target: 'EGFR', mechanism: undefined, drugClass: 'kinase' },
      { name: 'y', target: 'TOP1', mechanism: undefined, drugClass: undefined },
    ]);
  });

  test('are refused by place where they do not', async () => {
    const { detail } = await rejectionOf(samplesOf('tissue\tsample\nlung\tA\nskin\tB\nskin\tA\n'));
    expect(detail.place).toEqual({ file: 'm.tsv', line: 4, column: 2 });
    expect(detail.found).toBe('"A" again, after line 2');
  });

  test('are refused without a name', async () => {
    const { detail } = await rejectionOf(samplesOf('tissue\tsample\nlung\t\n'));
    expect(detail.place).toEqual({ file: 'm.tsv', line: 2, column: 2 });
  });
});
