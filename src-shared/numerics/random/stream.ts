/** A reproducible sequence of numbers. */
export interface RandomStream {
  /** Uniform in [0, 1), 53 bits. */
  next(): number;
}

/**
 * The stream of one unit of work, by the analysis' seed and the unit's name: units draw the same numbers on any
 * thread, in any order. Generator: xoshiro128** (Blackman & Vigna, ACM Trans. Math. Softw. 47:36, 2021).
 */
export function randomStream(seed: number, name: string): RandomStream {
  const state = hashToState(`${String(seed)}/${name}`);
  const next32 = (): number => nextXoshiro(state);
  return { next: () => ((next32() >>> 5) * 67108864 + (next32() >>> 6)) / 9007199254740992 };
}

/** A whole number from 0 to below `bound`. */
export function randomInteger(stream: RandomStream, bound: number): number {
  return Math.floor(stream.next() * bound);
}

/** A standard normal number (Box & Muller, Ann. Math. Statist. 29:610, 1958). */
export function randomNormal(stream: RandomStream): number {
  const radius = Math.sqrt(-2 * Math.log(1 - stream.next()));
  return radius * Math.cos(2 * Math.PI * stream.next());
}

/** Shuffles in place (Fisher & Yates) and returns the same array. */
export function shuffle<T>(items: T[], stream: RandomStream): T[] {
  for (let last = items.length - 1; last > 0; last--) {
    const other = randomInteger(stream, last + 1);
    [items[last], items[other]] = [items[other], items[last]];
  }
  return items;
}

function nextXoshiro(state: Uint32Array): number {
  const result = Math.imul(rotateLeft(Math.imul(state[1], 5), 7), 9) >>> 0;
  const carried = state[1] << 9;
  state[2] ^= state[0];
  state[3] ^= state[1];
  state[1] ^= state[2];
  state[0] ^= state[3];
  state[2] ^= carried;
  state[3] = rotateLeft(state[3], 11);
  return result;
}

function rotateLeft(word: number, count: number): number {
  return (word << count) | (word >>> (32 - count));
}

/** Four words from text, each from its own start through MurmurHash3's 32-bit mixing (Appleby, 2011). */
function hashToState(text: string): Uint32Array {
  const state = new Uint32Array(4);
  for (let word = 0; word < 4; word++) state[word] = murmur3(text, 0x9e3779b9 + word);
  if (state.every((word) => word === 0)) state[0] = 1;
  return state;
}

function murmur3(text: string, start: number): number {
  let hash = start | 0;
  for (let i = 0; i < text.length; i++) {
    const mixed = Math.imul(rotateLeft(Math.imul(text.charCodeAt(i), 0xcc9e2d51), 15), 0x1b873593);
    hash = (Math.imul(rotateLeft(hash ^ mixed, 13), 5) + 0xe6546b64) | 0;
  }
  hash ^= text.length;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
