import { innerRanges, linear, niceLinear, ticksOf, wholeTicksOf } from './axes.ts';
import type { Frame, Tick } from './axes.ts';

export interface SpectrumLayout {
  marks: { x: number; y: number; number: number; value: number }[];
  base: number;
  ticks: { x: Tick[]; y: Tick[] };
}

/** Singular values from the first on, as stems from 0. */
export function layOutSpectrum(values: readonly number[], frame: Frame): SpectrumLayout {
  const ranges = innerRanges(frame);
  const xScale = linear([0.5, Math.max(1, values.length) + 0.5], ranges.x);
  const yScale = niceLinear([0, Math.max(...values, Number.MIN_VALUE)], ranges.y);
  return {
    marks: values.map((value, index) => ({
      x: xScale(index + 1),
      y: yScale(value),
      number: index + 1,
      value,
    })),
    base: yScale(0),
    ticks: { x: wholeTicksOf(xScale), y: ticksOf(yScale) },
  };
}

/** The share of all squared singular values that the first `count` have; NaN when all are 0. */
export function shareOfFirst(values: readonly number[], count: number): number {
  const squares = values.map((value) => value ** 2);
  const sum = (parts: readonly number[]) => parts.reduce((total, part) => total + part, 0);
  return sum(squares.slice(0, count)) / sum(squares);
}

export interface Loading {
  name: string;
  loading: number;
}

export interface LoadingBar extends Loading {
  x: number;
  width: number;
  y: number;
  height: number;
}

export interface LoadingBarsLayout {
  bars: LoadingBar[];
  zero: number;
  ticks: Tick[];
}

const barShare = 0.7;

/** Horizontal bars from 0 in the order given, on one symmetric scale. */
export function layOutLoadings(loadings: readonly Loading[], frame: Frame): LoadingBarsLayout {
  const ranges = innerRanges(frame);
  const largest = Math.max(...loadings.map(({ loading }) => Math.abs(loading)), Number.MIN_VALUE);
  const scale = niceLinear([-largest, largest], ranges.x);
  const row = (ranges.y[0] - ranges.y[1]) / Math.max(1, loadings.length);
  const zero = scale(0);
  const bars = loadings.map((loading, index) => {
    const end = scale(loading.loading);
    return {
      ...loading,
      x: Math.min(zero, end),
      width: Math.abs(end - zero),
      y: ranges.y[1] + row * (index + (1 - barShare) / 2),
      height: row * barShare,
    };
  });
  return { bars, zero, ticks: ticksOf(scale) };
}
