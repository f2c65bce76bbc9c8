import type { ScreenedDrug } from '#shared/model/results.ts';
import { pearson } from '#shared/numerics/statistics/moments.ts';
import { innerRanges, niceLinear, ticksOf } from './axes.ts';
import type { Frame, Tick } from './axes.ts';
import { placeLabels } from './placeLabels.ts';
import type { Box, PlacedLabel } from './placeLabels.ts';
import { estimateTextWidth } from './textWidth.ts';

export type RangeMeasure = 'P' | 'permutation P';

export interface RangeMark {
  drug: ScreenedDrug;
  p: number;
  /** -log10 of P. */
  strength: number;
  cx: number;
  cy: number;
}

export interface RangeAgainstPLayout {
  /** From left to right; drugs without such a P are left out. */
  marks: RangeMark[];
  labels: PlacedLabel[];
  ticks: { x: Tick[]; y: Tick[] };
  /** Where P is at the threshold, and where to say so: the end of a text. */
  threshold: { y: number; label: PlacedLabel };
  /** Pearson's r of interquartile range and -log10 P; NaN when there is none. */
  r: number;
  /** The same among the drugs with the full count of permutations. */
  fullCountR: number;
}

export const rangeMarkRadius = 4.5;
export const rangeLabelFontSize = 11;

export interface RangeWords {
  nameOf: (drug: ScreenedDrug) => string;
  threshold: string;
}

/** The interquartile range of each drug's responses along, -log10 P up. */
export function layOutRangeAgainstP(
  drugs: readonly ScreenedDrug[],
  { measure, threshold }: { measure: RangeMeasure; threshold: number },
  words: RangeWords,
  frame: Frame,
): RangeAgainstPLayout {
  const ranges = innerRanges(frame);
  const points = drugs.flatMap((drug) => {
    const p = measure === 'P' ? drug.pValue : drug.permutationP;
    return p === null || Number.isNaN(p) ? [] : [{ drug, p, strength: strengthOf(p) }];
  });
  const line = strengthOf(threshold);
  const xScale = niceLinear([0, largest(points.map(({ drug }) => drug.interquartileRange))], ranges.x);
  const yScale = niceLinear([0, Math.max(line, largest(points.map(({ strength }) => strength)))], ranges.y);
  const marks = points.map((point) => ({
    ...point,
    cx: xScale(point.drug.interquartileRange),
    cy: yScale(point.strength),
  }));
  const label: PlacedLabel = {
    text: words.threshold,
    x: ranges.x[1] - 4,
    y: yScale(line) - 5,
    anchor: 'end',
  };
  return {
    marks: marks.toSorted((a, b) => a.cx - b.cx),
    labels: placeLabels(
      marks.toSorted((a, b) => a.cy - b.cy).map(({ drug, cx, cy }) => ({ text: words.nameOf(drug), cx, cy })),
      {
        inside: { left: ranges.x[0] + 2, right: frame.width, top: ranges.y[1] - 4, bottom: ranges.y[0] - 2 },
        fontSize: rangeLabelFontSize,
        markRadius: rangeMarkRadius,
        avoid: [boxOf(label)],
      },
    ),
    ticks: { x: ticksOf(xScale), y: ticksOf(yScale) },
    threshold: { y: yScale(line), label },
    r: correlation(points),
    fullCountR: correlation(points.filter(({ drug }) => !drug.isEarly)),
  };
}

function boxOf({ text, x, y }: PlacedLabel): Box {
  const left = x - estimateTextWidth(text, rangeLabelFontSize);
  return { left, right: x, top: y - rangeLabelFontSize * 0.8, bottom: y + rangeLabelFontSize * 0.25 };
}

/** -log10 of P; the smallest number there is stands for a P that is too small for one. */
function strengthOf(p: number): number {
  const strength = -Math.log10(Math.max(p, Number.MIN_VALUE));
  return strength === 0 ? 0 : strength;
}

function largest(values: readonly number[]): number {
  return Math.max(...values, Number.MIN_VALUE);
}

function correlation(points: readonly Pick<RangeMark, 'drug' | 'strength'>[]): number {
  return pearson(
    points.map(({ drug }) => drug.interquartileRange),
    points.map(({ strength }) => strength),
  );
}
