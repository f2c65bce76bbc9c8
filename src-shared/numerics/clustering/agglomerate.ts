import { itemCountOf, rowOffset } from './condensed.ts';
import type { CondensedDistances, OnStep } from './condensed.ts';
import { linkageUpdates } from './linkage.ts';
import type { Linkage, LinkageUpdate } from './linkage.ts';
import { mergeTable } from './mergeTable.ts';

/** A tree of n items as R's `hclust` gives it. */
export interface Dendrogram {
  /** Two per step: below zero an item (-1 the first), above zero the cluster of that step (1 the first). */
  merges: Int32Array;
  /** One per step. */
  heights: Float64Array;
  /** Items from 0, from left to right. */
  order: Int32Array;
}

/** Steps between two calls of `onStep`. */
const stepInterval = 64;

/**
 * Clusters items by their distances, which are used up: they are overwritten.
 *
 * R's own algorithm (F. Murtagh's `hclust.f`: the nearest later neighbour of each cluster is kept), so that ties are
 * broken as R does: the pair with the lowest first item, then the lowest second one. A neighbour that was lost is looked
 * for from where it was, and no further than the first at the same distance; R looks at all, and finds the same one.
 * Time and memory grow with the square of the number of items.
 */
export function agglomerate(
  distances: CondensedDistances,
  linkage: Linkage,
  onStep: OnStep = () => undefined,
): Dendrogram {
  const count = itemCountOf(distances);
  if (linkage === 'wardD2') square(distances);
  const clusters = new NearestClusters(distances, count, linkageUpdates[linkage]);
  const pairs = new Int32Array(2 * Math.max(0, count - 1));
  const heights = new Float64Array(Math.max(0, count - 1));
  for (let step = 0; step < count - 1; step++) {
    if (step % stepInterval === 0) onStep(step / count);
    const { kept, gone, distance } = clusters.mergeNearest();
    pairs[2 * step] = kept;
    pairs[2 * step + 1] = gone;
    heights[step] = linkage === 'wardD2' ? Math.sqrt(distance) : distance;
  }
  return { heights, ...mergeTable(pairs, count) };
}

function square(distances: CondensedDistances): void {
  for (let pair = 0; pair < distances.length; pair++) distances[pair] *= distances[pair];
}

/** Clusters named by their lowest item, and of each the nearest among the later ones. */
class NearestClusters {
  readonly #distances: CondensedDistances;
  readonly #update: LinkageUpdate;
  readonly #count: number;
  readonly #sizes: Float64Array;
  /** The next cluster that is left; `#count` after the last. */
  readonly #next: Int32Array;
  readonly #previous: Int32Array;
  readonly #neighbour: Int32Array;
  readonly #nearest: Float64Array;
  /** No later cluster before this one is as near as the neighbour. */
  readonly #searchFrom: Int32Array;

  constructor(distances: CondensedDistances, count: number, update: LinkageUpdate) {
    this.#distances = distances;
    this.#update = update;
    this.#count = count;
    this.#sizes = new Float64Array(count).fill(1);
    this.#next = Int32Array.from({ length: count }, (_, index) => index + 1);
    this.#previous = Int32Array.from({ length: count }, (_, index) => index - 1);
    this.#neighbour = new Int32Array(count).fill(count);
    this.#nearest = new Float64Array(count).fill(Infinity);
    this.#searchFrom = new Int32Array(count);
    for (let cluster = 0; cluster < count - 1; cluster++) this.#search(cluster, cluster + 1, -Infinity);
  }

  mergeNearest(): { kept: number; gone: number; distance: number } {
    const kept = this.#closest();
    const gone = this.#neighbour[kept];
    const distance = this.#nearest[kept];
    this.#remove(gone);
    this.#join(kept, gone, distance);
    this.#sizes[kept] += this.#sizes[gone];
    this.#sizes[gone] = 0;
    this.#search(kept, this.#next[kept], -Infinity);
    this.#replaceLost(kept, gone);
    return { kept, gone, distance };
  }

  #closest(): number {
    const nearest = this.#nearest;
    let least = Infinity;
    let found = 0;
    for (let cluster = 0; cluster < this.#count; cluster = this.#next[cluster]) {
      if (nearest[cluster] < least) {
        least = nearest[cluster];
        found = cluster;
      }
    }
    return found;
  }

  #remove(gone: number): void {
    const before = this.#previous[gone];
    const after = this.#next[gone];
    this.#next[before] = after;
    if (after < this.#count) this.#previous[after] = before;
  }

  /** The distances of all others to the new cluster, which keeps the name of its first part. */
  #join(kept: number, gone: number, between: number): void {
    const distances = this.#distances;
    const count = this.#count;
    const sizes = this.#sizes;
    const update = this.#update;
    const fromKept = rowOffset(count, kept);
    const fromGone = rowOffset(count, gone);
    for (let other = 0; other < count; other = this.#next[other]) {
      if (other === kept) continue;
      const fromOther = rowOffset(count, other);
      const toKept = other < kept ? fromOther + kept : fromKept + other;
      const toGone = other < gone ? fromOther + gone : fromGone + other;
      const joined = update(
        distances[toKept],
        distances[toGone],
        between,
        sizes[kept],
        sizes[gone],
        sizes[other],
      );
      distances[toKept] = joined;
      if (other < kept) this.#offer(other, kept, joined);
    }
  }

  /** A later cluster has come nearer, or as near as the neighbour is. */
  #offer(cluster: number, candidate: number, distance: number): void {
    if (distance < this.#nearest[cluster]) {
      this.#nearest[cluster] = distance;
      this.#neighbour[cluster] = candidate;
      this.#searchFrom[cluster] = candidate;
    } else if (distance === this.#nearest[cluster] && candidate < this.#searchFrom[cluster]) {
      this.#searchFrom[cluster] = candidate;
    }
  }

  /** The neighbours of those that lost theirs to the new cluster. */
  #replaceLost(kept: number, gone: number): void {
    for (let cluster = 0; cluster < gone; cluster = this.#next[cluster]) {
      const neighbour = this.#neighbour[cluster];
      if (cluster === kept || (neighbour !== kept && neighbour !== gone)) continue;
      this.#search(cluster, this.#firstLeft(this.#searchFrom[cluster]), this.#leastPossible(cluster, kept));
    }
  }

  /** All but the new cluster are as far as the lost neighbour was, or further. */
  #leastPossible(cluster: number, kept: number): number {
    const lost = this.#nearest[cluster];
    if (kept < cluster) return lost;
    return Math.min(lost, this.#distances[rowOffset(this.#count, cluster) + kept]);
  }

  /** The nearest later cluster, the first of several; those before `start` are further than `leastPossible`. */
  #search(cluster: number, start: number, leastPossible: number): void {
    let found = this.#nearestBetween(cluster, start, this.#count, leastPossible);
    let least = this.#distanceTo(cluster, found);
    if (least > leastPossible) {
      const before = this.#nearestBetween(cluster, this.#next[cluster], start, leastPossible);
      if (before < start && this.#distanceTo(cluster, before) <= least) {
        found = before;
        least = this.#distanceTo(cluster, found);
      }
    }
    this.#nearest[cluster] = least;
    this.#neighbour[cluster] = found;
    this.#searchFrom[cluster] = found;
  }

  /** The first of the nearest clusters from `start` to `end`, or the first at `enough`; `#count` where there is none. */
  #nearestBetween(cluster: number, start: number, end: number, enough: number): number {
    const offset = rowOffset(this.#count, cluster);
    const distances = this.#distances;
    const next = this.#next;
    let least = Infinity;
    let found = this.#count;
    for (let other = start; other < end; other = next[other]) {
      const distance = distances[offset + other];
      if (distance < least) {
        least = distance;
        found = other;
        if (distance <= enough) break;
      }
    }
    return found;
  }

  #distanceTo(cluster: number, later: number): number {
    return later < this.#count ? this.#distances[rowOffset(this.#count, cluster) + later] : Infinity;
  }

  /** The first cluster from `start` on that is left; clusters that are gone still know what came after them. */
  #firstLeft(start: number): number {
    let cluster = start;
    while (cluster < this.#count && this.#sizes[cluster] === 0) cluster = this.#next[cluster];
    return cluster;
  }
}
