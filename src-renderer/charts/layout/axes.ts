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
  /** Stands raised behind the label. */
  exponent?: string;
}

export type Scale = ScaleContinuousNumeric<number, number>;

const pixelsPerTick = 70;
const pixelsPerDecade = 44;
const thinSpace = '\u2009';
const minus = '\u2212';

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

/** Ticks of an axis of counts: whole numbers alone, with thin spaces between thousands. */
export function wholeTicksOf(scale: Scale): Tick[] {
  const [start, end] = scale.range();
  return scale
    .ticks(tickCount([start, end]))
    .filter(Number.isInteger)
    .map((value) => ({
      position: scale(value),
      label: String(value).replace(/\B(?=(\d{3})+$)/g, thinSpace),
    }));
}

/** Ticks at whole powers of ten of a logarithmic axis that ends at 1: as many as its width has room for. */
export function decadeTicksOf(scale: Scale): Tick[] {
  const [low, high] = scale.domain();
  const [start, end] = scale.range();
  const lowest = Math.ceil(Math.log10(low) - 1e-9);
  const highest = Math.floor(Math.log10(high) + 1e-9);
  const room = Math.max(1, Math.floor(Math.abs(end - start) / pixelsPerDecade));
  const stride = Math.max(1, Math.ceil((highest - lowest) / room));
  const ticks: Tick[] = [];
  for (let exponent = highest; exponent >= lowest; exponent -= stride) {
    ticks.push({ position: scale(10 ** exponent), ...powerOfTen(exponent) });
  }
  return ticks.toReversed();
}

/** `0.01`, and 10 with an exponent beyond a thousand or a thousandth. */
function powerOfTen(exponent: number): Pick<Tick, 'label' | 'exponent'> {
  if (Math.abs(exponent) <= 3) return { label: String(Number(`1e${exponent}`)) };
  return { label: '10', exponent: String(exponent).replace('-', minus) };
}

function tickCount([start, end]: readonly [number, number]): number {
  return Math.max(2, Math.round(Math.abs(end - start) / pixelsPerTick));
}
