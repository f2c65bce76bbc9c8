import { normalCdf } from './normal.ts';
import { rankWithTies } from './ranks.ts';

export interface RankTest {
  /** V for the signed rank, W for the rank sum. */
  statistic: number;
  /** One-sided, that the first is lower; NaN without a single difference. */
  pLess: number;
}

const exactBelow = 50;

/**
 * Wilcoxon's signed-rank test of pairs, one-sided that x < y, as R's wilcox.test(paired = TRUE): zero differences
 * are dropped; exact without ties or zeros below 50 pairs, else the normal approximation with continuity and tie
 * corrections (Hollander & Wolfe, Nonparametric Statistical Methods, 1973, section 3.1).
 * @throws RangeError for unequal lengths
 */
export function signedRankTest(x: ArrayLike<number>, y: ArrayLike<number>): RankTest {
  if (x.length !== y.length) throw new RangeError(`invalid pairs: ${x.length} and ${y.length} values`);
  const all = Array.from(x, (value, index) => value - y[index]);
  const differences = all.filter((difference) => difference !== 0);
  const count = differences.length;
  if (count === 0) return { statistic: 0, pLess: NaN };
  const { ranks, tieTerm } = rankWithTies(differences.map(Math.abs));
  const statistic = ranks.reduce((sum, rank, index) => (differences[index] > 0 ? sum + rank : sum), 0);
  const isExact = count < exactBelow && tieTerm === 0 && count === all.length;
  return {
    statistic,
    pLess: isExact ? exactLower(statistic, count) : approximateLower(statistic, count, tieTerm),
  };
}

function exactLower(statistic: number, count: number): number {
  const largest = (count * (count + 1)) / 2;
  const ways = new Float64Array(largest + 1);
  ways[0] = 1;
  for (let rank = 1; rank <= count; rank++) {
    for (let sum = largest; sum >= rank; sum--) ways[sum] += ways[sum - rank];
  }
  return ways.subarray(0, statistic + 1).reduce((total, way) => total + way, 0) / 2 ** count;
}

function approximateLower(statistic: number, count: number, tieTerm: number): number {
  const mean = (count * (count + 1)) / 4;
  const variance = (count * (count + 1) * (2 * count + 1)) / 24 - tieTerm / 48;
  return normalCdf((statistic - mean + 0.5) / Math.sqrt(variance));
}
