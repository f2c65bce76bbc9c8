import type { GroupSizeScore } from '#shared/model/taskGroups.ts';
import { formatFixed } from '../../ui/numbers.ts';

/** What came out, as the title of its figure. */
export function findingOf(scores: readonly GroupSizeScore[], smallestWinningSize: number | null): string {
  if (smallestWinningSize === null) {
    return 'In groups of no size does the median drug have a lower error than with its elastic net';
  }
  const medianOf = ({ ratioQuartiles: [, median] }: GroupSizeScore) => median;
  const larger = scores.filter(({ size }) => size >= smallestWinningSize);
  const better = 'has a lower error than with its elastic net';
  if (!larger.every((score) => medianOf(score) < 1)) {
    return `The smallest groups in which the median drug ${better} are of ${smallestWinningSize}`;
  }
  if (larger.length === scores.length && scores.length > 1) {
    return `In groups of every size the median drug ${better}, even of ${smallestWinningSize}`;
  }
  const isWhole = smallestWinningSize === scores[0].size;
  return isWhole
    ? `Only with all ${smallestWinningSize} drugs together the median drug ${better}`
    : `From groups of ${smallestWinningSize} on, the median drug ${better}`;
}

/** How the error goes from the smallest groups to all drugs together. */
export function trendOf(scores: readonly GroupSizeScore[]): string {
  const whole = scores.at(0);
  const least = scores.at(-1);
  if (whole === undefined || least === undefined || whole === least) return '';
  const [, before] = least.ratioQuartiles;
  const [, after] = whole.ratioQuartiles;
  const verb = after < before ? 'falls' : 'does not fall';
  return `The median ratio ${verb} as groups grow: ${formatFixed(before, 3)} in groups of ${least.size}, ${formatFixed(after, 3)} for all ${whole.size} drugs.`;
}
