import { itemCountOf, rowOffset } from './condensed.ts';
import type { CondensedDistances, OnStep } from './condensed.ts';

/** A node of a tree: its items, and its two parts. */
interface TreeNode {
  items: number[];
  /** Absent for an item alone. */
  parts?: [TreeNode, TreeNode];
}

/**
 * Turns the parts of a tree so that the distances between neighbouring leaves sum to the least possible; no other order
 * that the tree allows has a smaller sum (Bar-Joseph, Gifford & Jaakkola 2001). Time grows with the cube of the number of
 * items, memory with its square.
 * @param merges R's signed convention, two per step
 * @returns items from 0, from left to right
 */
export function optimalOrder(
  merges: ArrayLike<number>,
  distances: CondensedDistances,
  onStep: OnStep = () => undefined,
): Int32Array {
  const count = itemCountOf(distances);
  const nodes = nodesOf(merges, count);
  const sums = new LeastSums(distances, count);
  nodes.forEach((node, step) => {
    onStep(step / nodes.length);
    if (node.parts !== undefined) sums.settle(node.parts);
  });
  return Int32Array.from(orderOf(nodes[nodes.length - 1], sums));
}

/** Sum of the distances between neighbours in an order. */
export function neighbourSum(order: ArrayLike<number>, distances: CondensedDistances): number {
  const count = order.length;
  let sum = 0;
  for (let place = 1; place < count; place++) {
    const [first, second] = [order[place - 1], order[place]];
    sum += distances[rowOffset(count, Math.min(first, second)) + Math.max(first, second)];
  }
  return sum;
}

/** Items first, then the steps; parts before what they make up. */
function nodesOf(merges: ArrayLike<number>, count: number): TreeNode[] {
  const nodes: TreeNode[] = Array.from({ length: count }, (_, item) => ({ items: [item] }));
  const nodeOf = (merged: number) => nodes[merged < 0 ? -merged - 1 : count + merged - 1];
  for (let step = 0; step < count - 1; step++) {
    const parts: [TreeNode, TreeNode] = [nodeOf(merges[2 * step]), nodeOf(merges[2 * step + 1])];
    nodes.push({ items: [...parts[0].items, ...parts[1].items], parts });
  }
  return nodes;
}

/** For two items, the least sum over orders of the smallest node with both that begin with the one and end with the other. */
class LeastSums {
  readonly #count: number;
  readonly #distances: Float64Array;
  readonly #sums: Float64Array;

  constructor(condensed: CondensedDistances, count: number) {
    this.#count = count;
    this.#distances = squareOf(condensed, count);
    this.#sums = new Float64Array(count * count);
  }

  of(first: number, last: number): number {
    return this.#sums[first * this.#count + last];
  }

  /** The sums of a node whose parts are settled. */
  settle([left, right]: [TreeNode, TreeNode]): void {
    left.items.forEach((first, place) => {
      const entered = this.#entering(place, left, right);
      right.items.forEach((last, lastPlace) => {
        const { sum } = this.#cheapest(entered, lastPlace, right);
        this.#sums[first * this.#count + last] = sum;
        this.#sums[last * this.#count + first] = sum;
      });
    });
  }

  /** Where an order that begins and ends so passes from the one part to the other. */
  crossing(first: number, last: number, [left, right]: [TreeNode, TreeNode]): { from: number; to: number } {
    const place = left.items.indexOf(first);
    const { to } = this.#cheapest(this.#entering(place, left, right), right.items.indexOf(last), right);
    const through = (end: number) => this.of(first, end) + this.#distances[end * this.#count + to];
    const from = endsAgainst(place, left).reduce((best, end) => (through(end) < through(best) ? end : best));
    return { from, to };
  }

  /** For each item of the right part, the least sum over orders of the left that begin with one and then go to the other. */
  #entering(place: number, left: TreeNode, right: TreeNode): Float64Array {
    const first = left.items[place] * this.#count;
    const ends = endsAgainst(place, left);
    return Float64Array.from(right.items, (to) => {
      let least = Infinity;
      for (const end of ends) {
        const sum = this.#sums[first + end] + this.#distances[end * this.#count + to];
        if (sum < least) least = sum;
      }
      return least;
    });
  }

  #cheapest(entered: Float64Array, lastPlace: number, right: TreeNode): { sum: number; to: number } {
    const last = right.items[lastPlace] * this.#count;
    const [start, end] = rangeAgainst(lastPlace, right);
    let least = Infinity;
    let best = right.items[start];
    for (let place = start; place < end; place++) {
      const sum = entered[place] + this.#sums[last + right.items[place]];
      if (sum < least) {
        least = sum;
        best = right.items[place];
      }
    }
    return { sum: least, to: best };
  }
}

/** The items at which an order of a node can end that begins with the item at a place. */
function endsAgainst(place: number, node: TreeNode): number[] {
  return node.items.slice(...rangeAgainst(place, node));
}

/** Their places: those of the other part; of an item alone its own. */
function rangeAgainst(place: number, { items, parts }: TreeNode): [number, number] {
  if (parts === undefined) return [0, 1];
  const split = parts[0].items.length;
  return place < split ? [split, items.length] : [0, split];
}

function squareOf(condensed: CondensedDistances, count: number): Float64Array {
  const square = new Float64Array(count * count);
  for (let i = 0; i < count; i++) {
    const offset = rowOffset(count, i);
    for (let j = i + 1; j < count; j++) {
      square[i * count + j] = condensed[offset + j];
      square[j * count + i] = condensed[offset + j];
    }
  }
  return square;
}

/** Items of a whole tree in the cheapest of all orders. */
function orderOf(root: TreeNode, sums: LeastSums): number[] {
  if (root.parts === undefined) return root.items;
  const [left, right] = root.parts;
  let ends = { first: left.items[0], last: right.items[0] };
  for (const first of left.items) {
    for (const last of right.items) {
      if (sums.of(first, last) < sums.of(ends.first, ends.last)) ends = { first, last };
    }
  }
  return orderBetween(root, ends.first, ends.last, sums);
}

/** The cheapest order of a node that begins and ends with two of its items. */
function orderBetween({ items, parts }: TreeNode, first: number, last: number, sums: LeastSums): number[] {
  if (parts === undefined) return items;
  const [left, right] = parts[0].items.includes(first) ? parts : [parts[1], parts[0]];
  const { from, to } = sums.crossing(first, last, [left, right]);
  return [...orderBetween(left, first, from, sums), ...orderBetween(right, to, last, sums)];
}
