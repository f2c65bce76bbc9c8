import type { PairedOutcome } from '../../model/scores.ts';
import { signedRankTest } from '../statistics/signedRank.ts';

/** A drug's error under two predictors. */
export interface PairedError {
  drug: string;
  a: number;
  b: number;
}

/** Wins, losses, reductions and the one-sided signed-rank P that `a` is lower (methods 7). */
export function comparePairs(pairs: readonly PairedError[]): PairedOutcome {
  const reductions = pairs.map(({ drug, a, b }) => ({ drug, percent: (100 * (b - a)) / b }));
  const largest = reductions.reduce<{ drug: string; percent: number } | undefined>(
    (best, reduction) => (best === undefined || reduction.percent > best.percent ? reduction : best),
    undefined,
  );
  const { pLess } = signedRankTest(
    pairs.map(({ a }) => a),
    pairs.map(({ b }) => b),
  );
  return {
    wins: pairs.filter(({ a, b }) => a < b).length,
    losses: pairs.filter(({ a, b }) => a > b).length,
    ties: pairs.filter(({ a, b }) => a === b).length,
    meanReductionPercent: meanOf(reductions.map(({ percent }) => finiteOrNull(percent))),
    maxReductionPercent: largest === undefined ? null : finiteOrNull(largest.percent),
    maxReductionDrug: largest?.drug ?? null,
    pValue: finiteOrNull(pLess),
  };
}

/** The mean of what is known; null where nothing is. */
export function meanOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
}

export function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
