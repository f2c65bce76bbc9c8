import type { Tree } from '#shared/model/clustering.ts';

/** A tree over these items: neighbours of a shuffled row merge at random, at growing heights. @param uniform from 0 to 1 */
export function madeTree(items: readonly string[], uniform: () => number): Tree {
  const order = shuffled(items.length, uniform);
  let open = order.map((item) => -item - 1);
  const merges: number[] = [];
  const heights: number[] = [];
  while (open.length > 1) {
    const at = Math.floor(uniform() * (open.length - 1));
    merges.push(open[at], open[at + 1]);
    heights.push((heights.at(-1) ?? 0) + uniform());
    open = open.toSpliced(at, 2, heights.length);
  }
  return { items: [...items], merges, heights, order };
}

function shuffled(count: number, uniform: () => number): number[] {
  const places = Array.from({ length: count }, (_, place) => place);
  for (let last = count - 1; last > 0; last -= 1) {
    const other = Math.floor(uniform() * (last + 1));
    [places[last], places[other]] = [places[other], places[last]];
  }
  return places;
}
