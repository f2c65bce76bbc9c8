import { addCombination, dotsWithColumns } from '../linalg/chosenColumns.ts';
import { column, type Matrix } from '../linalg/matrix.ts';
import { dot } from '../linalg/vector.ts';

const startingCapacity = 64;

/**
 * The features that coordinate descent runs over. Everything but `positions` is in order of entry.
 * While it is small the Gram matrix of its columns is kept, so that a coordinate step costs nothing in n.
 */
export interface WorkingSet {
  design: Matrix;
  count: number;
  features: Int32Array;
  /** Per feature of the design, its place in the set, or -1. */
  positions: Int32Array;
  weights: Float64Array;
  /** x'r for each feature, r being the residual. */
  correlations: Float64Array;
  squares: Float64Array;
  residual: Float64Array;
  /** capacity x capacity, row by row; empty once the set has outgrown `gramLimit`. */
  gram: Float64Array;
  gramLimit: number;
}

/** The empty set, the residual being the response. */
export function emptyWorkingSet(design: Matrix, response: Float64Array, gramLimit: number): WorkingSet {
  return {
    design,
    count: 0,
    features: new Int32Array(startingCapacity),
    positions: new Int32Array(design.columns).fill(-1),
    weights: new Float64Array(startingCapacity),
    correlations: new Float64Array(startingCapacity),
    squares: new Float64Array(startingCapacity),
    residual: response.slice(),
    gram: new Float64Array(startingCapacity * startingCapacity),
    gramLimit,
  };
}

/** Whether correlations are kept by the Gram matrix; otherwise by the residual. */
export function usesGram(set: WorkingSet): boolean {
  return set.count <= set.gramLimit;
}

/** Takes in a feature at weight 0. */
export function addFeature(set: WorkingSet, feature: number): void {
  if (set.count === set.features.length) grow(set);
  const place = set.count;
  const values = column(set.design, feature);
  set.count += 1;
  set.features[place] = feature;
  set.positions[feature] = place;
  set.weights[place] = 0;
  set.correlations[place] = dot(values, set.residual);
  set.squares[place] = dot(values, values);
  if (usesGram(set)) addGramRow(set, place, values);
  else set.gram = new Float64Array(0);
}

function addGramRow(set: WorkingSet, place: number, values: Float64Array): void {
  const capacity = set.features.length;
  const row = set.gram.subarray(place * capacity, (place + 1) * capacity);
  dotsWithColumns(set.design, set.features, place + 1, values, row);
  for (let k = 0; k < place; k++) set.gram[k * capacity + place] = row[k];
}

function grow(set: WorkingSet): void {
  const capacity = set.features.length;
  const wider = 2 * capacity;
  set.features = widened(set.features, new Int32Array(wider));
  set.weights = widened(set.weights, new Float64Array(wider));
  set.correlations = widened(set.correlations, new Float64Array(wider));
  set.squares = widened(set.squares, new Float64Array(wider));
  if (!usesGram(set)) return;
  const gram = new Float64Array(wider * wider);
  for (let k = 0; k < set.count; k++) {
    gram.set(set.gram.subarray(k * capacity, k * capacity + set.count), k * wider);
  }
  set.gram = gram;
}

function widened<Values extends Int32Array | Float64Array>(from: Values, to: Values): Values {
  to.set(from);
  return to;
}

/** Forms the residual and the correlations anew from the weights. */
export function refreshResidual(set: WorkingSet, response: Float64Array): void {
  const { design, features, count, weights, residual, correlations } = set;
  const chosen = new Int32Array(count);
  const factors = new Float64Array(count);
  let nonzeroCount = 0;
  for (let k = 0; k < count; k++) {
    if (weights[k] === 0) continue;
    chosen[nonzeroCount] = features[k];
    factors[nonzeroCount] = -weights[k];
    nonzeroCount += 1;
  }
  residual.set(response);
  addCombination(residual, design, chosen, factors, nonzeroCount);
  dotsWithColumns(design, features, count, residual, correlations);
}
