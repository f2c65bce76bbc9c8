/** Which sets each gene is in, gene after gene. */
export interface GeneSetIndex {
  /** Genes of each set. */
  setSizes: Int32Array;
  /** The sets of gene g are `sets[starts[g]]` to before `sets[starts[g + 1]]`, ascending. */
  starts: Int32Array;
  sets: Int32Array;
  /** Genes that are in any set. */
  universeSize: number;
}

/** @param members per set the places of its genes, each once, below `geneCount` */
export function indexGeneSets(members: readonly ArrayLike<number>[], geneCount: number): GeneSetIndex {
  const starts = new Int32Array(geneCount + 1);
  for (const genes of members) {
    for (let place = 0; place < genes.length; place += 1) starts[genes[place] + 1] += 1;
  }
  let universeSize = 0;
  for (let gene = 0; gene < geneCount; gene += 1) {
    if (starts[gene + 1] > 0) universeSize += 1;
    starts[gene + 1] += starts[gene];
  }
  const next = starts.slice(0, geneCount);
  const sets = new Int32Array(starts[geneCount]);
  members.forEach((genes, set) => {
    for (let place = 0; place < genes.length; place += 1) sets[next[genes[place]]++] = set;
  });
  return { setSizes: Int32Array.from(members, (genes) => genes.length), starts, sets, universeSize };
}

export function isAnnotated({ starts }: GeneSetIndex, gene: number): boolean {
  return starts[gene + 1] > starts[gene];
}

/** How many genes of a query each of `setCount` sets has. @param query places of genes, each once */
export function countOverlaps(
  query: ArrayLike<number>,
  { starts, sets }: Pick<GeneSetIndex, 'starts' | 'sets'>,
  setCount: number,
): Int32Array {
  const overlaps = new Int32Array(setCount);
  for (let place = 0; place < query.length; place += 1) {
    const gene = query[place];
    for (let at = starts[gene]; at < starts[gene + 1]; at += 1) overlaps[sets[at]] += 1;
  }
  return overlaps;
}
