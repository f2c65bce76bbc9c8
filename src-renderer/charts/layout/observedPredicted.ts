import { innerRanges, linear, ticksOf } from './axes.ts';
import type { Frame, Tick } from './axes.ts';

/** A held-out entry of one drug with what a model predicted for it. */
export interface HeldOutEntry {
  sample: string;
  fold: number;
  observed: number;
  predicted: number;
}

export interface EntryMark extends HeldOutEntry {
  cx: number;
  cy: number;
}

export interface ObservedPredictedLayout {
  /** From left to right. */
  marks: EntryMark[];
  ticks: { x: Tick[]; y: Tick[] };
  identity: { x1: number; y1: number; x2: number; y2: number };
}

/** Of the domain, on either side, so that no mark lies on a frame line. */
const marginShare = 0.03;

/** The smallest and largest of all observed and predicted values: shared by the panels of a drug. */
export function valueDomain(entries: readonly HeldOutEntry[]): [number, number] {
  const values = entries.flatMap(({ observed, predicted }) => [observed, predicted]);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return low === high ? [low - 1, high + 1] : [low, high];
}

/** Predicted along x, observed along y, on one shared domain. */
export function layOutObservedPredicted(
  entries: readonly HeldOutEntry[],
  domain: readonly [number, number],
  frame: Frame,
): ObservedPredictedLayout {
  const ranges = innerRanges(frame);
  const room = (domain[1] - domain[0]) * marginShare;
  const [low, high] = [domain[0] - room, domain[1] + room];
  const xScale = linear([low, high], ranges.x);
  const yScale = linear([low, high], ranges.y);
  const marks = entries.map((entry) => ({
    ...entry,
    cx: xScale(entry.predicted),
    cy: yScale(entry.observed),
  }));
  return {
    marks: marks.toSorted((a, b) => a.cx - b.cx),
    ticks: { x: ticksOf(xScale), y: ticksOf(yScale) },
    identity: { x1: xScale(low), y1: yScale(low), x2: xScale(high), y2: yScale(high) },
  };
}
