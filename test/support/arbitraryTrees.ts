import fc from 'fast-check';
import type { Tree } from '#shared/model/clustering.ts';
import { randomStream } from '#shared/numerics/random/stream.ts';
import { madeTree } from './madeTrees.ts';

/** Trees of two to forty items with different heights. */
export const arbitraryTree: fc.Arbitrary<Tree> = fc
  .record({ count: fc.integer({ min: 2, max: 40 }), seed: fc.nat() })
  .map(({ count, seed }) => {
    const stream = randomStream(seed, 'tree');
    const items = Array.from({ length: count }, (_, item) => `item ${item}`);
    return madeTree(items, () => stream.next() + 1e-6);
  });
