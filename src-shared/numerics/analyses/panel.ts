import type { Matrix } from '../linalg/matrix.ts';

/** The part of a data set that a solver needs; its arrays may be views of shared memory and are never written to. */
export interface Panel {
  /** samples x features; NaN where a feature is missing. */
  features: Matrix;
  /** samples x tasks; NaN where not observed. */
  responses: Matrix;
  sampleNames: readonly string[];
  taskNames: readonly string[];
  /** The metric of each task, where the responses of several metrics stand side by side. */
  taskMetrics?: readonly string[];
  /** A tissue per sample, or `undefined` when the data set has none. */
  tissues?: readonly string[];
  /** samples x tasks: outer folds that are given, from 1; 0 = none. Else they come from the seed. */
  givenFolds?: Uint8Array;
}

/** A self-contained piece of an analysis: its name seeds its random stream and keys its stored result. */
export interface Unit {
  name: string;
  /** Relative cost, for progress and for starting the dearest first. */
  cost: number;
}
