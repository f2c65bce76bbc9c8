import { line } from 'd3';
import type { LambdaCurve } from '#shared/model/results.ts';
import { innerRanges, logarithmic, niceLinear, ticksOf } from './axes.ts';
import type { Frame, Tick } from './axes.ts';

/** `1000`, not `1k`. */
const plainNumbers = '~g';

export interface CurvePoint {
  lambda: number;
  error: number;
  cx: number;
  cy: number;
}

export interface CurveLine {
  name: string;
  path: string;
  points: CurvePoint[];
  /** Where the error is least; absent while the curve is empty. */
  chosen?: CurvePoint;
}

export interface LambdaCurvesLayout {
  lines: CurveLine[];
  ticks: { x: Tick[]; y: Tick[] };
}

/** Inner error against lambda, lambda on a logarithmic axis. Points that are not positive or not finite are left out. */
export function layOutLambdaCurves(curves: readonly LambdaCurve[], frame: Frame): LambdaCurvesLayout {
  const ranges = innerRanges(frame);
  const known = curves.map(drawable);
  const all = known.flatMap(({ points }) => points);
  if (all.length === 0) return { lines: [], ticks: { x: [], y: [] } };
  const xScale = logarithmic(widened(extent(all.map(({ lambda }) => lambda))), ranges.x);
  const yScale = niceLinear(extent(all.map(({ error }) => error)), ranges.y);
  const draw = line<CurvePoint>(
    ({ cx }) => cx,
    ({ cy }) => cy,
  );
  const lines = known.map(({ name, points, chosenLambda }) => {
    const placed = points.map((point) => ({ ...point, cx: xScale(point.lambda), cy: yScale(point.error) }));
    return {
      name,
      points: placed,
      path: draw(placed) ?? '',
      chosen: placed.find(({ lambda }) => lambda === chosenLambda),
    };
  });
  return { lines, ticks: { x: ticksOf(xScale, plainNumbers), y: ticksOf(yScale) } };
}

function drawable({ name, lambdas, errors, chosenIndex }: LambdaCurve) {
  const points = lambdas
    .map((lambda, index) => ({ lambda, error: errors[index] }))
    .filter(({ lambda, error }) => lambda > 0 && Number.isFinite(error));
  return { name, points, chosenLambda: lambdas[chosenIndex] };
}

function extent(values: readonly number[]): [number, number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return [low, high];
}

/** A single lambda still needs an axis. */
function widened([low, high]: [number, number]): [number, number] {
  return low === high ? [low / 2, high * 2] : [low, high];
}
