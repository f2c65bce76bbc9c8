import { line } from 'd3';
import { innerRanges, linear, niceLinear, ticksOf, wholeTicksOf } from './axes.ts';
import type { Frame, Tick } from './axes.ts';

/** An index at 1, 2, 3 .. clusters; null where it is not defined. */
export interface AgreementSeries {
  name: string;
  values: readonly (number | null)[];
}

export interface AgreementCurvesLayout {
  lines: { name: string; path: string }[];
  /** One for each number of clusters. */
  places: { clusterCount: number; x: number; ys: (number | null)[] }[];
  ticks: { x: Tick[]; y: Tick[] };
  zero: number;
}

/** The index along the number of clusters. */
export function layOutAgreementCurves(
  series: readonly AgreementSeries[],
  frame: Frame,
): AgreementCurvesLayout {
  const ranges = innerRanges(frame);
  const most = Math.max(2, ...series.map(({ values }) => values.length));
  const all = series.flatMap(({ values }) => values.filter((value) => value !== null));
  const xScale = linear([1, most], ranges.x);
  const yScale = niceLinear([Math.min(0, ...all), Math.max(0.1, ...all)], ranges.y);
  const draw = line<[number, number | null]>()
    .defined(([, value]) => value !== null)
    .x(([count]) => xScale(count))
    .y(([, value]) => yScale(value ?? 0));
  return {
    lines: series.map(({ name, values }) => ({
      name,
      path: draw(values.map((value, index) => [index + 1, value])) ?? '',
    })),
    places: Array.from({ length: most }, (_, index) => ({
      clusterCount: index + 1,
      x: xScale(index + 1),
      ys: series.map(({ values }) => {
        const value = values.at(index) ?? null;
        return value === null ? null : yScale(value);
      }),
    })),
    ticks: { x: wholeTicksOf(xScale), y: ticksOf(yScale) },
    zero: yScale(0),
  };
}
