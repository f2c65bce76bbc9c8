import { innerRanges, linear, niceLinear, ticksOf } from './axes.ts';
import type { Frame, Tick } from './axes.ts';

/** Counts in bins of equal width between the least and the greatest value, and nine quantiles from least to greatest. */
export interface ValueSpread {
  quantiles: readonly number[];
  histogram: readonly number[];
}

export interface HistogramBar {
  from: number;
  to: number;
  count: number;
  /** Of all values, 0 to 1. */
  share: number;
  x: number;
  width: number;
  y: number;
  height: number;
}

export interface ValueHistogramLayout {
  bars: HistogramBar[];
  /** Where the quantiles lie along the axis, from the least to the greatest value. */
  marks: number[];
  ticks: { x: Tick[]; y: Tick[] };
}

const gapBetweenBars = 1;

/** Bars over the values that they stand for, as high as their share in per cent. One value alone gets a bar in the middle. */
export function layOutValueHistogram(spread: ValueSpread, frame: Frame): ValueHistogramLayout {
  const ranges = innerRanges(frame);
  const [least, greatest] = extentOf(spread.quantiles);
  const xScale = linear([least, greatest], ranges.x);
  const total = Math.max(
    1,
    spread.histogram.reduce((sum, count) => sum + count, 0),
  );
  const yScale = niceLinear([0, (100 * Math.max(1, ...spread.histogram)) / total], ranges.y);
  const step = (greatest - least) / Math.max(1, spread.histogram.length);
  const bars = spread.histogram.map((count, index) => {
    const from = least + index * step;
    const to = from + step;
    const y = yScale((100 * count) / total);
    return {
      from,
      to,
      count,
      share: count / total,
      x: xScale(from) + gapBetweenBars / 2,
      width: Math.max(0.5, xScale(to) - xScale(from) - gapBetweenBars),
      y,
      height: ranges.y[0] - y,
    };
  });
  return {
    bars,
    marks: spread.quantiles.map((value) => xScale(value)),
    ticks: { x: ticksOf(xScale), y: ticksOf(yScale) },
  };
}

function extentOf(quantiles: readonly number[]): [number, number] {
  const least = quantiles.at(0) ?? 0;
  const greatest = quantiles.at(-1) ?? 0;
  return least < greatest ? [least, greatest] : [least - 0.5, least + 0.5];
}
