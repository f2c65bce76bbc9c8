import { scaleLinear } from 'd3';

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
}

export interface SampleOverlapLayout {
  bars: OverlapBar[];
  height: number;
}

export const overlapRowHeight = 34;
export const overlapBarHeight = 12;

/** One bar per table, on one scale: first the samples in all tables, then those that are only here. */
export function layOutSampleOverlap(tables: readonly TableOverlap[], width: number): SampleOverlapLayout {
  const largest = Math.max(1, ...tables.map(({ sampleCount }) => sampleCount));
  const scale = scaleLinear([0, largest], [0, width]);
  const bars = tables.map((table, index) => ({
    ...table,
    y: index * overlapRowHeight,
    matchedWidth: scale(table.sampleCount - table.unmatchedCount),
    unmatchedWidth: scale(table.unmatchedCount),
  }));
  return { bars, height: tables.length * overlapRowHeight };
}
