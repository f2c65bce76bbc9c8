import { quantile } from '#shared/numerics/statistics/quantile.ts';
import { innerRanges, niceLinear, ticksOf } from './axes.ts';
import type { Frame, Tick } from './axes.ts';

/** Drugs trained in groups of one size: MSE / MSE of the elastic net, in the order of the drugs. */
export interface GroupSizeRatios {
  size: number;
  ratios: readonly number[];
}

export interface RatioBox {
  lower: number;
  median: number;
  upper: number;
  /** The furthest drugs within one and a half times the height of the box. */
  whiskers: { low: number; high: number };
}

export interface GroupSizeColumn {
  size: number;
  x: number;
  width: number;
  /** In pixels. */
  box: RatioBox;
  /** One for each drug. */
  dots: { cx: number; cy: number }[];
}

export interface GroupSizeRatiosLayout {
  /** Smallest groups first. */
  columns: GroupSizeColumn[];
  /** Where groups and elastic nets are alike. */
  one: number;
  ticks: { x: Tick[]; y: Tick[] };
}

const dotSpacing = 3.2;
const dotRow = 3;
/** Of the room of a column. */
const boxShare = 0.3;
const dotShare = 0.86;

/** A box and a swarm of dots for each size, the sizes evenly spaced: every one is about twice the one before. */
export function layOutGroupSizeRatios(
  series: readonly GroupSizeRatios[],
  frame: Frame,
): GroupSizeRatiosLayout {
  const ranges = innerRanges(frame);
  const all = series.flatMap(({ ratios }) => ratios);
  const yScale = niceLinear([Math.min(1, ...all), Math.max(1, ...all)], ranges.y);
  const ascending = series.toSorted((a, b) => a.size - b.size);
  const room = (ranges.x[1] - ranges.x[0]) / Math.max(1, ascending.length);
  const columns = ascending.map(({ size, ratios }, place): GroupSizeColumn => {
    const x = ranges.x[0] + (place + 0.5) * room;
    const { lower, median, upper, whiskers } = boxOf(ratios);
    return {
      size,
      x,
      width: room * boxShare,
      box: {
        lower: yScale(lower),
        median: yScale(median),
        upper: yScale(upper),
        whiskers: { low: yScale(whiskers.low), high: yScale(whiskers.high) },
      },
      dots: swarm(ratios.map(yScale), x, (room * dotShare) / 2),
    };
  });
  return {
    columns,
    one: yScale(1),
    ticks: { x: columns.map(({ x, size }) => ({ position: x, label: String(size) })), y: ticksOf(yScale) },
  };
}

/** Tukey's box (Exploratory Data Analysis, 1977). */
export function boxOf(ratios: readonly number[]): RatioBox {
  const [lower, median, upper] = [0.25, 0.5, 0.75].map((probability) => quantile(ratios, probability));
  const reach = 1.5 * (upper - lower);
  const within = ratios.filter((ratio) => ratio >= lower - reach && ratio <= upper + reach);
  return { lower, median, upper, whiskers: { low: Math.min(...within), high: Math.max(...within) } };
}

/** Dots of about one height side by side about the middle, closer together where they are too many for the room. */
function swarm(ys: readonly number[], middle: number, halfWidth: number): { cx: number; cy: number }[] {
  const rows = new Map<number, number[]>();
  ys.forEach((y, place) => {
    const row = Math.round(y / dotRow);
    rows.set(row, [...(rows.get(row) ?? []), place]);
  });
  const offsets = ys.map(() => 0);
  for (const places of rows.values()) {
    const spacing = Math.min(dotSpacing, (2 * halfWidth) / places.length);
    places.forEach((place, index) => {
      offsets[place] = (index - (places.length - 1) / 2) * spacing;
    });
  }
  return ys.map((cy, place) => ({ cx: middle + offsets[place], cy }));
}

/** The drug whose dot is nearest to a place, when one is near at all. */
export function nearestDot(
  columns: readonly Pick<GroupSizeColumn, 'dots'>[],
  x: number,
  y: number,
): { column: number; drug: number } | undefined {
  let nearest: { column: number; drug: number } | undefined;
  let least = reachOfPointer ** 2;
  columns.forEach(({ dots }, column) => {
    dots.forEach(({ cx, cy }, drug) => {
      const distance = (cx - x) ** 2 + (cy - y) ** 2;
      if (distance >= least) return;
      least = distance;
      nearest = { column, drug };
    });
  });
  return nearest;
}

const reachOfPointer = 12;
