import type { Tree } from '#shared/model/clustering.ts';

/** A tree in the Newick format: branches as long as the merges are apart. */
export function newickText({ items, merges, heights }: Tree): string {
  const made: { text: string; height: number }[] = [];
  const nodeOf = (signed: number) =>
    signed < 0 ? { text: quoted(items[-signed - 1]), height: 0 } : made[signed - 1];
  heights.forEach((height, step) => {
    const [a, b] = [merges[2 * step], merges[2 * step + 1]].map(nodeOf);
    const branch = (node: typeof a) => `${node.text}:${height - node.height}`;
    made.push({ text: `(${branch(a)},${branch(b)})`, height });
  });
  const root = made.at(-1)?.text ?? items.map(quoted).join('');
  return `${root};\n`;
}

/** Names that hold a sign of the format, or a blank, stand in quotes. */
function quoted(name: string): string {
  return /^[^\s()[\]{}':;,]+$/.test(name) ? name : `'${name.replaceAll("'", "''")}'`;
}
