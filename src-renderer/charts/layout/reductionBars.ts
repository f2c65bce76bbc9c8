import { innerRanges, niceLinear, ticksOf } from './axes.ts';
import type { Frame, Tick } from './axes.ts';

/** A drug with the reduction of its error, in per cent; negative where it grew. */
export interface DrugReduction {
  drug: string;
  percent: number;
}

export interface ReductionBar extends DrugReduction {
  x: number;
  width: number;
  y: number;
  height: number;
}

export interface ReductionBarsLayout {
  /** Largest reduction first, from the top. */
  bars: ReductionBar[];
  ticks: Tick[];
  zero: number;
}

const barShare = 0.72;

/** Horizontal bars from 0, one row per drug. */
export function layOutReductionBars(reductions: readonly DrugReduction[], frame: Frame): ReductionBarsLayout {
  const ranges = innerRanges(frame);
  const percents = reductions.map(({ percent }) => percent);
  const scale = niceLinear([Math.min(0, ...percents), Math.max(0.001, ...percents)], ranges.x);
  const rowHeight = (ranges.y[0] - ranges.y[1]) / Math.max(1, reductions.length);
  const zero = scale(0);
  const bars = reductions
    .toSorted((a, b) => b.percent - a.percent)
    .map((reduction, row) => {
      const end = scale(reduction.percent);
      return {
        ...reduction,
        x: Math.min(zero, end),
        width: Math.abs(end - zero),
        y: ranges.y[1] + rowHeight * (row + (1 - barShare) / 2),
        height: rowHeight * barShare,
      };
    });
  return { bars, ticks: ticksOf(scale), zero };
}
