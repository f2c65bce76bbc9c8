import { scaleLinear } from 'd3';
import { estimateTextWidth } from './textWidth.ts';

/** How many samples a table brings, and how many of them every needed table has. */
export interface TableOverlap {
  name: string;
  sampleCount: number;
  unmatchedCount: number;
}

export interface OverlapBar extends TableOverlap {
  y: number;
  matchedWidth: number;
  unmatchedWidth: number;
  /** The name as there is room for it. */
  label: string;
}

export interface SampleOverlapLayout {
  bars: OverlapBar[];
  height: number;
}

export const overlapRowHeight = 38;
export const overlapBarHeight = 12;
export const overlapFontSize = 12;
const gap = 12;

/**
 * One bar per table, on one scale: first the samples in all tables, then those that are only here.
 * @param countsOf what stands at the right end of a table's line, which the name must leave room for
 */
export function layOutSampleOverlap(
  tables: readonly TableOverlap[],
  countsOf: (table: TableOverlap) => string,
  width: number,
): SampleOverlapLayout {
  const largest = Math.max(1, ...tables.map(({ sampleCount }) => sampleCount));
  const scale = scaleLinear([0, largest], [0, width]);
  const bars = tables.map((table, index) => ({
    ...table,
    y: index * overlapRowHeight,
    matchedWidth: scale(table.sampleCount - table.unmatchedCount),
    unmatchedWidth: scale(table.unmatchedCount),
    label: shortened(table.name, width - estimateTextWidth(countsOf(table), overlapFontSize) - gap),
  }));
  return { bars, height: tables.length * overlapRowHeight };
}

/** A text, cut in its middle where it is too long: names of files differ at either end. */
function shortened(text: string, width: number): string {
  if (estimateTextWidth(text, overlapFontSize) <= width) return text;
  let kept = text.length - 1;
  const cut = () => `${text.slice(0, Math.ceil(kept / 2))}…${text.slice(text.length - Math.floor(kept / 2))}`;
  while (kept > 2 && estimateTextWidth(cut(), overlapFontSize) > width) kept -= 1;
  return cut();
}
