import { hypergeometricUpperTail } from './hypergeometric.ts';

/** What the tests of one query against all sets have in common. */
export interface EnrichmentQuery {
  /** Of each set: its genes in the query. */
  overlaps: ArrayLike<number>;
  querySize: number;
}

/** Tests queries against the same sets, working out every tail that is met once. */
export class EnrichmentTests {
  readonly #setSizes: ArrayLike<number>;
  readonly #universeSize: number;
  /** By query size, set size and overlap. */
  readonly #tails = new Map<number, Map<number, number[]>>();

  constructor(setSizes: ArrayLike<number>, universeSize: number) {
    this.#setSizes = setSizes;
    this.#universeSize = universeSize;
  }

  /** Hypergeometric upper tail of each set (methods 11). */
  pValues({ overlaps, querySize }: EnrichmentQuery): Float64Array {
    const ofQuerySize = entryOf(this.#tails, querySize, () => new Map<number, number[]>());
    const pValues = new Float64Array(this.#setSizes.length);
    for (let set = 0; set < pValues.length; set += 1) {
      const overlap = overlaps[set];
      pValues[set] = overlap === 0 ? 1 : this.#tail(ofQuerySize, querySize, set, overlap);
    }
    return pValues;
  }

  #tail(known: Map<number, number[]>, querySize: number, set: number, overlap: number): number {
    const setSize = this.#setSizes[set];
    const tails = entryOf(known, setSize, (): number[] => []);
    return (tails[overlap] ??= hypergeometricUpperTail(overlap, {
      universeSize: this.#universeSize,
      setSize,
      querySize,
    }));
  }
}

function entryOf<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
