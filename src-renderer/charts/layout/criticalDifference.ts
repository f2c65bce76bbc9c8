import { groupsWithin } from '#shared/numerics/statistics/friedman.ts';
import { linear } from './axes.ts';
import { estimateTextWidth } from './textWidth.ts';

/** A model's mean rank over drugs, 1 = always the lowest error. */
export interface RankedModel {
  name: string;
  meanRank: number;
}

export interface RankLabel extends RankedModel {
  /** On the axis. */
  x: number;
  /** Of its label, level with the end of its line. */
  y: number;
  side: 'left' | 'right';
  /** Where its line ends and the label begins. */
  end: number;
}

export interface CriticalDifferenceLayout {
  height: number;
  axis: { y: number; x1: number; x2: number };
  ticks: { x: number; rank: number }[];
  /** As long as the critical difference, from rank 1 on. */
  bracket: { x1: number; x2: number; y: number };
  /** Joins models that do not differ. */
  bars: { x1: number; x2: number; y: number }[];
  /** The best first. */
  labels: RankLabel[];
}

export const rankFontSize = 12;

const axisY = 56;
const bracketY = 20;
const barGap = 10;
const rowHeight = 20;
/** Bars reach a little over the models that they join. */
const overhang = 4;

/**
 * A critical-difference diagram (Demšar, JMLR 7, 2006, figure 1) with the best rank on the left: an axis of mean ranks, half
 * of the models named on either side, and bars that join those whose ranks differ by less than the critical difference.
 * @param labelOf what stands beside the line of a model
 */
export function layOutCriticalDifference(
  models: readonly RankedModel[],
  criticalDifference: number,
  labelOf: (model: RankedModel) => string,
  width: number,
): CriticalDifferenceLayout {
  const ranked = models.toSorted((a, b) => a.meanRank - b.meanRank);
  const leftCount = Math.ceil(ranked.length / 2);
  const left = ranked.slice(0, leftCount);
  const right = ranked.slice(leftCount);
  const widthOf = (side: readonly RankedModel[]) =>
    Math.max(20, ...side.map((model) => estimateTextWidth(labelOf(model), rankFontSize))) + 10;
  const axis = { y: axisY, x1: widthOf(left), x2: Math.max(widthOf(left) + 60, width - widthOf(right)) };
  const scale = linear([1, Math.max(2, models.length)], [axis.x1 + 14, axis.x2 - 14]);
  const bars = groupsWithin(
    ranked.map(({ meanRank }) => meanRank),
    criticalDifference,
  ).map((group, place) => ({
    x1: scale(ranked[group[0]].meanRank) - overhang,
    x2: scale(ranked[group[group.length - 1]].meanRank) + overhang,
    y: axisY + (place + 1) * barGap,
  }));
  const firstRow = axisY + bars.length * barGap + 24;
  const labels = [
    ...left.map((model, row) => labelAt(model, row, 'left', axis.x1)),
    ...right.map((model, row) => labelAt(model, right.length - 1 - row, 'right', axis.x2)),
  ];
  function labelAt(model: RankedModel, row: number, side: 'left' | 'right', end: number): RankLabel {
    return { ...model, x: scale(model.meanRank), y: firstRow + row * rowHeight, side, end };
  }
  return {
    height: firstRow + leftCount * rowHeight,
    axis,
    ticks: ranked.map((_, place) => ({ x: scale(place + 1), rank: place + 1 })),
    bracket: {
      x1: scale(1),
      x2: Math.min(scale(1 + criticalDifference), width - overhang),
      y: bracketY,
    },
    bars,
    labels,
  };
}
