const symbolHeaders: ReadonlySet<string> = new Set([
  'symbol',
  'gene',
  'genename',
  'genesymbol',
  'hugosymbol',
  'hgncsymbol',
  'approvedsymbol',
  'prgenesymbol',
]);

/** The column of gene symbols in a header of plain words; -1 when there is none. */
export function symbolColumn(words: readonly string[]): number {
  return words.findIndex((word) => symbolHeaders.has(word));
}

const noSymbols: ReadonlySet<string> = new Set(['na', 'nan', 'null', 'none', 'unknown']);

/** Whether a text can be a gene's symbol: one short word with a letter in it. */
function isSymbol(text: string): boolean {
  return /^(?=.*[A-Za-z])[A-Za-z0-9][\w.@-]{0,24}$/.test(text) && !noSymbols.has(text.toLowerCase());
}

/** A row's feature: the symbol, or the identifier of the row where that is none. */
export function featureName(symbol: string | undefined, identifier: string): string {
  return symbol !== undefined && isSymbol(symbol) ? symbol : identifier;
}
