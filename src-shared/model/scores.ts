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
  /** Mean over drugs of nMSE, per outer fold. */
  foldNmse: (number | null)[];
  drugs: DrugScore[];
}

/**
 * R2 of held-out predictions: the share of the drug mean's squared error that a model takes away, 1 - nMSE. The drug mean is
 * that of the same folds' training entries, so that R2 is 0 for a model as good as it, and below 0 for a worse one.
 */
export function rSquaredOf(nmse: number | null): number | null {
  return nmse === null ? null : 1 - nmse;
}

/** The errors of two predictors, drug by drug; the P value is one-sided, that the first is lower. */
export interface PairedOutcome {
  /** Drugs on which the first has the lower error. */
  wins: number;
  losses: number;
  ties: number;
  meanReductionPercent: number | null;
  maxReductionPercent: number | null;
  maxReductionDrug: string | null;
  pValue: number | null;
}

/** An ordered pair of models of one evaluation, by their MSE. */
export interface ModelComparison extends PairedOutcome {
  modelA: EvaluatedModel;
  modelB: EvaluatedModel;
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
