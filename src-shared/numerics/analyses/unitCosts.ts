import type { Panel } from './panel.ts';
import type { SingleTaskModel } from './singleTaskTraining.ts';

const gigaflop = 1e9;
/** ADMM iterations of a path: measured on real panels, and enough for shares of progress. */
const iterationsPerTraceNormPath = 200;
/** Passes over X of a coordinate path with its screening, measured on the same panels. */
const passesPerElasticNetPath = 60;

/** Rough GFLOP of bringing the features down to the row space of the samples: a Gram matrix and its eigenvectors. */
export function reductionCost({ features: { rows, columns } }: Panel): number {
  return (rows * rows * columns + 10 * Math.min(rows, columns) ** 3) / gigaflop;
}

/** Rough GFLOP of one trace-norm path on the reduced problem. */
export function traceNormPathCost({ features: { rows, columns }, responses }: Panel): number {
  return (iterationsPerTraceNormPath * 4 * responses.columns * rows * Math.min(rows, columns)) / gigaflop;
}

/** Rough GFLOP of one path of one task. */
export function singleTaskPathCost(model: SingleTaskModel, { features: { rows, columns } }: Panel): number {
  if (model === 'elastic-net') return (passesPerElasticNetPath * 2 * rows * columns) / gigaflop;
  return (rows * rows * columns + 4 * rows ** 3) / (2 * gigaflop);
}
