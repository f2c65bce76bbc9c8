/** Two samples or drugs that are nearly the same and that an evaluation parted: the one was trained on to predict the other. */
export interface PartedPair {
  kind: 'samples' | 'drugs';
  first: string;
  second: string;
  /** The block or metric that they agree in. */
  within: string;
  correlation: number;
  /** Of the drugs, or samples, that both were measured on: those whose two entries lie in different folds. */
  partedCount: number;
  sharedCount: number;
}
