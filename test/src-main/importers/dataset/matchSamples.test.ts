import { describe, expect, test } from 'vitest';
import { rejectionOf } from '../../../support/files.ts';
import { build } from '../../../support/importing.ts';
import type { Rows, TypedTable } from '../../../support/importing.ts';

/** Two genes for each sample, which tell the samples apart. */
function expression(...samples: readonly string[]): TypedTable {
  const rows: Rows = samples.map((sample, index) => [sample, index + 1, 10 * (index + 1)]);
  return { name: 'expression.tsv', role: 'expression', rows: [['sample', 'EGFR', 'KRAS'], ...rows] };
}

function response(...samples: readonly string[]): TypedTable {
  const rows: Rows = samples.map((sample, index) => [sample, index / 10, 5 - index]);
  return { name: 'auc.tsv', role: 'response', rows: [['sample', 'Drug A', 'Drug B'], ...rows] };
}

const nothing = {
  exactCount: 0,
  normalised: [],
  aliases: [],
  mended: [],
  chosen: [],
  ambiguous: [],
  unmatched: [],
};

describe('samples are matched', () => {
  test('by key and alias, and keep the names of the first response', async () => {
    const { dataset, report } = await build([
      expression('MCF7_BREAST', 'LC:A549/ATCC', 'SW480', 'HL-60'),
      response('HL-60', 'A549', 'MCF-7', 'K-562'),
    ]);
    expect(dataset.samples).toEqual([{ name: 'HL-60' }, { name: 'A549' }, { name: 'MCF-7' }]);
    expect([...dataset.featureValues]).toEqual([4, 2, 1, 40, 20, 10]);
    expect(report.names[0]).toEqual({
      ...nothing,
      file: 'expression.tsv',
      kind: 'sample',
      exactCount: 1,
      normalised: [{ written: 'MCF7_BREAST', as: 'MCF-7' }],
      aliases: [{ written: 'LC:A549/ATCC', as: 'A549' }],
      unmatched: ['SW480'],
    });
    expect(report.names[1]).toEqual({ ...nothing, file: 'auc.tsv', kind: 'sample', exactCount: 4 });
    expect(report.unmatchedSamples).toEqual([
      { file: 'expression.tsv', samples: ['SW480'] },
      { file: 'auc.tsv', samples: ['K-562'] },
    ]);
  });

  test('as written alone when asked to', async () => {
    const tables = [expression('MCF7_BREAST', 'A549'), response('A549', 'MCF-7')];
    const { dataset } = await build(tables, { sampleMatching: 'exact' });
    expect(dataset.samples).toEqual([{ name: 'A549' }]);
  });

  test('the same, to the byte, when all names are written alike and others are near them', async () => {
    const names = ['TT', 'T-T', 'KMH-2', 'KM-H2', 'a-1', 'A1'];
    const tables = [expression(...names), response(...[...names].reverse())];
    const normalised = await build(tables);
    const exact = await build(tables, { sampleMatching: 'exact' });
    expect(normalised).toEqual(exact);
    expect(normalised.dataset.samples).toHaveLength(6);
  });

  test('whichever side they stand on, though written differently', async () => {
    const rows = expression('MCF7_BREAST', 'A549_LUNG', 'HL60_HAEMATOPOIETIC_AND_LYMPHOID_TISSUE').rows;
    const turned = rows[0].map((_, column) => rows.map((cells) => cells[column]));
    const { dataset } = await build([
      { name: 'expression.tsv', role: 'expression', rows: turned },
      response('A-549', 'MCF-7', 'HL-60'),
    ]);
    expect([...dataset.featureValues]).toEqual([2, 1, 3, 20, 10, 30]);
  });

  test('to the descriptions of a table of samples, by its aliases too', async () => {
    const { dataset, report } = await build([
      expression('LY10', 'MCF7_BREAST'),
      response('MCF-7', 'OCI-LY-10'),
      {
        name: 'lines.tsv',
        role: 'samples',
        rows: [
          ['sample', 'tissue'],
          ['MCF7', 'breast'],
          ['OCILY10_X', 'blood'],
        ],
      },
    ]);
    expect(dataset.samples).toEqual([{ name: 'MCF-7', tissue: 'breast' }]);
    expect(report.names[0].unmatched).toEqual(['LY10']);
  });
});

describe('what is ambiguous is told and left out', () => {
  test('a name that several samples share', async () => {
    const { dataset, report } = await build([
      expression('KMH2', 'A549', 'MCF7'),
      response('KMH-2', 'KM-H2', 'A549', 'MCF7'),
    ]);
    expect(dataset.samples.map(({ name }) => name)).toEqual(['A549', 'MCF7']);
    expect(report.names[0].ambiguous).toEqual([{ written: 'KMH2', candidates: ['KMH-2', 'KM-H2'] }]);
  });

  test('two names of a table for one sample, of which neither is written as it', async () => {
    const { dataset, report } = await build([expression('MCF_7', 'mcf7', 'A549'), response('MCF-7', 'A549')]);
    expect(dataset.samples).toEqual([{ name: 'A549' }]);
    expect(report.names[0].ambiguous).toEqual([
      { written: 'MCF_7', candidates: ['MCF-7'] },
      { written: 'mcf7', candidates: ['MCF-7'] },
    ]);
  });

  test('a second name for a sample that one is written as', async () => {
    const { dataset, report } = await build([
      expression('MCF 7', 'MCF-7', 'A549'),
      response('MCF-7', 'A549'),
    ]);
    expect([...dataset.featureValues]).toEqual([2, 3, 20, 30]);
    expect(report.names[0].ambiguous).toEqual([{ written: 'MCF 7', candidates: ['MCF-7'] }]);
  });
});

describe('choices on names', () => {
  const tables = [expression('KMH2', 'A549', 'HT29'), response('KMH-2', 'KM-H2', 'A549', 'HT29')];

  test('settle what is ambiguous, and leave out', async () => {
    const { dataset, report } = await build(tables, {
      choices: [
        { kind: 'sample', written: 'KMH2', as: 'KM-H2' },
        { kind: 'sample', written: 'HT29', as: null },
      ],
    });
    expect(dataset.samples).toEqual([{ name: 'KM-H2' }, { name: 'A549' }]);
    expect([...dataset.featureValues]).toEqual([1, 2, 10, 20]);
    expect(report.names[0].chosen).toEqual([
      { written: 'HT29', as: null },
      { written: 'KMH2', as: 'KM-H2' },
    ]);
    expect(report.warnings.filter((warning) => warning.includes('chosen'))).toEqual([]);
  });

  test('of this import go before those of earlier ones', async () => {
    const remembered = [{ kind: 'sample', written: 'KMH2', as: 'KMH-2' }] as const;
    const before = await build(tables, {}, { remembered });
    expect(before.dataset.samples.map(({ name }) => name)).toEqual(['KMH-2', 'A549', 'HT29']);
    const choices = [{ kind: 'sample', written: 'KMH2', as: 'KM-H2' }] as const;
    const now = await build(tables, { choices: [...choices] }, { remembered });
    expect(now.dataset.samples.map(({ name }) => name)).toEqual(['KM-H2', 'A549', 'HT29']);
  });

  test('that fit nothing are told, those of earlier imports not', async () => {
    const choices = [{ kind: 'sample' as const, written: 'KMH2', as: 'KMH-3' }];
    const { report } = await build(tables, { choices });
    expect(report.warnings).toContain(
      'What was chosen for the sample "KMH2" ("KMH-3") fits no name of the tables.',
    );
    expect(report.names[0].ambiguous).toHaveLength(1);
    const earlier = await build(tables, {}, { remembered: choices });
    expect(earlier.report.warnings.join(' ')).not.toContain('chosen');
  });
});

test('names that are all ambiguous leave no sample, and the table is named', async () => {
  const work = build([expression('T-T', 'TT_LUNG'), response('TT', 'A549')]);
  const { detail } = await rejectionOf(work);
  expect(detail.place).toEqual({ file: 'expression.tsv' });
});
