import { scaleLinear, scaleLog } from 'd3';
import type { ScaleContinuousNumeric } from 'd3';

export interface Margins {
  top: number;
  right: number;
  bottom: number;
  left: number;
}

export interface Frame {
  /** Outer size in pixels. */
  width: number;
  height: number;
  margins: Margins;
}

export interface Tick {
  position: number;
  label: string;
}

export type Scale = ScaleContinuousNumeric<number, number>;

const pixelsPerTick = 70;

/** The inner edges of a frame: x from left to right, y from bottom to top. */
export function innerRanges({ width, height, margins }: Frame): { x: [number, number]; y: [number, number] } {
  return { x: [margins.left, width - margins.right], y: [height - margins.bottom, margins.top] };
}

/** A linear scale whose domain is widened to round numbers. */
export function niceLinear(domain: readonly [number, number], range: readonly [number, number]): Scale {
  return scaleLinear(domain, range).nice(tickCount(range));
}

/** A linear scale over its domain as it is: for axes that share one domain and use all of their room. */
export function linear(domain: readonly [number, number], range: readonly [number, number]): Scale {
  return scaleLinear(domain, range);
}

/** A logarithmic scale over positive numbers. */
export function logarithmic(domain: readonly [number, number], range: readonly [number, number]): Scale {
  return scaleLog(domain, range);
}

/** About one tick per 70 pixels, with true minus signs; the scale's own idea of decimals unless a format is given. */
export function ticksOf(scale: Scale, specifier?: string): Tick[] {
  const range = scale.range();
  const count = tickCount([range[0], range[1]]);
  const format = scale.tickFormat(count, specifier);
  return scale
    .ticks(count)
    .map((value) => ({ position: scale(value), label: format(value) }))
    .filter(({ label }) => label !== '');
}

function tickCount([start, end]: readonly [number, number]): number {
  return Math.max(2, Math.round(Math.abs(end - start) / pixelsPerTick));
}
