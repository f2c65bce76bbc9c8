import type { Tree } from './clustering.ts';

/**
 * The tree as a Newick string, from left to right, a branch as long as the merges at its ends lie apart.
 * Names that are more than letters, digits and the like stand in quotes.
 */
export function newickText({ items, merges, heights, order }: Tree): string {
  const places = new Map(order.map((item, place) => [item, place]));
  const leaves = items.map((name, item) => ({
    text: newickName(name),
    height: 0,
    place: places.get(item) ?? Number.NaN,
  }));
  const clusters: typeof leaves = [];
  const nodeOf = (merged: number) => (merged < 0 ? leaves[-merged - 1] : clusters[merged - 1]);
  heights.forEach((height, step) => {
    const parts = [nodeOf(merges[2 * step]), nodeOf(merges[2 * step + 1])].sort((a, b) => a.place - b.place);
    const branches = parts.map((part) => `${part.text}:${Math.max(0, height - part.height)}`);
    clusters.push({ text: `(${branches.join(',')})`, height, place: parts[0].place });
  });
  return `${clusters.at(-1)?.text ?? leaves[0].text};\n`;
}

/** An underscore without quotes would be read as a blank. */
function newickName(name: string): string {
  return /^[A-Za-z0-9.+-]+$/.test(name) ? name : `'${name.replaceAll("'", "''")}'`;
}
