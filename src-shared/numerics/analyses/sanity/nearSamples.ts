import type { NearPair } from '../../../model/sanity.ts';
import type { Matrix } from '../../linalg/matrix.ts';
import { fisherZ, usualSpread } from '../../statistics/usualSpread.ts';
import { tableColumn } from './tables.ts';
import type { SanityTable } from './tables.ts';

/** A block and the cosines of its samples. */
export interface ComparedBlock {
  table: SanityTable;
  similarity: Matrix;
}

/** Least cosine of two samples that are nearly the same; that of mutations is of few values, and noisier. */
const leastCosine = 0.95;
const leastBinaryCosine = 0.9;
const fewestFeatures = 20;
const fewestSamples = 10;

/** Deviations, on Fisher's scale, above the middle of all pairs: where all samples are alike, none are nearly the same. */
const leastDeviations = 6;

/**
 * How much nearer two samples must be to each other than to their fourth nearest: a crowd of like samples, such as the
 * lines whose copy number is flat, is no crowd of duplicates, and a line in four copies is still found.
 */
const neighbourRank = 4;
const distanceShare = 0.15;

/** Two samples that nearly agree in one block but not at all in another are two; exact copies are told all the same. */
const contradictingCosine = 0.5;
const copyCosine = 0.9999;
const fewestContradicting = 100;

/** Mutations: enough of them shared, and so rare ones that no pair of unrelated samples would share them by chance. */
const fewestShared = 10;
const chanceOfAny = 1e-4;

/** Pairs of samples that are nearly the same in a block, the nearest first. */
export function nearSamples(
  blocks: readonly ComparedBlock[],
  block: ComparedBlock,
  sampleNames: readonly string[],
): NearPair[] {
  const { table, similarity } = block;
  const n = similarity.rows;
  if (table.columns.length < fewestFeatures || n < fewestSamples) return [];
  const limit = Math.max(table.isBinary ? leastBinaryCosine : leastCosine, unusualCosine(similarity));
  const others = blocks.filter(
    (other) => other !== block && !other.table.isBinary && other.table.columns.length >= fewestContradicting,
  );
  return pairsAbove(similarity, limit)
    .filter(({ i, j, cosine }) => {
      if (!isNearerThanOthers(similarity, i, j, cosine)) return false;
      if (table.isBinary && !sharesRareOnes(table, i, j)) return false;
      return cosine >= copyCosine || !others.some((other) => cosineOf(other, i, j) < contradictingCosine);
    })
    .toSorted((a, b) => b.cosine - a.cosine)
    .map(({ i, j, cosine }) => ({
      first: sampleNames[i],
      second: sampleNames[j],
      within: table.name,
      correlation: Math.min(1, cosine),
      sharedCount: sharedValues(table, i, j),
    }));
}

interface Pair {
  i: number;
  j: number;
  cosine: number;
}

function cosineOf({ similarity }: ComparedBlock, i: number, j: number): number {
  return similarity.values[j * similarity.rows + i];
}

/** The cosine that lies so far above the middle of all pairs that it is none of their spread. */
function unusualCosine({ rows, values }: Matrix): number {
  const scaled = new Float64Array((rows * (rows - 1)) / 2);
  let filled = 0;
  for (let j = 0; j < rows; j++) {
    for (let i = j + 1; i < rows; i++) scaled[filled++] = fisherZ(values[j * rows + i]);
  }
  const { median, deviation } = usualSpread(scaled);
  return Math.tanh(median + leastDeviations * deviation);
}

function pairsAbove({ rows, values }: Matrix, limit: number): Pair[] {
  const pairs: Pair[] = [];
  for (let j = 0; j < rows; j++) {
    for (let i = 0; i < j; i++) {
      const cosine = values[j * rows + i];
      if (cosine >= limit) pairs.push({ i, j, cosine });
    }
  }
  return pairs;
}

function isNearerThanOthers(similarity: Matrix, i: number, j: number, cosine: number): boolean {
  const nearest = Math.max(fourthNearest(similarity, i), fourthNearest(similarity, j));
  return 1 - cosine <= distanceShare * (1 - nearest);
}

function fourthNearest({ rows, values }: Matrix, sample: number): number {
  const own = values.slice(sample * rows, (sample + 1) * rows);
  own[sample] = -Infinity;
  return own.sort()[rows - neighbourRank];
}

/**
 * Whether two samples share ones that are rare together: by chance alone the product of the frequencies of what a pair
 * shares falls below 1/c in at most a share of 1/c of the pairs, as far as the features are independent (Markov).
 */
function sharesRareOnes(table: SanityTable, i: number, j: number): boolean {
  const n = table.source.rows;
  let shared = 0;
  let surprise = 0;
  for (let index = 0; index < table.columns.length; index++) {
    const values = tableColumn(table, index);
    if (values[i] !== 1 || values[j] !== 1) continue;
    shared += 1;
    surprise -= Math.log(values.reduce((sum, value) => sum + (value === 1 ? 1 : 0), 0) / n);
  }
  return shared >= fewestShared && surprise >= Math.log((n * (n - 1)) / 2 / chanceOfAny);
}

function sharedValues(table: SanityTable, i: number, j: number): number {
  let count = 0;
  for (let index = 0; index < table.columns.length; index++) {
    const values = tableColumn(table, index);
    if (!Number.isNaN(values[i] + values[j])) count += 1;
  }
  return count;
}
