/** Readers of what enrichment tools take, as strict as the strictest of them: each throws on what a user would have to mend. */

const symbol = /^[A-Za-z0-9@_.:/-]+$/;

function linesOf(text: string): string[] {
  if (!text.endsWith('\n')) throw new Error('the last line has no end');
  if (text.includes('\r')) throw new Error('a carriage return');
  return text.slice(0, -1).split('\n');
}

function requireSymbols(genes: readonly string[]): string[] {
  for (const gene of genes) if (!symbol.test(gene)) throw new Error(`"${gene}" is no gene symbol`);
  if (new Set(genes).size < genes.length) throw new Error('a gene stands twice');
  return [...genes];
}

function requireName(name: string): string {
  if (!/^[A-Za-z0-9_]+$/.test(name)) throw new Error(`"${name}" is no name for GSEA`);
  return name;
}

/** Enrichr, g:Profiler, DAVID: a gene per line from the first line on, nothing else. */
export function readPlainList(text: string): string[] {
  return requireSymbols(linesOf(text));
}

/** GSEA data formats, RNK: two columns, a number in the second, sorted downwards, no gene twice. */
export function readRanked(text: string): { gene: string; score: number }[] {
  const rows = linesOf(text).map((line) => {
    const [gene, score, ...more] = line.split('\t');
    if (more.length > 0 || score === '' || !Number.isFinite(Number(score))) throw new Error(line);
    return { gene, score: Number(score) };
  });
  requireSymbols(rows.map(({ gene }) => gene));
  rows.slice(1).forEach(({ score }, index) => {
    if (score > rows[index].score) throw new Error(`not sorted at line ${index + 2}`);
  });
  return rows;
}

/** GSEA data formats, GRP: comments with #, then a gene per line. */
export function readGroup(text: string): string[] {
  return requireSymbols(linesOf(text).filter((line) => !line.startsWith('#')));
}

/** GSEA data formats, GMT: name, description, genes; names once. */
export function readSetLines(text: string): { name: string; description: string; genes: string[] }[] {
  const sets = linesOf(text).map((line) => {
    const [name, description, ...genes] = line.split('\t');
    if (description === '' || genes.length === 0) throw new Error(line);
    return { name: requireName(name), description, genes: requireSymbols(genes) };
  });
  if (new Set(sets.map(({ name }) => name)).size < sets.length) throw new Error('a set stands twice');
  return sets;
}

/** g:Profiler: `>name`, then a gene per line. */
export function readQueries(text: string): Map<string, string[]> {
  const queries = new Map<string, string[]>();
  let current: string[] | undefined;
  for (const line of linesOf(text)) {
    if (line.startsWith('>')) {
      current = [];
      queries.set(requireName(line.slice(1)), current);
    } else if (current === undefined) throw new Error('a gene before any query');
    else current.push(line);
  }
  for (const genes of queries.values())
    if (requireSymbols(genes).length === 0) throw new Error('an empty query');
  return queries;
}

/** Metascape, several lists: a column each below its name; `_BACKGROUND` is the universe. */
export function readColumns(text: string): Map<string, string[]> {
  const [header, ...rows] = linesOf(text).map((line) => line.split('\t'));
  if (rows.some((row) => row.length !== header.length)) throw new Error('a ragged table');
  return new Map(
    header.map((name, column) => {
      const cells = rows.map((row) => row[column]);
      const genes = cells.filter((cell) => cell !== '');
      if (cells.slice(0, genes.length).includes('')) throw new Error(`a gap in ${name}`);
      return [requireName(name), requireSymbols(genes)];
    }),
  );
}
