/** A held-out entry of one drug with what a model predicted for it. */
export interface HeldOutEntry {
  sample: string;
  fold: number;
  observed: number;
  predicted: number;
}

export interface FoldScore {
  fold: number;
  entryCount: number;
  mse: number;
  /** NaN where either side does not vary. */
  pearson: number;
}

/** Errors of one drug's held-out predictions, fold by fold (methods, section 7). */
export function scoreFolds(entries: readonly HeldOutEntry[]): FoldScore[] {
  const folds = [...new Set(entries.map(({ fold }) => fold))].toSorted((a, b) => a - b);
  return folds.map((fold) => {
    const own = entries.filter((entry) => entry.fold === fold);
    return { fold, entryCount: own.length, mse: meanSquaredError(own), pearson: pearson(own) };
  });
}

function meanSquaredError(entries: readonly HeldOutEntry[]): number {
  return mean(entries.map(({ observed, predicted }) => (observed - predicted) ** 2));
}

function pearson(entries: readonly HeldOutEntry[]): number {
  const observedMean = mean(entries.map(({ observed }) => observed));
  const predictedMean = mean(entries.map(({ predicted }) => predicted));
  let [together, ofObserved, ofPredicted] = [0, 0, 0];
  for (const { observed, predicted } of entries) {
    const a = observed - observedMean;
    const b = predicted - predictedMean;
    together += a * b;
    ofObserved += a * a;
    ofPredicted += b * b;
  }
  return together / Math.sqrt(ofObserved * ofPredicted);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
