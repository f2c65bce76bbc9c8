import { randomStream, shuffle } from '../random/stream.ts';

/** The whole numbers below `count` in a random order, from the stream of the given name. */
export function randomOrder(count: number, seed: number, name: string): Int32Array {
  return Int32Array.from(
    shuffle(
      Array.from({ length: count }, (_, index) => index),
      randomStream(seed, name),
    ),
  );
}

/** A copy of values in a random order, from the stream of the given name. */
export function permuted(values: Float64Array, seed: number, name: string): Float64Array {
  return Float64Array.from(shuffle([...values], randomStream(seed, name)));
}

/** Those of `order` that are among the chosen (a flag per index), in that order. */
export function inOrder(order: Int32Array, isChosen: Uint8Array): Int32Array {
  return order.filter((index) => isChosen[index] === 1);
}
