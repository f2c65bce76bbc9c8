import { column, matrix } from '../linalg/matrix.ts';
import type { Matrix } from '../linalg/matrix.ts';
import { indicesWhere } from '../resampling/folds.ts';
import { moments } from '../statistics/moments.ts';
import { visitPairCorrelations } from '../statistics/pairwiseCorrelations.ts';
import { outerTraining } from './evaluationDesign.ts';
import type { EvaluationDesign } from './evaluationDesign.ts';
import type { EvaluationUnitResult } from './heldOut.ts';

/** Samples that two drugs must share in training to be neighbours. */
const fewestShared = 3;

/**
 * The nearest drug response neighbour on every outer fold (methods 6): a held-out response is read off the drug whose
 * training responses correlate highest with the drug's own, among those measured on the sample, by a straight line
 * through the samples that both share. With no such drug it is the drug's training mean.
 */
export function predictByNeighbour(design: EvaluationDesign, outerFoldCount: number): EvaluationUnitResult {
  const { outerFolds } = design;
  const entries = indicesWhere(outerFolds.length, (entry) => outerFolds[entry] > 0);
  const values = new Float64Array(entries.length);
  for (let fold = 1; fold <= outerFoldCount; fold++) {
    const training = outerTraining(design, fold);
    const neighbours = rankNeighbours(training);
    entries.forEach((entry, place) => {
      if (outerFolds[entry] !== fold) return;
      const task = Math.floor(entry / training.rows);
      values[place] = predict(training, neighbours[task], task, entry % training.rows);
    });
  }
  return { predictions: [{ model: 'neighbour', entries, values }], curves: [], warnings: [] };
}

/** For each task the others that correlate with it, highest first; of equal ones the first. */
function rankNeighbours(training: Matrix): number[][] {
  const { columns } = training;
  const correlations = matrix(columns, columns, new Float64Array(columns * columns).fill(NaN));
  visitPairCorrelations(training, ({ first, second, correlation, sharedCount }) => {
    if (sharedCount < fewestShared) return;
    correlations.values[first * columns + second] = correlation;
    correlations.values[second * columns + first] = correlation;
  });
  return Array.from({ length: columns }, (_, task) => {
    const own = column(correlations, task);
    const others = [...own.keys()].filter((other) => !Number.isNaN(own[other]));
    return others.sort((a, b) => own[b] - own[a] || a - b);
  });
}

function predict(training: Matrix, neighbours: readonly number[], task: number, sample: number): number {
  const own = column(training, task);
  const nearest = neighbours.find((other) => !Number.isNaN(column(training, other)[sample]));
  if (nearest === undefined) return moments(own).mean;
  const other = column(training, nearest);
  const shared = indicesWhere(own.length, (row) => !Number.isNaN(own[row]) && !Number.isNaN(other[row]));
  const { intercept, slope } = lineThrough(
    Float64Array.from(shared, (row) => other[row]),
    Float64Array.from(shared, (row) => own[row]),
  );
  return intercept + slope * other[sample];
}

/** Least squares of y on x, which is not constant. */
function lineThrough(x: Float64Array, y: Float64Array): { intercept: number; slope: number } {
  const { mean: meanX } = moments(x);
  const { mean: meanY } = moments(y);
  let products = 0;
  let squares = 0;
  for (let index = 0; index < x.length; index++) {
    products += (x[index] - meanX) * (y[index] - meanY);
    squares += (x[index] - meanX) ** 2;
  }
  const slope = products / squares;
  return { intercept: meanY - slope * meanX, slope };
}
