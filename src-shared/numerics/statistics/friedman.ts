import { chiSquareUpperTail } from './chiSquare.ts';
import { rankWithTies } from './ranks.ts';
import { normalRangeQuantile } from './studentizedRange.ts';

export interface FriedmanTest {
  /** Of each treatment over blocks, 1 = always the lowest value. */
  meanRanks: Float64Array;
  /** Chi-square, corrected for ties; NaN where every block is all ties. */
  statistic: number;
  pValue: number;
  /** Nemenyi's: mean ranks that differ by less do not differ at the given level. */
  criticalDifference: number;
}

/**
 * Friedman's rank test that treatments are alike over blocks (Hollander & Wolfe, chapter 7), and the critical difference
 * of mean ranks after it (Demšar, JMLR 7, 2006).
 * @param blocks one list per block, a value per treatment, none missing
 * @param level of the critical difference
 * @throws RangeError for fewer than two treatments or no block
 */
export function friedmanTest(blocks: readonly (readonly number[])[], level = 0.05): FriedmanTest {
  const count = blocks.at(0)?.length ?? 0;
  if (count < 2)
    throw new RangeError(`invalid blocks: ${String(blocks.length)} of ${String(count)} treatments`);
  const sums = new Float64Array(count);
  let tieTerms = 0;
  for (const block of blocks) {
    const { ranks, tieTerm } = rankWithTies(block);
    ranks.forEach((rank, treatment) => {
      sums[treatment] += rank;
    });
    tieTerms += tieTerm;
  }
  const blockCount = blocks.length;
  const expected = (blockCount * (count + 1)) / 2;
  const spread = sums.reduce((total, sum) => total + (sum - expected) ** 2, 0);
  const statistic = (12 * spread) / (blockCount * count * (count + 1) - tieTerms / (count - 1));
  return {
    meanRanks: sums.map((sum) => sum / blockCount),
    statistic,
    pValue: chiSquareUpperTail(statistic, count - 1),
    criticalDifference:
      (normalRangeQuantile(1 - level, count) / Math.SQRT2) *
      Math.sqrt((count * (count + 1)) / (6 * blockCount)),
  };
}

/**
 * Treatments that do not differ, as a critical-difference diagram joins them: the largest runs, in the order of mean ranks,
 * whose first and last differ by less than the critical difference. One alone is no run (Demšar, JMLR 7, 2006, section 3.2.2).
 * @returns places in `meanRanks`, the lowest rank first
 */
export function groupsWithin(meanRanks: ArrayLike<number>, criticalDifference: number): number[][] {
  const order = Array.from(meanRanks, (_, place) => place).sort((a, b) => meanRanks[a] - meanRanks[b]);
  const groups: number[][] = [];
  let reached = 0;
  for (let first = 0; first < order.length; first++) {
    let end = first + 1;
    while (end < order.length && meanRanks[order[end]] - meanRanks[order[first]] < criticalDifference) end++;
    if (end > reached && end - first > 1) groups.push(order.slice(first, end));
    reached = Math.max(reached, end);
  }
  return groups;
}
