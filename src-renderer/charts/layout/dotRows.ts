import { innerRanges, niceLinear, ticksOf } from './axes.ts';
import type { Frame, Scale, Tick } from './axes.ts';

/** A value among others of its row. */
export interface Dot {
  value: number;
}

/** Values that belong together, on a line of their own. */
export interface DotRow<D extends Dot> {
  label: string;
  dots: readonly D[];
  /** What the values come to; null where nothing is known. */
  centre: number | null;
}

export interface DotMark<D extends Dot> {
  dot: D;
  /** Of its row, from the top. */
  row: number;
  cx: number;
  cy: number;
}

export interface PlacedRow {
  /** Of its middle. */
  y: number;
  /** From the smallest to the largest value; none of fewer than two. */
  range?: { x1: number; x2: number };
  centre?: number;
}

export interface DotRowsLayout<D extends Dot> {
  rows: PlacedRow[];
  /** Row after row, each from left to right. */
  marks: DotMark<D>[];
  ticks: Tick[];
  /** Where the values lie that the axis must hold. */
  held: number[];
}

export const dotRadius = 3.5;
/** Between the middles of dots that can be told apart. */
const clearGap = 1.7 * dotRadius;

/**
 * Rows of dots over one common axis, from the top in the order given. Dots that would hide one another stand above and below
 * the middle of their row, as far as its height allows.
 * @param hold values that the axis must hold beside those of the dots
 */
export function layOutDotRows<D extends Dot>(
  rows: readonly DotRow<D>[],
  hold: readonly number[],
  frame: Frame,
): DotRowsLayout<D> {
  const ranges = innerRanges(frame);
  const rowHeight = (ranges.y[0] - ranges.y[1]) / Math.max(1, rows.length);
  const scale = scaleOf(rows, hold, ranges.x);
  const middle = (row: number) => ranges.y[1] + rowHeight * (row + 0.5);
  return {
    rows: rows.map(({ dots, centre }, row) => ({
      y: middle(row),
      ...rangeOf(dots, scale),
      ...(centre === null ? {} : { centre: scale(centre) }),
    })),
    marks: rows.flatMap(({ dots }, row) => placeDots(dots, row, middle(row), rowHeight / 2, scale)),
    ticks: ticksOf(scale),
    held: hold.map((value) => scale(value)),
  };
}

function scaleOf<D extends Dot>(
  rows: readonly DotRow<D>[],
  hold: readonly number[],
  range: readonly [number, number],
): Scale {
  const values = rows.flatMap(({ dots, centre }) => [...dots.map(({ value }) => value), centre ?? []].flat());
  const [low, high] = [Math.min(...values, ...hold), Math.max(...values, ...hold)];
  if (!Number.isFinite(low)) return niceLinear([0, 1], range);
  return niceLinear(low === high ? [low - 0.5, high + 0.5] : [low, high], range);
}

function rangeOf(dots: readonly Dot[], scale: Scale): Pick<PlacedRow, 'range'> {
  if (dots.length < 2) return {};
  const places = dots.map(({ value }) => scale(value));
  return { range: { x1: Math.min(...places), x2: Math.max(...places) } };
}

function placeDots<D extends Dot>(
  dots: readonly D[],
  row: number,
  middle: number,
  reach: number,
  scale: Scale,
): DotMark<D>[] {
  const offsets = offsetsWithin(reach - dotRadius);
  const placed: DotMark<D>[] = [];
  for (const dot of dots.toSorted((a, b) => a.value - b.value)) {
    const cx = scale(dot.value);
    const near = placed.filter((mark) => cx - mark.cx < 2 * dotRadius);
    const gapAt = (offset: number) =>
      Math.min(...near.map((mark) => Math.hypot(cx - mark.cx, middle + offset - mark.cy)), clearGap);
    const widest = Math.max(...offsets.map(gapAt));
    const offset = offsets.find((candidate) => gapAt(candidate) >= widest) ?? 0;
    placed.push({ dot, row, cx, cy: middle + offset });
  }
  return placed;
}

/** 0, then steps of half a dot below and above it. */
function offsetsWithin(reach: number): number[] {
  const step = dotRadius;
  const count = Math.max(0, Math.floor(reach / step));
  return [
    0,
    ...Array.from({ length: count }, (_, index) => [step, -step].map((one) => one * (index + 1))).flat(),
  ];
}
