import { inOrder, randomOrder } from '../../resampling/permutations.ts';

/** Who is trained on, and who is predicted; rows of the panel, ascending. */
export interface Split {
  training: Int32Array;
  test: Int32Array;
}

/** Random choices of a screen: one order of all samples each, by its name, so that every drug makes the same. */
export interface SampleOrders {
  sampleCount: number;
  seed: number;
}

/** A random share of some samples held out, at least one, and at least one left. */
export function heldOutSplit(orders: SampleOrders, samples: Int32Array, share: number, name: string): Split {
  const order = orderOf(orders, samples, name);
  const count = Math.min(samples.length - 1, Math.max(1, Math.round(share * samples.length)));
  return { training: order.slice(count).sort(), test: order.slice(0, count).sort() };
}

/** Some samples in folds of sizes that differ by at most one, each held out once. */
export function foldSplits(
  orders: SampleOrders,
  samples: Int32Array,
  foldCount: number,
  name: string,
): Split[] {
  const order = orderOf(orders, samples, name);
  return Array.from({ length: foldCount }, (_, fold) => ({
    training: order.filter((_sample, place) => place % foldCount !== fold).sort(),
    test: order.filter((_sample, place) => place % foldCount === fold).sort(),
  }));
}

function orderOf({ sampleCount, seed }: SampleOrders, samples: Int32Array, name: string): Int32Array {
  const isChosen = new Uint8Array(sampleCount);
  for (const sample of samples) isChosen[sample] = 1;
  return inOrder(randomOrder(sampleCount, seed, `screen/${name}`), isChosen);
}
