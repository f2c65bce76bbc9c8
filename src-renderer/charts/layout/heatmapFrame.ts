import { legendHeight, placeLegend } from './legend.ts';
import type { LegendItem, PlacedLegendItem } from './legend.ts';
import { estimateTextWidth, shortened } from './textWidth.ts';
import type { HeatmapWindow } from './heatmapWindow.ts';
import { spreadLabels } from './spreadLabels.ts';

export interface Area {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Where the parts of a heatmap stand. */
export interface HeatmapFrame {
  width: number;
  height: number;
  legends: PlacedLegendItem[];
  columnTree: Area;
  classBar: Area;
  rowTree: Area;
  clusterBar: Area;
  blockBar: Area;
  body: Area;
  /** Where labels begin. */
  rowLabelX: number;
  columnLabelY: number;
  /** Width of what a column's label may take. */
  columnLabelLength: number;
  colourLegend: Area;
}

export interface HeatmapParts {
  width: number;
  bodyHeight: number;
  columnNames: readonly string[];
  rowNames: readonly string[];
  legend: readonly LegendItem[];
}

export const heatmapFontSize = 10;
const treeDepth = { rows: 84, columns: 64 };
const bar = 9;
const gap = 3;
const longestLabel = { rows: 110, columns: 150 };
const narrowestForTrees = 560;
const legendRoom = 46;
const leastSpacing = 11;

/** The body takes what trees, bars and labels leave of the width. */
export function heatmapFrame({
  width,
  bodyHeight,
  columnNames,
  rowNames,
  legend,
}: HeatmapParts): HeatmapFrame {
  const rowDepth = width < narrowestForTrees ? treeDepth.rows / 2 : treeDepth.rows;
  const legends = placeLegend(legend, width);
  const top = legendHeight(legends) + gap;
  const rowLabelRoom = Math.min(longestLabel.rows, longest(rowNames)) + 14;
  const columnLabelRoom = Math.min(longestLabel.columns, longest(columnNames)) + 8;
  const left = rowDepth + 2 * (bar + gap) + gap;
  const body = {
    x: left,
    y: top + treeDepth.columns + bar + 2 * gap,
    width: Math.max(80, Math.floor(width - left - rowLabelRoom)),
    height: bodyHeight,
  };
  const bottom = body.y + body.height;
  return {
    width,
    height: bottom + columnLabelRoom + legendRoom,
    legends,
    columnTree: { x: body.x, y: top, width: body.width, height: treeDepth.columns },
    classBar: { x: body.x, y: body.y - gap - bar, width: body.width, height: bar },
    rowTree: { x: 0, y: body.y, width: rowDepth, height: body.height },
    clusterBar: { x: rowDepth + gap, y: body.y, width: bar, height: body.height },
    blockBar: { x: rowDepth + 2 * gap + bar, y: body.y, width: bar, height: body.height },
    body,
    rowLabelX: body.x + body.width + 6,
    columnLabelY: bottom + 6,
    columnLabelLength: columnLabelRoom - 8,
    colourLegend: {
      x: body.x,
      y: bottom + columnLabelRoom + 6,
      width: Math.min(220, body.width),
      height: 10,
    },
  };
}

export interface HeatmapLabel {
  index: number;
  text: string;
  /** Where its row or column is, and where the label stands. */
  at: number;
  placed: number;
}

/** Names of the columns in view, when they are wide enough. `x` is counted from the body's left. */
export function columnLabels(
  names: readonly string[],
  window: HeatmapWindow,
  frame: HeatmapFrame,
): HeatmapLabel[] {
  const each = frame.body.width / window.columns;
  if (each < leastSpacing) return [];
  return inView(window.left, window.columns, names.length).map((index) => {
    const at = (index + 0.5 - window.left) * each;
    const text = shortened(names[index], frame.columnLabelLength, heatmapFontSize);
    return { index, text, at, placed: at };
  });
}

/**
 * Names of all rows in view when they are high enough; else of the marked ones, which are given by rank, drawn apart, as many
 * as there is room for.
 */
export function rowLabels(
  names: readonly string[],
  marked: readonly number[],
  window: HeatmapWindow,
  frame: HeatmapFrame,
): HeatmapLabel[] {
  const each = frame.body.height / window.rows;
  const room = Math.floor(frame.body.height / leastSpacing);
  const visible = inView(window.top, window.rows, names.length);
  const shown =
    each >= leastSpacing
      ? visible
      : marked
          .filter((row) => row >= visible[0] && row <= (visible.at(-1) ?? -1))
          .slice(0, room)
          .toSorted((a, b) => a - b);
  const places = shown.map((index) => (index + 0.5 - window.top) * each);
  const spread = spreadLabels(places, leastSpacing, { top: 4, bottom: frame.body.height - 4 });
  return shown.map((index, place) => ({
    index,
    text: shortened(names[index], longestLabel.rows, heatmapFontSize),
    at: places[place],
    placed: each >= leastSpacing ? places[place] : spread[place],
  }));
}

/** A run of equal values along rows or columns. */
export interface Run<Value> {
  value: Value;
  start: number;
  length: number;
}

/** Equal neighbours as one, of what is in view of `length` pixels: of each pixel, the value under its middle. */
export function runsInView<Value>(
  values: readonly Value[],
  from: number,
  span: number,
  length: number,
): Run<Value>[] {
  const runs: Run<Value>[] = [];
  const pixels = Math.max(1, Math.round(length));
  for (let pixel = 0; pixel < pixels; pixel += 1) {
    const index = Math.min(values.length - 1, Math.floor(from + ((pixel + 0.5) * span) / pixels));
    const last = runs.at(-1);
    if (last !== undefined && last.value === values[index]) last.length += 1;
    else runs.push({ value: values[index], start: pixel, length: 1 });
  }
  return runs;
}

/** Rows or columns whose middle is in view. */
function inView(from: number, span: number, count: number): number[] {
  const first = Math.max(0, Math.ceil(from - 0.5));
  const end = Math.min(count, Math.floor(from + span + 0.5));
  return Array.from({ length: Math.max(0, end - first) }, (_, place) => first + place);
}

function longest(names: readonly string[]): number {
  return Math.max(0, ...names.map((name) => estimateTextWidth(name, heatmapFontSize)));
}
