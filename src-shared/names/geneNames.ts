import { datesIn } from './spreadsheetDates.ts';
import type { DayOfMonth } from './spreadsheetDates.ts';

/** One gene of a table: the symbols are those of its date. */
export interface Gene {
  symbol: string;
  entrez: string;
  aliases: readonly string[];
}

/** What a written gene name means. */
export type GeneMatch =
  /** `normalised`: the symbol but for case; `alias`: a former or other name, or an id; `mended`: it was a date. */
  | { kind: 'current' | 'normalised' | 'alias' | 'mended'; symbol: string }
  | { kind: 'ambiguous'; candidates: string[] }
  | { kind: 'unknown' };

/** Finds the present symbol of a written name. */
export type GeneNames = (written: string) => GeneMatch;

/**
 * The genes of a tab-separated table with the columns symbol, entrez, name, aliases (`|` between) under a header.
 * @throws RangeError for another header
 */
export function parseGenes(text: string): Gene[] {
  const [header, ...lines] = text.trimEnd().split(/\r?\n/);
  if (header !== 'symbol\tentrez\tname\taliases') {
    throw new RangeError(`invalid table of genes: its header is "${header}"`);
  }
  return lines.map((line) => {
    const [symbol, entrez, , aliases = ''] = line.split('\t');
    return { symbol, entrez, aliases: aliases.split('|').filter((alias) => alias !== '') };
  });
}

/** Whether a spreadsheet seems to have taken a gene's name for a date. */
export function looksLikeDate(name: string): boolean {
  return datesIn(name).length > 0;
}

/** Families of symbols that were renamed because spreadsheets took them for dates (HGNC, 2020): old and new stem. */
const renamedFamilies: readonly { month: number; old: string; present: string }[] = [
  { month: 3, old: 'MARCH', present: 'MARCHF' },
  { month: 3, old: 'MARC', present: 'MTARC' },
  { month: 9, old: 'SEPT', present: 'SEPTIN' },
];

/** How other names that read as a date begin, by month from 1. */
const stems = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];

/**
 * Looks names up: the present symbol; else, for a date, the names that it can have been; else a former symbol, an alias,
 * an Entrez id (bare, as `1956_at`, or as `EGFR (1956)`); else either but for case.
 */
export function geneNames(genes: readonly Gene[]): GeneNames {
  const symbols = new Set(genes.map(({ symbol }) => symbol));
  const byAlias = symbolsBy(genes, ({ aliases }) => aliases);
  const byLooseSymbol = symbolsBy(genes, ({ symbol }) => [symbol.toUpperCase()]);
  const byLooseAlias = symbolsBy(genes, ({ aliases }) => aliases.map((alias) => alias.toUpperCase()));
  const byEntrez = new Map(genes.map(({ entrez, symbol }) => [entrez, symbol]));

  const lookUpDate = (days: readonly DayOfMonth[]): GeneMatch => {
    const candidates = days.flatMap(({ day, month }) => {
      const renamed = renamedFamilies
        .filter((family) => family.month === month)
        .map(({ present }) => `${present}${day}`)
        .filter((symbol) => symbols.has(symbol));
      if (renamed.length > 0) return renamed;
      const loose = `${stems[month - 1]}${day}`;
      return byLooseSymbol.get(loose) ?? byLooseAlias.get(loose) ?? [];
    });
    return settled('mended', candidates);
  };
  const lookUpAlias = (written: string): GeneMatch => {
    const former = formerSymbol(written);
    if (former !== undefined && symbols.has(former)) return { kind: 'alias', symbol: former };
    const id = entrezIn(written);
    const named = byEntrez.get(id ?? '');
    if (named !== undefined) return { kind: 'alias', symbol: named };
    return settled('alias', byAlias.get(written) ?? []);
  };
  return (written) => {
    const name = written.trim();
    if (symbols.has(name)) return { kind: 'current', symbol: name };
    const days = datesIn(name);
    if (days.length > 0) return lookUpDate(days);
    const alias = lookUpAlias(name);
    if (alias.kind !== 'unknown') return alias;
    const upper = name.toUpperCase();
    const loose = settled('normalised', byLooseSymbol.get(upper) ?? []);
    return loose.kind === 'unknown' ? settled('alias', byLooseAlias.get(upper) ?? []) : loose;
  };
}

function formerSymbol(name: string): string | undefined {
  const match = /^(MARCH|MARC|SEPT)(\d{1,2})$/i.exec(name);
  const family = renamedFamilies.find(({ old }) => old === match?.[1].toUpperCase());
  return match === null || family === undefined ? undefined : `${family.present}${match[2]}`;
}

function entrezIn(name: string): string | undefined {
  const match = /^(\d+)(?:_at)?$/.exec(name) ?? /^\S+ \((\d+)\)$/.exec(name);
  return match?.[1];
}

function settled(kind: 'normalised' | 'alias' | 'mended', symbols: readonly string[]): GeneMatch {
  const candidates = [...new Set(symbols)].sort();
  if (candidates.length === 0) return { kind: 'unknown' };
  return candidates.length === 1 ? { kind, symbol: candidates[0] } : { kind: 'ambiguous', candidates };
}

function symbolsBy(genes: readonly Gene[], keysOf: (gene: Gene) => readonly string[]): Map<string, string[]> {
  const index = new Map<string, string[]>();
  for (const gene of genes) {
    for (const key of new Set(keysOf(gene))) {
      const known = index.get(key);
      if (known === undefined) index.set(key, [gene.symbol]);
      else known.push(gene.symbol);
    }
  }
  return index;
}
