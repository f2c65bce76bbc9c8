import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { geneNames, looksLikeDate, parseGenes } from '#shared/names/geneNames.ts';

const table = new URL('../../../resources/genes/human_genes.tsv.gz', import.meta.url);
const genes = parseGenes(gunzipSync(readFileSync(table)).toString('utf8'));
const match = geneNames(genes);

describe('the shipped table', () => {
  test('holds 24,356 genes with a symbol and an id each', () => {
    expect(genes).toHaveLength(24_356);
    expect(new Set(genes.map(({ symbol }) => symbol)).size).toBe(24_356);
    expect(genes.every(({ entrez }) => /^\d+$/.test(entrez))).toBe(true);
  });

  test('is refused without its header', () => {
    expect(() => parseGenes('EGFR\t1956\n')).toThrow('EGFR');
  });
});

describe('a gene name is', () => {
  test.each([
    ['EGFR', 'current', 'EGFR'],
    ['C10orf90', 'current', 'C10orf90'],
    [' KRAS ', 'current', 'KRAS'],
    ['egfr', 'normalised', 'EGFR'],
    ['C10ORF90', 'normalised', 'C10orf90'],
    ['MLL2', 'ambiguous', undefined],
    ['PARK2', 'alias', 'PRKN'],
    ['1956', 'alias', 'EGFR'],
    ['1956_at', 'alias', 'EGFR'],
    ['TSPAN6 (7105)', 'alias', 'TSPAN6'],
    ['SEPT2', 'alias', 'SEPTIN2'],
    ['MARCH1', 'alias', 'MARCHF1'],
    ['MARC1', 'alias', 'MTARC1'],
    ['2-Sep', 'mended', 'SEPTIN2'],
    ['Sep-2', 'mended', 'SEPTIN2'],
    ['02-Sep', 'mended', 'SEPTIN2'],
    ['2002-09-02', 'mended', 'SEPTIN2'],
    ['2009-09-02 00:00:00', 'mended', 'SEPTIN2'],
    ['9/14/2019', 'mended', 'SEPTIN14'],
    ['15-Sep', 'mended', 'SELENOF'],
    ['3-Mar', 'mended', 'MARCHF3'],
    ['4. Okt', 'mended', 'POU5F1'],
    ['metabolite 7', 'unknown', undefined],
    ['31-Jan', 'unknown', undefined],
    ['99999999', 'unknown', undefined],
  ])('%s: %s %s', (written, kind, symbol) => {
    expect(match(written)).toMatchObject(symbol === undefined ? { kind } : { kind, symbol });
  });

  test('ambiguous when several genes had it, or a date can stand for several', () => {
    expect(match('1-Mar')).toEqual({ kind: 'ambiguous', candidates: ['MARCHF1', 'MTARC1'] });
    expect(match('3/9/2015')).toEqual({ kind: 'ambiguous', candidates: ['MARCHF9', 'SEPTIN3'] });
    expect(match('1-Dec')).toEqual({ kind: 'ambiguous', candidates: ['BHLHE40', 'DELEC1'] });
  });
});

test.each(['SEPT2', 'MARCH1', 'let-7', 'HLA-2', 'NKX2-1', 'ERV-3', '2-xyz', '13-32', '2002-13-02', '1956'])(
  '%s does not look like a date',
  (name) => expect(looksLikeDate(name)).toBe(false),
);
