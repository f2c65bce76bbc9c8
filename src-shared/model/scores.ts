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

/** All models of an evaluation over its drugs, 1 = the lowest MSE. */
export interface ModelRanking {
  models: { model: EvaluatedModel; meanRank: number }[];
  /** Of Friedman's test that all are alike; null where it says nothing. */
  pValue: number | null;
  /** Mean ranks that differ by less do not differ at 5 % (Nemenyi). */
  criticalDifference: number;
  /** Drugs that every model has an error for. */
  drugCount: number;
}
