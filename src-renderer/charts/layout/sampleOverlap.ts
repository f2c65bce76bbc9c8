import { scaleLinear } from 'd3';
import { estimateTextWidth, shortened } from './textWidth.ts';

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
    label: shortened(
      table.name,
      width - estimateTextWidth(countsOf(table), overlapFontSize) - gap,
      overlapFontSize,
    ),
  }));
  return { bars, height: tables.length * overlapRowHeight };
}
