import type { EvaluatedModel, EvaluationSettings, FitSettings } from './settings.ts';

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
  /** Whole-model facts; for single-task models the sums or worst values over drugs, `lambda` then being NaN. */
  lambda: number;
  lambdaMax: number;
  objective: number;
  loss: number;
  traceNorm: number;
  rank: number;
  certificate: number;
  status: FitStatus;
  iterations: number;
  /** On the scale the model was fitted on, descending; empty for single-task models. */
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
  curves: LambdaCurve[];
  /** Drugs that were left out, and fits that did not reach their tolerance. */
  warnings: string[];
}

/** What an analysis came to. */
export type AnalysisResult =
  { kind: 'evaluate'; evaluation: Evaluation } | { kind: 'fit'; model: FittedModel };
