import { doseOf, fitLogistic, logisticAt } from './logistic.ts';

/** What one dose-response curve comes to; NaN where it cannot be said. */
export interface CurveMetrics {
  /** Sum over the doses of inhibition, negative ones as 0: 0 to the number of doses, higher = more sensitive. */
  activityArea: number;
  /** Mean viability over the logarithm of the dose: 1 without any effect, lower = more sensitive. */
  auc: number;
  /** Where half of the curve's own effect is reached, in the unit of the doses; NaN without a curve. */
  ec50: number;
  /** Where half is inhibited, in the unit of the doses; the highest dose where that is not reached, at least the lowest. */
  ic50: number;
  /** Modelled activity at the highest dose in percent: -100 = all inhibited, as CCLE has it. */
  amax: number;
  /** Share of the variance that the logistic curve explains; NaN without a curve. */
  r2: number;
}

const half = 0.5;

/**
 * @param doses above 0, in any order; @param inhibitions fractions of the untreated control, 1 = all, one per dose
 */
export function curveMetrics(doses: readonly number[], inhibitions: readonly number[]): CurveMetrics {
  const order = [...doses.keys()].sort((a, b) => doses[a] - doses[b]);
  const sortedDoses = order.map((index) => doses[index]);
  const sorted = order.map((index) => inhibitions[index]);
  return {
    activityArea: activityArea(sorted),
    auc: areaUnderCurve(sortedDoses, sorted),
    ...fittedMetrics(sortedDoses, sorted),
  };
}

/** Close to CCLE's own, which comes from the fitted curve (Barretina et al., Nature 483:603, 2012). */
function activityArea(inhibitions: readonly number[]): number {
  if (inhibitions.length === 0) return Number.NaN;
  return inhibitions.reduce((sum, inhibition) => sum + Math.max(0, inhibition), 0);
}

/** Trapezoids of viability over log-dose, divided by the range of log-dose. */
function areaUnderCurve(doses: readonly number[], inhibitions: readonly number[]): number {
  const logDoses = doses.map(Math.log10);
  let area = 0;
  for (let index = 1; index < doses.length; index++) {
    const height = 1 - (inhibitions[index - 1] + inhibitions[index]) / 2;
    area += height * (logDoses[index] - logDoses[index - 1]);
  }
  const range = (logDoses.at(-1) ?? 0) - (logDoses.at(0) ?? 0);
  return range > 0 ? area / range : Number.NaN;
}

/** Without a curve the mean inhibition stands at all doses. */
function fittedMetrics(doses: readonly number[], inhibitions: readonly number[]) {
  if (doses.length === 0) return { ec50: Number.NaN, ic50: Number.NaN, amax: Number.NaN, r2: Number.NaN };
  const fit = fitLogistic(doses, inhibitions);
  const [lowest, highest] = [doses[0], doses[doses.length - 1]];
  if (fit === undefined) {
    const mean = inhibitions.reduce((sum, value) => sum + value, 0) / inhibitions.length;
    return { ec50: Number.NaN, ic50: mean >= half ? lowest : highest, amax: -100 * mean, r2: Number.NaN };
  }
  const crossing = fit.bottom >= half ? lowest : doseOf(fit, half);
  const ic50 = Number.isNaN(crossing) ? highest : Math.min(highest, Math.max(lowest, crossing));
  return { ec50: fit.ec50, ic50, amax: -100 * logisticAt(fit, highest), r2: fit.r2 };
}
