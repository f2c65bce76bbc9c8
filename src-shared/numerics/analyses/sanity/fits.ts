import type { BlockFit } from '../../../model/sanity.ts';
import type { Matrix } from '../../linalg/matrix.ts';
import { randomOrder } from '../../resampling/permutations.ts';
import { permutationTest, similarityAssociation } from './association.ts';
import type { PermutationTest } from './association.ts';
import { misplacedSamples, placementOf } from './placement.ts';
import type { Placement } from './placement.ts';
import { sanitySeed } from './similarity.ts';
import type { SampleSimilarity } from './similarity.ts';
import type { SanityTable } from './tables.ts';

/** A table with the similarities of its samples. */
export interface JudgedTable {
  table: SanityTable;
  similarity: Matrix;
}

/** Entries that a test may visit, unless the fewest orders visit more: what it costs stays below half a second. */
const entriesVisited = 5e7;
const permutationCounts = [999, 499, 199];

/** A table is linked to another when so few random orders reach its statistic, and it lies so far above them. */
const linkedP = 0.01;
const linkedDeviations = 3.5;

/** The halves of a table with a structure of its own agree so clearly; of one without, a missing link says nothing. */
const structuredDeviations = 5;
/** Orders that a deviation of so much is told by. */
const structureOrders = 99;

/** Rows up and down by which one table is tried against another. */
const shifts = [1, -1, 2, -2, 3, -3];
const shiftedDeviations = 5;
const shiftGain = 4;

const namedMisplaced = 20;

/** Random orders of the samples, the same for every pair of tables. */
export function randomOrders(sampleCount: number): Int32Array[] {
  const affordable = permutationCounts.find((count) => (count * sampleCount ** 2) / 2 <= entriesVisited);
  const count = affordable ?? permutationCounts[permutationCounts.length - 1];
  return Array.from({ length: count }, (_, index) => randomOrder(sampleCount, sanitySeed, `order ${index}`));
}

/** Whether the halves of a table tell alike which samples are alike. */
export function hasStructure({ halves }: SampleSimilarity, orders: readonly Int32Array[]): boolean {
  const [first, second] = halves;
  const statistic = similarityAssociation(first, second);
  const few = orders.slice(0, structureOrders);
  return permutationTest(statistic, ownOrder(first.rows), few).z >= structuredDeviations;
}

/** How the second of two tables fits the first. */
export function tableFit(
  [first, second]: readonly [JudgedTable, JudgedTable],
  orders: readonly Int32Array[],
  sampleNames: readonly string[],
): BlockFit {
  const own = ownOrder(sampleNames.length);
  const associationOf = similarityAssociation(first.similarity, second.similarity);
  const association = permutationTest(associationOf, own, orders);
  const areBlocks = first.table.kind === 'block' && second.table.kind === 'block';
  const placement = areBlocks ? placementOf(first.table, second.table) : undefined;
  const pair = { first: first.table.name, second: second.table.name };
  const likeness = { association: association.statistic, p: association.p, permutations: orders.length };
  if (placement === undefined) {
    const shift = bestShift(associationOf, association, own.length);
    return { ...pair, ...likeness, fits: isLinked(association), misplaced: [], ...shift };
  }
  const meanOf = meanScore(placement.scores);
  const placed = permutationTest(meanOf, own, orders);
  return {
    ...pair,
    ...likeness,
    fits: isLinked(association) || isLinked(placed),
    ...misplacedIn(placement, sampleNames),
    sharedGenes: {
      geneCount: placement.geneCount,
      ownCorrelation: placement.ownCorrelation,
      othersCorrelation: placement.othersCorrelation,
      p: placed.p,
    },
    ...bestShift(meanOf, placed, own.length),
  };
}

function isLinked({ p, z }: PermutationTest): boolean {
  return p <= linkedP && z >= linkedDeviations;
}

/** A function of an order of the second block's samples: the mean score of samples with themselves. */
function meanScore({ rows, values }: Matrix): (order: Int32Array) => number {
  return (order) => order.reduce((sum, place, sample) => sum + values[place * rows + sample], 0) / rows;
}

function misplacedIn(
  placement: Placement,
  sampleNames: readonly string[],
): Pick<BlockFit, 'misplaced' | 'misplacedCount'> {
  const misplaced = misplacedSamples(placement);
  return {
    misplaced: misplaced.slice(0, namedMisplaced).map(({ sample, fitsAs }) => ({
      sample: sampleNames[sample],
      fitsAs: sampleNames[fitsAs],
    })),
    ...(misplaced.length > namedMisplaced ? { misplacedCount: misplaced.length } : {}),
  };
}

/** The shift under which the second table fits the first far better than as it stands. */
function bestShift(
  statisticOf: (order: Int32Array) => number,
  { statistic, z, deviation }: PermutationTest,
  n: number,
): { shift?: number } {
  if (!(deviation > 0)) return {};
  const shifted = shifts.map((shift) => ({
    shift,
    gain: (statisticOf(shiftedOrder(n, shift)) - statistic) / deviation,
  }));
  const best = shifted.reduce((most, other) => (other.gain > most.gain ? other : most));
  return best.gain >= shiftGain && z + best.gain >= shiftedDeviations ? { shift: best.shift } : {};
}

function ownOrder(n: number): Int32Array {
  return shiftedOrder(n, 0);
}

function shiftedOrder(n: number, shift: number): Int32Array {
  return Int32Array.from({ length: n }, (_, sample) => (sample + shift + n) % n);
}
