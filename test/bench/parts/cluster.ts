import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { agglomerate } from '../../../src-shared/numerics/clustering/agglomerate.ts';
import { euclideanDistances } from '../../../src-shared/numerics/clustering/distances.ts';
import type { Linkage } from '../../../src-shared/numerics/clustering/linkage.ts';
import { randomNormal, randomStream } from '../../../src-shared/numerics/random/stream.ts';
import { secondsSince } from '../run/timings.ts';
import { definePart, peakMegabytes } from './part.ts';

export const clusterAnswer = z.object({
  /** Of each repeat: distances, and what follows from them. */
  distances_s: z.array(z.number()),
  merges_s: z.array(z.number()),
  /** Files that a peer reads: items, merges and heights as they lie in memory. */
  items: z.string(),
  merges: z.string(),
  heights: z.string(),
  peak_mb: z.number(),
});

/** Groups that the items fall into, as weights of genes do. */
const groups = 12;
const linkage: Linkage = 'complete';
const warmUp = { items: 300, values: 20 };

/** Distances and tree of seeded items, and the items in a file. */
export const cluster = definePart(
  z.object({
    folder: z.string(),
    items: z.number(),
    values: z.number(),
    repeats: z.number(),
    seed: z.number(),
  }),
  ({ folder, items, values, repeats, seed }): z.infer<typeof clusterAnswer> => {
    const small = seededItems(warmUp.items, warmUp.values, seed);
    agglomerate(euclideanDistances(small), linkage);
    const matrix = seededItems(items, values, seed);
    const distancesSeconds: number[] = [];
    const mergesSeconds: number[] = [];
    let tree = agglomerate(new Float64Array(0), linkage);
    for (let repeat = 0; repeat < repeats; repeat++) {
      const start = performance.now();
      const distances = euclideanDistances(matrix);
      distancesSeconds.push(secondsSince(start));
      const middle = performance.now();
      tree = agglomerate(distances, linkage);
      mergesSeconds.push(secondsSince(middle));
    }
    const peak = peakMegabytes();
    const write = (name: string, content: Float64Array | Int32Array): string => {
      const path = join(folder, `cluster-${items}-${name}.bin`);
      writeFileSync(path, content);
      return path;
    };
    return {
      distances_s: distancesSeconds,
      merges_s: mergesSeconds,
      items: write('items', matrix.values),
      merges: write('merges', tree.merges),
      heights: write('heights', tree.heights),
      peak_mb: peak,
    };
  },
);

/** values x items: normal numbers around the centre of one of a few groups. */
function seededItems(items: number, values: number, seed: number) {
  const stream = randomStream(seed, 'cluster');
  const centres = Float64Array.from({ length: groups * values }, () => randomNormal(stream));
  const numbers = new Float64Array(items * values);
  for (let item = 0; item < items; item++) {
    const centre = Math.floor(stream.next() * groups) * values;
    for (let row = 0; row < values; row++) {
      numbers[item * values + row] = centres[centre + row] + randomNormal(stream);
    }
  }
  return { rows: values, columns: items, values: numbers };
}
