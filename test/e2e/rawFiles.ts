import { randomNormal, randomStream } from '../../src-shared/numerics/random/stream.ts';
import { workbookOf } from '../support/workbooks.ts';
import type { MadeFile } from './host.ts';

/** A small panel in the formats that its makers use, with their quirks: eight cell lines, three compounds. */

const lines = [
  'A549_LUNG',
  'MCF7_BREAST',
  'SKMEL5_SKIN',
  'PC3_PROSTATE',
  'HOP62_LUNG',
  'EKVX_LUNG',
  'HT29_LARGE_INTESTINE',
  'OVCAR8_OVARY',
];
const compounds = ['Alphanib', 'Betacin', 'Gammamab'];
const stream = randomStream(7, 'raw files');
const some = () => randomNormal(stream).toFixed(3);

/** The name of the last line as the expression file writes it, which nothing but a person can know. */
export const strangeName = 'our ovarian line';
export const strangeLine = lines[7];

function textFile(name: string, rows: readonly (readonly (string | number)[])[], separator = '\t'): MadeFile {
  const text = rows.map((row) => `${row.join(separator)}\n`).join('');
  return { name, mimeType: 'text/plain', buffer: Buffer.from(text) };
}

/** GCT 1.2 with wrong counts, two probes of one gene, a gene that became a date, and a line written another way. */
export const expressionGct = textFile('expression.gct', [
  ['#1.2'],
  [18988, 1037],
  ['Name', 'Description', lines[0], 'MCF-7', ...lines.slice(2, 7), strangeName],
  ...['EGFR', 'EGFR', 'KRAS', 'TP53', '2-Sep', 'BRAF'].map((gene, probe) => [
    `${1000 + probe}_at`,
    gene,
    ...lines.map(some),
  ]),
]);

/** One file that gives four metrics. */
export const drugResponseCsv = textFile(
  'drug_response.csv',
  [
    'CCLE Cell Line Name,Primary Cell Line Name,Compound,Target,Doses (uM),Activity Data (median),Activity SD,Num Data,FitType,EC50 (uM),IC50 (uM),Amax,ActArea'.split(
      ',',
    ),
    ...lines.flatMap((line, place) =>
      compounds.map((compound, drug) => [
        line,
        line.split('_')[0],
        compound,
        'EGFR',
        '".0025,.0080,.025,.080"',
        '"-1,-2,-6,-20"',
        '"3.2,4.8,.11,.30"',
        4,
        'Sigmoid',
        place === drug ? 'NA' : 0.2 + place / 10,
        drug === 1 ? 8 : 0.5 + place / 8,
        -10 * (place + drug),
        (1 + ((place * 5 + drug * 3) % 7) / 3).toFixed(2),
      ]),
    ),
  ],
  ',',
);

/** Mutations, each with what the filters go by. */
export const mutationsMaf = textFile('mutations.maf', [
  ['#version 2.4'],
  [
    'Hugo_Symbol',
    'Entrez_Gene_Id',
    'Variant_Classification',
    'Tumor_Sample_Barcode',
    'Alternative_allele_reads_count',
    'Reference_allele_reads_count',
  ],
  ...lines.flatMap((line, place) => [
    [place % 2 === 0 ? 'KRAS' : 'BRAF', 1, 'Missense_Mutation', line, 40, 60],
    ['TP53', 2, place % 3 === 0 ? 'Silent' : 'Nonsense_Mutation', line, place === 4 ? 15 : 50, 85],
  ]),
]);

/** A workbook whose first sheet holds another table, and whose table begins on its third line. */
export const copyNumberBook: MadeFile = {
  name: 'copy_number.xlsx',
  mimeType: 'application/octet-stream',
  buffer: workbookOf('xlsx', {
    Lines: [['cell line', 'tissue'], ...lines.map((line) => [line, line.split('_')[1]])],
    Ratios: [
      ['Log2 ratios of genes'],
      ['by line'],
      ['gene', ...lines],
      ...['MYC', 'ERBB2', 'CDKN2A'].map((gene) => [gene, ...lines.map(() => Number(some()))]),
    ],
  }),
};
