import type { EvaluatedModel } from './settings.ts';

/** Errors over some test entries; null where a number has no meaning. */
export interface FoldScore {
  entryCount: number;
  mse: number | null;
  /** MSE over the drug mean's MSE on the same entries. */
  nmse: number | null;
  pearson: number | null;
}

/** One drug of one model: over all its test entries, and per outer fold. */
export interface DrugScore extends FoldScore {
  drug: string;
  folds: FoldScore[];
}

export interface ModelScores {
  model: EvaluatedModel;
  meanMse: number | null;
  meanNmse: number | null;
  meanPearson: number | null;
  drugs: DrugScore[];
}

/** An ordered pair of models over drugs; the P value is one-sided, that `modelA` is lower. */
export interface ModelComparison {
  modelA: EvaluatedModel;
  modelB: EvaluatedModel;
  wins: number;
  losses: number;
  ties: number;
  meanReductionPercent: number | null;
  maxReductionPercent: number | null;
  maxReductionDrug: string | null;
  pValue: number | null;
}
