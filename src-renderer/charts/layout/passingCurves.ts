import { bisectLeft, curveStepAfter, line } from 'd3';
import { decadeTicksOf, innerRanges, logarithmic, niceLinear, wholeTicksOf } from './axes.ts';
import type { Frame, Scale, Tick } from './axes.ts';
import { spreadLabels } from './spreadLabels.ts';

/** The P or q values of the drugs of one metric or one data set. */
export interface PassingSeries {
  name: string;
  values: readonly number[];
  /** Drugs that there will be a value for once the screen is done. */
  total: number;
  /** Drugs are noisy from this value on. */
  noisyFrom: number;
}

export interface PassingCurve {
  name: string;
  path: string;
  /** Drugs with a value so far. */
  known: number;
  total: number;
  /** How many pass below `noisyFrom`, and where the curve is there. */
  crossing: { cx: number; cy: number; passing: number };
  /** How many pass below the whole axis. */
  beforeAxis: number;
  start: number;
  end: number;
  /** Heights at which its labels keep clear of the other curves'. */
  labels: { crossing: number; end: number };
}

export interface PassingCurvesLayout {
  curves: PassingCurve[];
  /** Thresholds that a reader can step through, ascending: 1, 2 and 5 in every decade, and where drugs become noisy. */
  thresholds: { value: number; cx: number; passing: number[] }[];
  /** Where drugs become noisy: mostly one threshold for all curves. */
  lines: { value: number; cx: number }[];
  /** The least threshold on the axis. */
  least: number;
  ticks: { x: Tick[]; y: Tick[] };
}

/** The axis ends here, lest one tiny P push all the rest against the right edge. */
const leastExponent = -20;
const labelGap = 13;

/** How many drugs lie below each threshold, as a count or as a share of all drugs, the threshold on a logarithmic axis. */
export function layOutPassingCurves(
  series: readonly PassingSeries[],
  asShare: boolean,
  frame: Frame,
): PassingCurvesLayout {
  const ranges = innerRanges(frame);
  const exponent = lowestExponent(series);
  const low = Number(`1e${exponent}`);
  const xScale = logarithmic([low, 1], ranges.x);
  const highest = asShare ? 100 : Math.max(1, ...series.map(({ total }) => total));
  const yScale = niceLinear([0, highest], ranges.y);
  const sorted = series.map(({ values }) => Float64Array.from(values.filter(isNumber)).sort());
  const passing = (place: number, threshold: number) => bisectLeft(sorted[place], threshold);
  const heightOf = (place: number, count: number) =>
    yScale(asShare ? (100 * count) / Math.max(1, series[place].total) : count);
  const curves = series.map((one, place) => {
    const crossingCount = passing(place, one.noisyFrom);
    return {
      name: one.name,
      path: stepPath(sorted[place], low, xScale, (count) => heightOf(place, count)),
      known: one.values.length,
      total: one.total,
      crossing: {
        cx: xScale(one.noisyFrom),
        cy: heightOf(place, crossingCount),
        passing: crossingCount,
      },
      beforeAxis: passing(place, low),
      start: heightOf(place, passing(place, low)),
      end: heightOf(place, passing(place, 1)),
    };
  });
  const span = { top: ranges.y[1] + 4, bottom: ranges.y[0] - 4 };
  const endLabels = spreadLabels(
    curves.map(({ end }) => end),
    labelGap,
    span,
  );
  const crossingLabels = spreadLabels(
    curves.map(({ crossing }) => crossing.cy - 8),
    labelGap,
    span,
  );
  const lines = [...new Set(series.map(({ noisyFrom }) => noisyFrom))];
  return {
    curves: curves.map((curve, place) => ({
      ...curve,
      labels: { crossing: crossingLabels[place], end: endLabels[place] },
    })),
    thresholds: steps(exponent, lines).map((value) => ({
      value,
      cx: xScale(value),
      passing: series.map((_, place) => passing(place, value)),
    })),
    lines: lines.map((value) => ({ value, cx: xScale(value) })),
    least: low,
    ticks: { x: decadeTicksOf(xScale), y: wholeTicksOf(yScale) },
  };
}

/** The place of the threshold that is nearest on the axis. */
export function nearestThreshold(thresholds: readonly { cx: number }[], x: number): number {
  const distances = thresholds.map(({ cx }) => Math.abs(cx - x));
  return distances.indexOf(Math.min(...distances));
}

/** Far enough for the least value, not past the cap, and with a decade before the first threshold that matters. */
function lowestExponent(series: readonly PassingSeries[]): number {
  const positive = series.flatMap(({ values }) => values.filter((value) => value > 0));
  const least = Math.min(...positive, 1);
  const noisyFrom = Math.min(...series.map((one) => one.noisyFrom), 1);
  return Math.min(
    Math.max(Math.floor(Math.log10(least)), leastExponent),
    Math.floor(Math.log10(noisyFrom)) - 1,
  );
}

function steps(exponent: number, lines: readonly number[]): number[] {
  const values = new Set(lines);
  for (let decade = exponent; decade < 0; decade += 1) {
    for (const factor of [1, 2, 5]) values.add(Number(`${factor}e${decade}`));
  }
  values.add(1);
  return [...values].sort((a, b) => a - b);
}

/** From the left end of the axis to 1, a step up behind every value in between. */
function stepPath(
  values: Float64Array,
  low: number,
  xScale: Scale,
  heightOf: (count: number) => number,
): string {
  const first = bisectLeft(values, low);
  const points: [number, number][] = [[xScale(low), heightOf(first)]];
  values.forEach((value, index) => {
    if (index >= first && value < 1) points.push([xScale(value), heightOf(index + 1)]);
  });
  points.push([xScale(1), heightOf(bisectLeft(values, 1))]);
  return line().curve(curveStepAfter)(points) ?? '';
}

function isNumber(value: number): boolean {
  return !Number.isNaN(value);
}
