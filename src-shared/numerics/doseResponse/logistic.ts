import { levenbergMarquardt } from './levenbergMarquardt.ts';

/** Inhibition = bottom + (top - bottom) / (1 + (ec50 / dose)^slope), with bottom below top. */
export interface LogisticFit {
  bottom: number;
  top: number;
  /** In the unit of the doses, within those tested. */
  ec50: number;
  /** Hill's coefficient. */
  slope: number;
  /** Share of the variance that the curve explains. */
  r2: number;
}

const parameterCount = 4;
const leastSlope = 0.2;
const greatestSlope = 8;
const startSlopes = [0.5, 1, 2, 5];
const startPlaces = [0.05, 0.2, 0.35, 0.5, 0.65, 0.8, 0.95];
/** How far beyond the observed inhibitions, in their range, the ends of a curve may lie. */
const overshoot = 0.5;

/**
 * The four-parameter logistic curve of least squares; EC50 stays within the doses.
 * @param doses above 0, ascending, @param inhibitions fractions, one per dose
 * @returns `undefined` where it explains no more than a constant does by Schwarz's criterion (Ann. Stat. 6:461, 1978),
 *   and for fewer than five points
 */
export function fitLogistic(
  doses: readonly number[],
  inhibitions: readonly number[],
): LogisticFit | undefined {
  const count = doses.length;
  const logDoses = doses.map(Math.log10);
  const [least, most] = [logDoses[0], logDoses[count - 1]];
  if (count <= parameterCount || least === most) return undefined;
  const mean = inhibitions.reduce((sum, value) => sum + value, 0) / count;
  const around = inhibitions.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const low = inhibitions.reduce((least, value) => Math.min(least, value));
  const high = inhibitions.reduce((greatest, value) => Math.max(greatest, value));
  const margin = overshoot * (high - low);
  const problem = {
    pointCount: count,
    lower: [low - margin, low - margin, least, leastSlope],
    upper: [high + margin, high + margin, most, greatestSlope],
    evaluate: evaluateAt(logDoses, inhibitions),
  };
  const best = levenbergMarquardt(problem, startOf(logDoses, inhibitions));
  if (!isWorthIt(best.squares, around, count)) return undefined;
  const [bottom, top, logEc50, slope] = best.parameters;
  if (bottom >= top) return undefined;
  return { bottom, top, ec50: 10 ** logEc50, slope, r2: 1 - best.squares / around };
}

/** Inhibition at a dose. */
export function logisticAt({ bottom, top, ec50, slope }: LogisticFit, dose: number): number {
  return bottom + (top - bottom) / (1 + (ec50 / dose) ** slope);
}

/** The dose of a given inhibition; NaN where the curve does not reach it. */
export function doseOf({ bottom, top, ec50, slope }: LogisticFit, inhibition: number): number {
  const ratio = (top - inhibition) / (inhibition - bottom);
  return ratio > 0 ? ec50 / ratio ** (1 / slope) : Number.NaN;
}

/** The best of a grid over EC50 and slope, for each of which bottom and top are a linear regression. */
function startOf(logDoses: readonly number[], inhibitions: readonly number[]): number[] {
  const [least, most] = [logDoses[0], logDoses[logDoses.length - 1]];
  let best = { squares: Number.POSITIVE_INFINITY, parameters: [0, 0, least, 1] };
  for (const place of startPlaces) {
    for (const slope of startSlopes) {
      const logEc50 = least + place * (most - least);
      const { bottom, top, squares } = regress(logDoses, inhibitions, logEc50, slope);
      if (squares < best.squares) best = { squares, parameters: [bottom, top, logEc50, slope] };
    }
  }
  return best.parameters;
}

function regress(
  logDoses: readonly number[],
  inhibitions: readonly number[],
  logEc50: number,
  slope: number,
) {
  const count = logDoses.length;
  let [sumX, sumY, sumXX, sumXY, sumYY] = [0, 0, 0, 0, 0];
  for (let point = 0; point < count; point++) {
    const x = 1 / (1 + 10 ** (slope * (logEc50 - logDoses[point])));
    const y = inhibitions[point];
    sumX += x;
    sumY += y;
    sumXX += x * x;
    sumXY += x * y;
    sumYY += y * y;
  }
  const spread = sumXX - (sumX * sumX) / count;
  const rise = spread > 0 ? (sumXY - (sumX * sumY) / count) / spread : 0;
  const bottom = (sumY - rise * sumX) / count;
  const squares = sumYY - (sumY * sumY) / count - rise * (sumXY - (sumX * sumY) / count);
  return { bottom, top: bottom + rise, squares };
}

function evaluateAt(logDoses: readonly number[], inhibitions: readonly number[]) {
  return (parameters: readonly number[], residuals: Float64Array, jacobian: Float64Array) => {
    const [bottom, top, logEc50, slope] = parameters;
    for (let point = 0; point < logDoses.length; point++) {
      const logDose = logDoses[point];
      const share = 1 / (1 + 10 ** (slope * (logEc50 - logDose)));
      const steepness = (top - bottom) * share * (1 - share) * Math.LN10;
      const at = point * parameterCount;
      residuals[point] = inhibitions[point] - bottom - (top - bottom) * share;
      jacobian[at] = 1 - share;
      jacobian[at + 1] = share;
      jacobian[at + 2] = -slope * steepness;
      jacobian[at + 3] = (logDose - logEc50) * steepness;
    }
  };
}

/** Three parameters more than the constant must pay for themselves. */
function isWorthIt(squares: number, around: number, count: number): boolean {
  return count * Math.log(squares / around) + (parameterCount - 1) * Math.log(count) < 0;
}
