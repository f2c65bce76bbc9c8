import { matrix } from '../linalg/matrix.ts';
import type { Matrix } from '../linalg/matrix.ts';
import { standardisation, standardised } from '../linalg/standardise.ts';
import type { Standardisation } from '../linalg/standardise.ts';
import { indicesWhere } from '../resampling/folds.ts';
import { reduceDesign } from '../solvers/reduction.ts';
import type { ReducedDesign } from '../solvers/reduction.ts';

/** Features brought down to the row space of the training samples, where the trace norm is solved (methods 4). */
export interface ReducedPanel {
  /** The samples whose features were standardised and reduced, ascending. */
  trainingRows: Int32Array;
  constants: Standardisation;
  /** training samples x r. */
  trainingScores: Matrix;
  /** all samples x r. */
  scores: Matrix;
  expand: ReducedDesign['expand'];
}

/** @param features samples x features, NaN = missing */
export function reducePanel(
  features: Matrix,
  trainingRows: Int32Array,
  scale: 'none' | 'unit',
): ReducedPanel {
  const constants = standardisation(features, trainingRows, scale);
  const reduced = reduceDesign(standardised(features, trainingRows, constants));
  const { scores: trainingScores, expand } = reduced;
  const common = { trainingRows, constants, trainingScores, expand };
  if (trainingRows.length === features.rows) return { ...common, scores: trainingScores };
  const isTraining = new Set(trainingRows);
  const otherRows = indicesWhere(features.rows, (sample) => !isTraining.has(sample));
  const scores = matrix(features.rows, trainingScores.columns);
  placeRows(trainingScores, trainingRows, scores);
  placeRows(reduced.project(standardised(features, otherRows, constants)), otherRows, scores);
  return { ...common, scores };
}

/** Some rows of a matrix, in the order given. */
export function takeRows(source: Matrix, rows: Int32Array): Matrix {
  const taken = matrix(rows.length, source.columns);
  for (let j = 0; j < source.columns; j++) {
    rows.forEach((row, place) => {
      taken.values[j * rows.length + place] = source.values[j * source.rows + row];
    });
  }
  return taken;
}

function placeRows(source: Matrix, rows: Int32Array, target: Matrix): void {
  for (let j = 0; j < source.columns; j++) {
    rows.forEach((row, place) => {
      target.values[j * target.rows + row] = source.values[j * source.rows + place];
    });
  }
}
