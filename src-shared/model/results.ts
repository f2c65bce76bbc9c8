import type { EvaluatedModel, EvaluationSettings, FitSettings, ScreenSettings } from './settings.ts';
import type { TaskGroups } from './taskGroups.ts';

export type FitStatus = 'converged' | 'iterationLimit' | 'cancelled';

/** What every stored result says of its making. */
export interface ResultOrigin {
  datasetHash: string;
  seed: number;
  version: string;
  createdAt: string;
}

/** One drug of a single-task model. */
export interface DrugFit {
  drug: string;
  lambda: number;
  l1Ratio: number;
  sampleCount: number;
  nonzeroCount: number;
  certificate: number;
  status: FitStatus;
  /** Of a stack: the trace norm's share in the drug's weights; the other facts are of its elastic net. */
  stackWeight?: number;
}

/** A model fitted to a whole data set: weights and intercepts on the original scale. */
export interface FittedModel {
  settings: FitSettings;
  drugs: string[];
  /** features x drugs, column-major. */
  weights: Float64Array;
  intercepts: Float64Array;
  /** Standard deviation of each feature on the training samples (divisor n): weight x deviation ranks genes. */
  featureDeviations: Float64Array;
  /**
   * Whole-model facts; for single-task models the sums or worst values over drugs, `lambda` then being NaN. Of a stack:
   * those of its trace norm, but for the status, which is the worse one, and what is no mix of two: NaN.
   */
  lambda: number;
  lambdaMax: number;
  objective: number;
  loss: number;
  traceNorm: number;
  rank: number;
  certificate: number;
  status: FitStatus;
  iterations: number;
  /** On the scale the model was fitted on, descending; empty for single-task models and stacks. */
  singularValues: Float64Array;
  /** Empty for the trace norm. */
  drugFits: DrugFit[];
  /** Drugs that were left out, and why. */
  warnings: string[];
}

/** The inner-loop error that chose lambda: mean over drugs, per lambda of the path. */
export interface LambdaCurve {
  /** For instance `trace-norm/outer-2` or `elastic-net/Erlotinib`. */
  name: string;
  model: EvaluatedModel;
  lambdas: number[];
  errors: number[];
  chosenIndex: number;
  /** The mixing value that the curve is of, for the elastic net. */
  l1Ratio?: number;
}

/** What cross-validation gave: everything else in Compare and in the exports is derived from it. */
export interface Evaluation {
  settings: EvaluationSettings;
  drugs: string[];
  samples: string[];
  /** samples x drugs, column-major: 0 = not observed, else the outer fold from 1. */
  folds: Uint8Array;
  /** samples x drugs, column-major, NaN = not observed: what was measured. */
  observed: Float64Array;
  /** samples x drugs, column-major, NaN = not observed: held-out predictions of each model asked for. */
  predictions: { model: EvaluatedModel; values: Float64Array }[];
  /** Held-out predictions of the drug mean on the same folds: the denominator of nMSE. */
  drugMeanPredictions: Float64Array;
  /** Of a stack: the trace norm's share in [0, 1], a list per outer fold, a value per drug. */
  stackWeights?: Float64Array[];
  curves: LambdaCurve[];
  /** Drugs that were left out, and fits that did not reach their tolerance. */
  warnings: string[];
}

/** What the label-noise screen says of one drug under one metric. */
export interface ScreenedDrug {
  metric: string;
  drug: string;
  /** Observed samples. */
  sampleCount: number;
  /** Of the observed responses, by linear interpolation between order statistics. */
  interquartileRange: number;
  trueMedian: number;
  permutedMedian: number;
  /** One-sided rank-sum P that errors on the responses as measured are lower. */
  pValue: number;
  /** Exact; `strict` only. */
  permutationP: number | null;
  /** Benjamini and Hochberg's, over the drugs of the metric; `strict` only. */
  qValue: number | null;
  isNoisy: boolean;
  repeatsRun: number;
  permutationsRun: number;
  /** Ended with fewer permutations than asked for, its side being settled: its P is that of the count run. */
  isEarly: boolean;
  /** Mixing of its elastic nets. */
  l1Ratio: number;
}

/**
 * The errors that a drug was judged by. Under `paper` and `fast` a test MSE for each resample; under `strict` a
 * cross-validated MSE for each choice of folds and for each permutation, the first true one being the test statistic.
 */
export interface ScreenErrors {
  trueErrors: Float64Array;
  permutedErrors: Float64Array;
}

/** What the label-noise screen of one data set gave. */
export interface Screening {
  settings: ScreenSettings;
  /** By metric in the order of the settings, then by drug in the order of the data set. */
  drugs: ScreenedDrug[];
  /** One for each of `drugs`. */
  errors: ScreenErrors[];
  /** Drugs that were left out, and what limits the answers. */
  warnings: string[];
}

/** What an analysis came to. */
export type AnalysisResult =
  | { kind: 'evaluate'; evaluation: Evaluation }
  | { kind: 'fit'; model: FittedModel }
  | { kind: 'screen'; screening: Screening }
  | { kind: 'tasks'; taskGroups: TaskGroups };
