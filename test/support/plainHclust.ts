import type { Linkage } from '#shared/numerics/clustering/linkage.ts';

/** A tree as R's `hclust` gives it. */
export interface PlainTree {
  merges: number[];
  heights: number[];
  order: number[];
}

/**
 * R's `hclust`, step by step as F. Murtagh's `hclust.f` goes: the nearest later neighbour of every cluster is kept, and
 * looked for among all later ones when it is lost. Of `distances` the full symmetric table.
 */
export function plainHclust(distances: readonly (readonly number[])[], linkage: Linkage): PlainTree {
  const count = distances.length;
  const table = distances.map((row) => row.map((value) => (linkage === 'wardD2' ? value * value : value)));
  const sizes = distances.map(() => 1);
  const isLeft = distances.map(() => true);
  const neighbours: { item: number; distance: number }[] = [];
  for (let item = 0; item < count - 1; item++) neighbours[item] = nearestAfter(table, isLeft, item);
  const firsts: number[] = [];
  const seconds: number[] = [];
  const heights: number[] = [];
  for (let step = 0; step < count - 1; step++) {
    let first = -1;
    for (let item = 0; item < count - 1; item++) {
      if (!isLeft[item]) continue;
      if (neighbours[item].distance < (first < 0 ? Infinity : neighbours[first].distance)) first = item;
    }
    const { item: second, distance } = neighbours[first];
    firsts.push(first);
    seconds.push(second);
    heights.push(linkage === 'wardD2' ? Math.sqrt(distance) : distance);
    isLeft[second] = false;
    let nearest = { item: -1, distance: Infinity };
    for (let other = 0; other < count; other++) {
      if (!isLeft[other] || other === first) continue;
      const joined = combined(linkage, {
        first: table[first][other],
        second: table[second][other],
        between: table[first][second],
        sizes: [sizes[first], sizes[second], sizes[other]],
      });
      table[first][other] = joined;
      table[other][first] = joined;
      if (first < other) {
        if (joined < nearest.distance) nearest = { item: other, distance: joined };
      } else if (joined < neighbours[other].distance) {
        neighbours[other] = { item: first, distance: joined };
      }
    }
    sizes[first] += sizes[second];
    neighbours[first] = nearest;
    for (let item = 0; item < count - 1; item++) {
      const isLost = neighbours[item].item === first || neighbours[item].item === second;
      if (isLeft[item] && isLost) neighbours[item] = nearestAfter(table, isLeft, item);
    }
  }
  return { heights, ...hcass2(firsts, seconds, count) };
}

function nearestAfter(table: number[][], isLeft: boolean[], item: number) {
  let nearest = { item: -1, distance: Infinity };
  for (let other = item + 1; other < table.length; other++) {
    if (isLeft[other] && table[item][other] < nearest.distance) {
      nearest = { item: other, distance: table[item][other] };
    }
  }
  return nearest;
}

interface Parts {
  first: number;
  second: number;
  between: number;
  sizes: [number, number, number];
}

function combined(linkage: Linkage, { first, second, between, sizes }: Parts): number {
  const [a, b, other] = sizes;
  switch (linkage) {
    case 'wardD':
    case 'wardD2':
      return (1 / (a + b + other)) * ((a + other) * first + (b + other) * second - other * between);
    case 'average':
      return (a * first + b * second) / (a + b);
    case 'complete':
      return Math.max(first, second);
    case 'single':
      return Math.min(first, second);
  }
}

/** F. Murtagh's `hcass2`: signs, order within a step, and the order of the leaves. */
function hcass2(firsts: number[], seconds: number[], count: number): { merges: number[]; order: number[] } {
  const left = firsts.map((item) => item + 1);
  const right = seconds.map((item) => item + 1);
  for (let step = 0; step < count - 2; step++) {
    const lowest = Math.min(firsts[step], seconds[step]);
    for (let later = step + 1; later < count - 1; later++) {
      if (firsts[later] === lowest) left[later] = -step - 1;
      if (seconds[later] === lowest) right[later] = -step - 1;
    }
  }
  const merges = left.flatMap((_, step) => {
    const [a, b] = [-left[step], -right[step]];
    if (a > 0 && b < 0) return [b, a];
    return a > 0 && b > 0 ? [Math.min(a, b), Math.max(a, b)] : [a, b];
  });
  let order = count > 1 ? merges.slice(-2) : [-1];
  for (let step = count - 2; step > 0; step--) {
    order = order.flatMap((node) => (node === step ? merges.slice(2 * step - 2, 2 * step) : [node]));
  }
  return { merges, order: order.map((node) => -node - 1) };
}
