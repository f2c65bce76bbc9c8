import { expect, test } from 'vitest';
import { geneNames } from '#shared/names/geneNames.ts';
import { matchGenes } from '#shared/names/matchGenes.ts';

const names = geneNames([
  { symbol: 'KMT2A', entrez: '4297', aliases: ['MLL'] },
  { symbol: 'KMT2D', entrez: '8085', aliases: ['MLL2'] },
  { symbol: 'KMT2B', entrez: '9757', aliases: ['MLL2'] },
  { symbol: 'EGFR', entrez: '1956', aliases: [] },
  { symbol: 'TP53', entrez: '7157', aliases: ['P53'] },
]);

test('genes are found by their name, else by what both are called at present', () => {
  const found = matchGenes(
    ['EGFR', 'KMT2A', 'p53', '1956', 'GENE9'],
    ['MLL', 'EGFR', 'TP53', 'gene9'],
    names,
  );
  expect([...found.places]).toEqual([
    ['EGFR', 1],
    ['KMT2A', 0],
    ['p53', 2],
    ['1956', 1],
    ['GENE9', 3],
  ]);
  expect(found).toMatchObject({ writtenCount: 5, exactCount: 1, aliasCount: 4, unmatched: [] });
});

test('what could be several is counted as not found, never guessed', () => {
  const twice = matchGenes(['KMT2A', 'MLL2', 'NONE'], ['MLL', 'mll', 'KMT2D', 'KMT2B'], names);
  expect(twice.unmatched).toEqual(['KMT2A', 'MLL2', 'NONE']);
  expect(matchGenes(['KMT2A'], ['MLL', 'KMT2A'], names).places.get('KMT2A')).toBe(1);
});
