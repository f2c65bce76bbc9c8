import { interquartileRange, quantile } from '#shared/numerics/statistics/quantile.ts';
import { innerRanges, niceLinear, ticksOf } from './axes.ts';
import type { Frame, Scale, Tick } from './axes.ts';

/** The errors that the label-noise screen judged a drug by. */
export interface JudgedErrors {
  trueErrors: readonly number[];
  permutedErrors: readonly number[];
}

export interface ErrorBin {
  from: number;
  to: number;
  trueCount: number;
  permutedCount: number;
  x: number;
  width: number;
  /** Top of the bar of true errors, which stands on the zero line. */
  trueY: number;
  /** Bottom of the bar of permuted errors, which hangs from it. */
  permutedY: number;
}

export interface ErrorDistributionsLayout {
  bins: ErrorBin[];
  zero: number;
  /** Errors on the responses as measured that the upper half shows: without the statistic, where there is one. */
  shownTrueCount: number;
  permutedCount: number;
  medians: { true: number; permuted: number };
  medianX: { true: number; permuted: number };
  /** Under `strict`, the error that the test is about. */
  statistic?: { value: number; x: number };
  ticks: { x: Tick[]; y: Tick[] };
}

const binLimits = { least: 8, most: 40 };

/**
 * True errors as a histogram that stands up, permuted ones as one that hangs down, in common bins. Each half has its own
 * density scale, as true errors may lie much closer together.
 */
export function layOutErrorDistributions(
  { trueErrors, permutedErrors }: JudgedErrors,
  hasStatistic: boolean,
  frame: Frame,
): ErrorDistributionsLayout {
  const ranges = innerRanges(frame);
  const all = [...trueErrors, ...permutedErrors];
  const shownTrue = hasStatistic ? trueErrors.slice(1) : trueErrors;
  const xScale = niceLinear(domainOf(all), ranges.x);
  const edges = binEdges(xScale, shownTrue, permutedErrors);
  const zero = (ranges.y[0] + ranges.y[1]) / 2;
  const trueCounts = countPerBin(shownTrue, edges);
  const permutedCounts = countPerBin(permutedErrors, edges);
  const width = edges[1] - edges[0];
  const trueScale = densityScale(trueCounts, shownTrue.length * width, [zero, ranges.y[1]]);
  const permutedScale = densityScale(permutedCounts, permutedErrors.length * width, [zero, ranges.y[0]]);
  const bins = trueCounts.map((trueCount, place): ErrorBin => {
    const [from, to] = [edges[place], edges[place + 1]];
    return {
      from,
      to,
      trueCount,
      permutedCount: permutedCounts[place],
      x: xScale(from),
      width: xScale(to) - xScale(from),
      trueY: trueScale(density(trueCount, shownTrue.length * width)),
      permutedY: permutedScale(density(permutedCounts[place], permutedErrors.length * width)),
    };
  });
  const medians = { true: quantile(trueErrors, 0.5), permuted: quantile(permutedErrors, 0.5) };
  return {
    bins,
    zero,
    shownTrueCount: shownTrue.length,
    permutedCount: permutedErrors.length,
    medians,
    medianX: { true: xScale(medians.true), permuted: xScale(medians.permuted) },
    ...(hasStatistic && trueErrors.length > 0
      ? { statistic: { value: trueErrors[0], x: xScale(trueErrors[0]) } }
      : {}),
    ticks: {
      x: ticksOf(xScale),
      y: [
        ...(shownTrue.length === 0 ? [] : ticksOf(trueScale)),
        ...ticksOf(permutedScale).filter(({ position }) => shownTrue.length === 0 || position > zero),
      ],
    },
  };
}

function domainOf(values: readonly number[]): [number, number] {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  if (values.length === 0) return [0, 1];
  return low === high ? [low - 0.5, high + 0.5] : [low, high];
}

/** Bins as wide as Freedman and Diaconis ask of the narrower distribution (Z. Wahrsch. verw. Geb. 57:453, 1981). */
function binEdges(xScale: Scale, trueErrors: readonly number[], permutedErrors: readonly number[]): number[] {
  const [low, high] = xScale.domain();
  const widths = [trueErrors, permutedErrors]
    .map((values) => (2 * interquartileRange(values)) / Math.cbrt(values.length))
    .filter((width) => width > 0);
  const wanted = Math.ceil((high - low) / Math.min(...widths, high - low));
  const count = Math.min(binLimits.most, Math.max(binLimits.least, wanted));
  return Array.from({ length: count + 1 }, (_, place) => low + ((high - low) * place) / count);
}

function countPerBin(values: readonly number[], edges: readonly number[]): number[] {
  const counts = Array.from({ length: edges.length - 1 }, () => 0);
  const [low, width] = [edges[0], edges[1] - edges[0]];
  for (const value of values) {
    counts[Math.min(counts.length - 1, Math.max(0, Math.floor((value - low) / width)))] += 1;
  }
  return counts;
}

function densityScale(counts: readonly number[], area: number, range: [number, number]): Scale {
  return niceLinear([0, density(Math.max(...counts, 1), area)], range);
}

function density(count: number, area: number): number {
  return area > 0 ? count / area : count;
}
