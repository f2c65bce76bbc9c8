import { toolName } from '#shared/model/listNames.ts';
import { formatNumber } from '../tsv.ts';

/** A list of genes under the name that other tools are to show. */
export interface NamedList {
  name: string;
  description: string;
  /** Strongest first. */
  genes: readonly string[];
}

/** Tool names of several texts, told apart by a number where they would be the same (case does not tell files apart). */
export function toolNames(texts: readonly string[]): string[] {
  const taken = new Set<string>();
  return texts.map((text) => {
    const base = toolName(text);
    let name = base;
    for (let count = 2; taken.has(name.toLowerCase()); count += 1) name = `${base}_${count}`;
    taken.add(name.toLowerCase());
    return name;
  });
}

/** A gene per line: what Enrichr, g:Profiler, DAVID and Metascape take pasted or as a file. */
export function* plainList(genes: Iterable<string>): Generator<string> {
  for (const gene of genes) yield `${gene}\n`;
}

/** GSEA's `.rnk`: gene and score, no header, highest first. */
export function* rankedList(genes: Iterable<{ gene: string; score: number }>): Generator<string> {
  for (const { gene, score } of genes) yield `${gene}\t${formatNumber(score)}\n`;
}

/** GSEA's `.grp`: one set, a gene per line below a comment. */
export function* groupList({ name, description, genes }: NamedList): Generator<string> {
  yield `# ${name}: ${description}\n`;
  yield* plainList(genes);
}

/** `.gmt`: a set per line. Lists without genes are left out: no tool takes them. */
export function* setLines(lists: Iterable<NamedList>): Generator<string> {
  for (const { name, description, genes } of lists) {
    if (genes.length > 0) yield `${[name, description, ...genes].join('\t')}\n`;
  }
}

/** g:Profiler's several queries: a line with `>` and the name, then the genes. */
export function* profilerQueries(lists: Iterable<NamedList>): Generator<string> {
  for (const { name, genes } of lists) {
    if (genes.length === 0) continue;
    yield `>${name}\n`;
    yield* plainList(genes);
  }
}

/** Metascape's several lists: a column each below its name, the universe as `_BACKGROUND`. */
export function* listColumns(lists: readonly NamedList[], universe: readonly string[]): Generator<string> {
  const columns = [
    ...lists.filter(({ genes }) => genes.length > 0),
    { name: '_BACKGROUND', genes: universe },
  ];
  yield `${columns.map(({ name }) => name).join('\t')}\n`;
  const height = Math.max(...columns.map(({ genes }) => genes.length));
  for (let row = 0; row < height; row += 1) {
    yield `${columns.map(({ genes }) => genes[row] ?? '').join('\t')}\n`;
  }
}
