import { interpolateRdBu, rgb, scaleLinear } from 'd3';
import { quantile } from '#shared/numerics/statistics/quantile.ts';

const shadeCount = 512;
const usualShare = 0.98;
const missing = pack('#9a9a9a');
const shades = Uint32Array.from({ length: shadeCount }, (_, index) =>
  pack(interpolateRdBu(1 - index / (shadeCount - 1))),
);

/** The 98th percentile of the sizes of the weights that are not 0, so that a few large ones do not pale the rest; 1 if none. */
export function usualLimit(weights: Float32Array): number {
  const sizes = Float64Array.from(
    weights.filter((weight) => weight !== 0 && Number.isFinite(weight)),
    Math.abs,
  );
  return sizes.length === 0 ? 1 : quantile(sizes, usualShare);
}

/** Colours of weights as pixels of an image, blue below 0 and red above; from `limit` on they stay the same. */
export function colourWeights(weights: Float32Array, limit: number): Uint32Array {
  const scale = (shadeCount - 1) / (2 * limit);
  return Uint32Array.from(weights, (weight) => {
    if (Number.isNaN(weight)) return missing;
    const index = Math.round((weight + limit) * scale);
    return shades[Math.min(shadeCount - 1, Math.max(0, index))];
  });
}

export interface LegendStep {
  x: number;
  width: number;
  colour: string;
}

export interface WeightLegend {
  steps: LegendStep[];
  ticks: { x: number; value: number }[];
}

const stepCount = 41;

/** A bar of `width` pixels from -limit to limit, with its ends and 0. */
export function weightLegend(limit: number, width: number): WeightLegend {
  const scale = scaleLinear([-limit, limit], [0, width]);
  const step = width / stepCount;
  return {
    steps: Array.from({ length: stepCount }, (_, index) => ({
      x: index * step,
      width: step,
      colour: rgb(interpolateRdBu(1 - index / (stepCount - 1))).formatHex(),
    })),
    ticks: [-limit, 0, limit].map((value) => ({ x: scale(value), value })),
  };
}

/** As the bytes of a pixel lie in memory: red first, so lowest. */
function pack(colour: string): number {
  const { r, g, b } = rgb(colour);
  return ((255 << 24) | (b << 16) | (g << 8) | r) >>> 0;
}
