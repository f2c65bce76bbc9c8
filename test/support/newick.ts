/** A node of a Newick tree: the leaves under it, and how far it lies above them. */
export interface NewickNode {
  leaves: string[];
  height: number;
}

/** Every node of a Newick tree but the leaves, parts before what they make up. @throws RangeError for what is no tree */
export function parseNewick(text: string): NewickNode[] {
  const nodes: NewickNode[] = [];
  const tokens = text.trim().match(/'(?:[^']|'')*'|[(),:;]|[^(),:;']+/g) ?? [];
  let place = 0;
  const take = (expected: string): void => {
    if (tokens[place] !== expected) throw new RangeError(`found ${tokens[place]}, expected ${expected}`);
    place += 1;
  };
  const readNode = (): NewickNode => {
    if (tokens[place] !== '(') {
      const name = tokens[place].replace(/^'|'$/g, '').replaceAll("''", "'");
      place += 1;
      return { leaves: [name], height: 0 };
    }
    take('(');
    const parts = [readBranch()];
    while (tokens[place] === ',') {
      take(',');
      parts.push(readBranch());
    }
    take(')');
    const node = { leaves: parts.flatMap(({ leaves }) => leaves), height: parts[0].height };
    nodes.push(node);
    return node;
  };
  const readBranch = (): NewickNode => {
    const { leaves, height } = readNode();
    take(':');
    const length = Number(tokens[place]);
    place += 1;
    return { leaves, height: height + length };
  };
  readNode();
  take(';');
  if (place !== tokens.length) throw new RangeError(`found ${tokens[place]} after the tree`);
  return nodes;
}
