import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { inspectFile } from '#main/importers/inspectFile.ts';
import type { TableRole } from '#shared/model/dataset.ts';
import type { ReadOptions } from '#main/importers/formats/format.ts';
import { chooseFormat } from '#main/importers/formats/index.ts';
import { readHead } from '#main/importers/formats/readHead.ts';
import { readSamples } from '#main/importers/dataset/annotations.ts';
import type { Source } from '#main/importers/context.ts';
import { readingContext } from '../support/files.ts';
import { readOptions } from '../support/reading.ts';

const folder = process.env['TRACEWISE_DATA'] ?? '';

function raw(path: string): Source {
  return { path: join(folder, 'raw', path), name: basename(path) };
}

interface Held {
  metric?: string;
  rows: number;
  columns: number;
  observed?: number;
}

/** What a file brings in a role: matrices as rows x columns with how many values are there, and tables of words. */
async function heldIn(path: string, role: TableRole, options: Partial<ReadOptions> = {}) {
  const source = raw(path);
  const context = readingContext();
  const head = await readHead(source, context);
  const format = await chooseFormat('auto', role, head, context.signal);
  const { contents, notices } = await format.read(source, readOptions({ role, head, ...options }), context);
  const matrices = contents.flatMap((content): Held[] => {
    if (content.kind !== 'numbers') return [];
    const { rowNames, columnNames, slabs } = content.table;
    const used = rowNames.length * columnNames.length;
    const values = slabs.flatMap((slab) => [...slab]).slice(0, used);
    return [
      {
        ...(content.metric === undefined ? {} : { metric: content.metric }),
        rows: rowNames.length,
        columns: columnNames.length,
        observed: values.filter((value) => !Number.isNaN(value)).length,
      },
    ];
  });
  const words = contents.flatMap((content) =>
    content.kind === 'words' ? [{ role: content.role, rows: content.table.rows.length }] : [],
  );
  return { format: format.name, matrices, words, notices, contents };
}

const recognised: { path: string; format: string; role: TableRole; rows: number }[] = [
  { path: 'ccle/CCLE_Expression_Entrez_2012-09-29_toy.gct', format: 'gct', role: 'expression', rows: 7 },
  {
    path: 'ccle/CCLE_copynumber_byGene_2012-09-29_toy.txt',
    format: 'annotated-matrix',
    role: 'copy-number',
    rows: 7,
  },
  {
    path: 'ccle/CCLE_hybrid_capture1650_hg19_NoCommonSNPs_NoNeutralVariants_CDS_2012.05.07_toy.maf',
    format: 'maf',
    role: 'mutation',
    rows: 327,
  },
  {
    path: 'ccle/CCLE_NP24.2009_Drug_data_2015.02.24.csv',
    format: 'ccle-drugs',
    role: 'response',
    rows: 11_670,
  },
  { path: 'ccle/CCLE_NP24.2009_profiling_2012.02.20.csv', format: 'plain-table', role: 'drugs', rows: 24 },
  {
    path: 'ccle/CCLE_sample_info_file_2012-10-18_toy.txt',
    format: 'plain-table',
    role: 'samples',
    rows: 247,
  },
  { path: 'ccle/CellLineIDNormalisationNov15_toy.txt', format: 'plain-table', role: 'samples', rows: 696 },
  {
    path: 'cellminer/RNA__Agilent_Human_microRNA_(V2)_GeneSpringGX.txt',
    format: 'cellminer',
    role: 'expression',
    rows: 417,
  },
  {
    path: 'cellminer/RNA__Agilent_Human_microRNA_(V2)_GeneSpringGX.xls',
    format: 'cellminer',
    role: 'expression',
    rows: 417,
  },
  { path: 'ctrp/AUC_head2000.csv', format: 'ctrp', role: 'response', rows: 1999 },
  { path: 'ctrp/Experiment_info.csv', format: 'plain-table', role: 'lookup', rows: 1061 },
  { path: 'ctrp/cancer_cell_line_info.csv', format: 'plain-table', role: 'lookup', rows: 1107 },
  { path: 'ctrp/compound_info.csv', format: 'plain-table', role: 'lookup', rows: 545 },
];

describe('a file as it was downloaded is recognised', () => {
  test.each(recognised)('$path', async ({ path, format, role, rows }) => {
    const found = await inspectFile(raw(path), readingContext());
    expect(found).toMatchObject({ format, suggestedRole: role, rowCount: rows });
    expect(found.preview.length).toBeGreaterThan(1);
  });
});

describe('a file as it was downloaded holds', () => {
  test("7 genes of 246 lines in CCLE's expression, though its second line says otherwise", async () => {
    const { matrices, notices } = await heldIn(
      'ccle/CCLE_Expression_Entrez_2012-09-29_toy.gct',
      'expression',
    );
    expect(matrices).toEqual([{ rows: 7, columns: 246, observed: 7 * 246 }]);
    expect(notices.join()).toMatch(/18,?988/);
  });

  test("7 genes of 236 lines in CCLE's copy number", async () => {
    const { matrices } = await heldIn('ccle/CCLE_copynumber_byGene_2012-09-29_toy.txt', 'copy-number');
    expect(matrices).toEqual([{ rows: 7, columns: 236, observed: 7 * 236 }]);
  });

  test("7 genes of 197 lines in CCLE's mutations, 17 silent ones left out", async () => {
    const { matrices, notices } = await heldIn(recognised[2].path, 'mutation');
    expect(matrices).toEqual([{ rows: 197, columns: 7, observed: 197 * 7 }]);
    expect(notices.join()).toMatch(/17/);
  });

  test("24 drugs on 504 lines under four metrics in CCLE's responses", async () => {
    const { matrices, words } = await heldIn('ccle/CCLE_NP24.2009_Drug_data_2015.02.24.csv', 'response');
    const of = (metric: string, observed: number) => ({ metric, rows: 504, columns: 24, observed });
    expect(matrices).toEqual(
      expect.arrayContaining([
        of('EC50', 7200),
        of('IC50', 11_670),
        of('Amax', 11_670),
        of('activity area', 11_670),
      ]),
    );
    expect(matrices).toHaveLength(4);
    expect(words).toEqual(
      expect.arrayContaining([
        { role: 'drugs', rows: 24 },
        { role: 'samples', rows: 504 },
      ]),
    );
  });

  test("24 drugs in CCLE's profiling, and 247 and 304 samples in its tables of samples", async () => {
    expect((await heldIn('ccle/CCLE_NP24.2009_profiling_2012.02.20.csv', 'drugs')).words).toEqual([
      { role: 'drugs', rows: 24 },
    ]);
    for (const [path, count] of [
      ['ccle/CCLE_sample_info_file_2012-10-18_toy.txt', 247],
      ['ccle/CellLineIDNormalisationNov15_toy.txt', 304],
    ] as const) {
      const [content] = (await heldIn(path, 'samples')).contents;
      if (content.kind !== 'words') throw new TypeError('expected words');
      expect(readSamples(content.table, path).size).toBe(count);
    }
  });

  test.each(['txt', 'xls'])("417 microRNAs of 60 lines in CellMiner's .%s", async (ending) => {
    const path = `cellminer/RNA__Agilent_Human_microRNA_(V2)_GeneSpringGX.${ending}`;
    const { matrices } = await heldIn(path, 'expression');
    expect(matrices).toEqual([{ rows: 417, columns: 60, observed: 417 * 60 - 8 }]);
  });

  test('468 compounds on 5 lines in CTRP, joined to names through its tables', async () => {
    const lookups: { file: string; table: ReadOptions['lookups'][number]['table'] }[] = [];
    for (const name of ['Experiment_info', 'cancer_cell_line_info', 'compound_info']) {
      const [content] = (await heldIn(`ctrp/${name}.csv`, 'lookup')).contents;
      if (content.kind !== 'words') throw new TypeError('expected words');
      lookups.push({ file: `${name}.csv`, table: content.table });
    }
    const { matrices } = await heldIn('ctrp/AUC_head2000.csv', 'response', { lookups });
    expect(matrices).toMatchObject([{ rows: 5, columns: 468, observed: 1999 }]);
  });
});
