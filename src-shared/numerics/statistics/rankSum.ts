import { normalCdf } from './normal.ts';
import { rankWithTies } from './ranks.ts';
import type { RankTest } from './signedRank.ts';

const exactBelow = 50;

/**
 * Wilcoxon's rank-sum test of two samples, one-sided that x is lower, as R's wilcox.test: exact without ties when
 * both are below 50 values, else the normal approximation with continuity and tie corrections
 * (Hollander & Wolfe 1973, section 4.1).
 * @returns `statistic` = W, the rank sum of x less its least possible value
 * @throws RangeError when either is empty
 */
export function rankSumTest(x: ArrayLike<number>, y: ArrayLike<number>): RankTest {
  if (x.length === 0 || y.length === 0) throw new RangeError('invalid samples: none may be empty');
  const { ranks, tieTerm } = rankWithTies([...Array.from(x), ...Array.from(y)]);
  const rankSum = ranks.subarray(0, x.length).reduce((sum, rank) => sum + rank, 0);
  const statistic = rankSum - (x.length * (x.length + 1)) / 2;
  const isExact = x.length < exactBelow && y.length < exactBelow && tieTerm === 0;
  return {
    statistic,
    pLess: isExact
      ? exactLower(statistic, x.length, y.length)
      : approximateLower(statistic, x.length, y.length, tieTerm),
  };
}

/** How many choices of n1 of the n1 + n2 ranks have each W, by adding one rank at a time. */
function exactLower(statistic: number, n1: number, n2: number): number {
  const largest = n1 * n2;
  const ways = Array.from({ length: n1 + 1 }, () => new Float64Array(largest + 1));
  ways[0][0] = 1;
  for (let rank = 1; rank <= n1 + n2; rank++) {
    for (let chosen = Math.min(rank, n1); chosen >= 1; chosen--) {
      const excess = rank - chosen;
      for (let sum = largest; sum >= excess; sum--) ways[chosen][sum] += ways[chosen - 1][sum - excess];
    }
  }
  const total = ways[n1].reduce((sum, way) => sum + way, 0);
  return ways[n1].subarray(0, statistic + 1).reduce((sum, way) => sum + way, 0) / total;
}

function approximateLower(statistic: number, n1: number, n2: number, tieTerm: number): number {
  const count = n1 + n2;
  const variance = ((n1 * n2) / 12) * (count + 1 - tieTerm / (count * (count - 1)));
  return normalCdf((statistic - (n1 * n2) / 2 + 0.5) / Math.sqrt(variance));
}
