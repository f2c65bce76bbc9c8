import type { GroupSizeScore, TaskGroups } from '../../../model/taskGroups.ts';
import { quantile } from '../../statistics/quantile.ts';
import { comparePairs } from '../pairedErrors.ts';

/** Each split against the single-task elastic nets of the same drugs, largest groups first (methods 7 and 9). */
export function groupSizeScores({ drugs, splits }: Pick<TaskGroups, 'drugs' | 'splits'>): GroupSizeScore[] {
  return splits.map(({ size, groups, mse }) => {
    const pairs = drugs.map(({ drug, mseElasticNet }, place) => ({ drug, a: mse[place], b: mseElasticNet }));
    const ratios = pairs.map(({ a, b }) => a / b);
    const counts = drugCounts(groups);
    return {
      size,
      groupCount: counts.length,
      fewest: Math.min(...counts),
      most: Math.max(...counts),
      ratioQuartiles: [quantile(ratios, 0.25), quantile(ratios, 0.5), quantile(ratios, 0.75)],
      ...comparePairs(pairs),
    };
  });
}

/** The smallest group size at which the median drug's error is below that of its elastic net. */
export function smallestWinningSize(scores: readonly GroupSizeScore[]): number | undefined {
  const winning = scores.filter(({ ratioQuartiles: [, median] }) => median < 1);
  return winning.length === 0 ? undefined : Math.min(...winning.map(({ size }) => size));
}

function drugCounts(groups: readonly number[]): number[] {
  const counts = new Array<number>(Math.max(...groups)).fill(0);
  for (const group of groups) counts[group - 1] += 1;
  return counts;
}
