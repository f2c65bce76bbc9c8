import type { FoldScore, PairedOutcome } from './scores.ts';
import type { EvaluatedModel } from './settings.ts';

/** A drug that two runs have an error for. */
export interface DrugOfRuns {
  drug: string;
  a: FoldScore;
  b: FoldScore;
}

/** A model of one run against a model of another, by normalised MSE: their entries or their scale may differ. */
export interface RunComparison {
  /** Drugs of both. */
  drugs: DrugOfRuns[];
  outcome: PairedOutcome;
  /** Drugs that one of them lacks, or has no error for. */
  onlyA: string[];
  onlyB: string[];
}

/** The blocks of features that runs were trained on. */
export interface BlockSet {
  blocks: string[];
  /** Names of the runs, the newest first. */
  runs: string[];
}

/** Mean over the drugs that all runs have of the normalised MSE, by set of blocks; null where a model was not run. */
export interface BlockErrors {
  model: EvaluatedModel;
  meanNmse: (number | null)[];
}

/** A model on one set of blocks against the same model on another, one-sided that the first has the lower error. */
export interface BlockPair {
  model: EvaluatedModel;
  /** Places among the sets. */
  first: number;
  second: number;
  /** Whether the second set is part of the first: what the further blocks add. */
  isNested: boolean;
  outcome: PairedOutcome;
}

/** Runs that differ in nothing but their blocks of features and their models. */
export interface BlockComparison {
  /** The smallest first. */
  sets: BlockSet[];
  /** Drugs that every run has. */
  drugCount: number;
  models: BlockErrors[];
  /** Of nested sets, the larger against the smaller; of others, both ways round. */
  pairs: BlockPair[];
}
