import { innerRanges, linear, ticksOf } from './axes.ts';
import type { Frame, Tick } from './axes.ts';
import { placeLabels } from './placeLabels.ts';
import type { PlacedLabel } from './placeLabels.ts';

/** A drug with the same error measure under two models. */
export interface ComparedDrug {
  drug: string;
  /** Its name in the drawing. */
  label: string;
  x: number;
  y: number;
}

export interface ScatterMark extends ComparedDrug {
  cx: number;
  cy: number;
  /** Which model has the lower error: the one on the x axis, on the y axis, or neither. */
  lower: 'x' | 'y' | 'neither';
}

export interface ComparisonScatterLayout {
  /** From left to right. */
  marks: ScatterMark[];
  labels: PlacedLabel[];
  ticks: { x: Tick[]; y: Tick[] };
  diagonal: { x1: number; y1: number; x2: number; y2: number };
}

export const scatterMarkRadius = 4.5;
export const labelFontSize = 11;

/** Both axes share one domain that starts at 0, so that the diagonal is the line of equal error. */
export function layOutComparisonScatter(
  drugs: readonly ComparedDrug[],
  frame: Frame,
): ComparisonScatterLayout {
  const ranges = innerRanges(frame);
  const largest = Math.max(...drugs.flatMap(({ x, y }) => [x, y]), Number.MIN_VALUE);
  const [low, high] = [0, largest * 1.04];
  const xScale = linear([low, high], ranges.x);
  const yScale = linear([low, high], ranges.y);
  const marks = drugs.map((drug): ScatterMark => ({
    ...drug,
    cx: xScale(drug.x),
    cy: yScale(drug.y),
    lower: drug.x < drug.y ? 'x' : drug.y < drug.x ? 'y' : 'neither',
  }));
  return {
    marks: marks.toSorted((a, b) => a.cx - b.cx),
    labels: placeLabels(
      marks
        .toSorted((a, b) => contrast(b) - contrast(a))
        .map(({ label, cx, cy }) => ({ text: label, cx, cy })),
      {
        inside: { left: ranges.x[0] + 2, right: frame.width, top: ranges.y[1] - 4, bottom: ranges.y[0] - 2 },
        fontSize: labelFontSize,
        markRadius: scatterMarkRadius,
      },
    ),
    ticks: { x: ticksOf(xScale), y: ticksOf(yScale) },
    diagonal: { x1: xScale(low), y1: yScale(low), x2: xScale(high), y2: yScale(high) },
  };
}

function contrast({ x, y }: ComparedDrug): number {
  return Math.abs(x - y);
}
