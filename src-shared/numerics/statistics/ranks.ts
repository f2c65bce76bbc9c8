/** Ranks from 1, equal values sharing their mean rank, and the sum of t^3 - t over groups of t equal values. */
export interface Ranking {
  ranks: Float64Array;
  tieTerm: number;
}

export function rankWithTies(values: ArrayLike<number>): Ranking {
  const order = Array.from(values, (_, index) => index).sort((a, b) => values[a] - values[b]);
  const ranks = new Float64Array(values.length);
  let tieTerm = 0;
  for (let first = 0; first < order.length;) {
    let end = first + 1;
    while (end < order.length && values[order[end]] === values[order[first]]) end++;
    const size = end - first;
    for (let place = first; place < end; place++) ranks[order[place]] = (first + 1 + end) / 2;
    tieTerm += size ** 3 - size;
    first = end;
  }
  return { ranks, tieTerm };
}
