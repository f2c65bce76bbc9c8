import { kernels } from '../../kernels/instance.ts';
import { Workspace } from '../../kernels/memory.ts';
import { column } from '../linalg/matrix.ts';
import { dot } from '../linalg/vector.ts';
import type { ScannedDesign } from './scannedDesign.ts';

const startingCapacity = 64;

/**
 * The features that the solver looks at. Everything but `positions` is in order of entry, in the kernels' memory.
 * While it is small the Gram matrix of its columns is kept, so that a coordinate step costs nothing in n.
 */
export interface WorkingSet {
  rows: number;
  count: number;
  capacity: number;
  features: Int32Array;
  /** Per feature of the design, its place in the set, or -1. */
  positions: Int32Array;
  /** Values from one column to the next: the rows, and zeros up to a multiple of 4. */
  stride: number;
  columns: Float64Array;
  weights: Float64Array;
  /** x'r for each feature, r being the residual. */
  correlations: Float64Array;
  squares: Float64Array;
  /** Weights and correlations at the lambda before the last, of the first `earlierCount` features, and that residual. */
  earlierCount: number;
  earlierWeights: Float64Array;
  earlierCorrelations: Float64Array;
  earlierResidual: Float64Array;
  /** Centred, of `stride` values, as is the residual. */
  response: Float64Array;
  residual: Float64Array;
  /** capacity x capacity, row by row; empty once the set has outgrown `gramLimit`. */
  gram: Float64Array;
  gramLimit: number;
  workspace: Workspace;
  scanned: ScannedDesign;
}

/** The empty set, the residual being the response. */
export function emptyWorkingSet(
  scanned: ScannedDesign,
  response: Float64Array,
  gramLimit: number,
  workspace: Workspace,
): WorkingSet {
  const { design, stride } = scanned;
  const padded = workspace.float64(stride);
  padded.set(response);
  return {
    rows: design.rows,
    count: 0,
    positions: new Int32Array(design.columns).fill(-1),
    stride,
    response: padded,
    residual: workspace.copyOf(padded),
    earlierCount: 0,
    earlierResidual: workspace.copyOf(padded),
    gramLimit,
    scanned,
    ...roomFor(Math.min(startingCapacity, gramLimit), stride, gramLimit),
  };
}

/** What grows with the set. */
type Room = Pick<WorkingSet, 'capacity' | 'features' | 'columns' | 'gram' | 'workspace' | Vector>;

const vectors = ['weights', 'correlations', 'squares', 'earlierWeights', 'earlierCorrelations'] as const;
type Vector = (typeof vectors)[number];

function roomFor(capacity: number, stride: number, gramLimit: number): Room {
  const workspace = new Workspace();
  return {
    capacity,
    features: new Int32Array(capacity),
    columns: workspace.float64Unset(capacity * stride),
    weights: workspace.float64(capacity),
    correlations: workspace.float64(capacity),
    squares: workspace.float64(capacity),
    earlierWeights: workspace.float64(capacity),
    earlierCorrelations: workspace.float64(capacity),
    gram: workspace.float64Unset(capacity <= gramLimit ? capacity * capacity : 0),
    workspace,
  };
}

export function releaseWorkingSet({ workspace }: WorkingSet): void {
  workspace.release();
}

/** Whether correlations are kept by the Gram matrix; otherwise by the residual. */
export function usesGram(set: WorkingSet): boolean {
  return set.capacity <= set.gramLimit;
}

/** Takes in a feature at weight 0. */
export function addFeature(set: WorkingSet, feature: number, correlation: number): void {
  if (set.count === set.capacity) grow(set);
  const place = set.count;
  const values = columnAt(set, place);
  values.fill(0, set.rows);
  values.set(column(set.scanned.design, feature));
  set.count += 1;
  set.features[place] = feature;
  set.positions[feature] = place;
  set.weights[place] = 0;
  set.correlations[place] = correlation;
  set.squares[place] = dot(values, values);
  if (usesGram(set)) addGramRow(set, place, values);
}

/** The column at a place of the set, padded. */
export function columnAt({ columns, stride }: WorkingSet, place: number): Float64Array {
  return columns.subarray(place * stride, (place + 1) * stride);
}

function addGramRow(set: WorkingSet, place: number, values: Float64Array): void {
  const { gram, capacity } = set;
  const row = gram.subarray(place * capacity, place * capacity + place + 1);
  productsWith(set, values, row);
  for (let k = 0; k < place; k++) gram[k * capacity + place] = row[k];
}

/** The inner product of each of the first columns with a vector, as many as the target takes. */
function productsWith({ columns, stride }: WorkingSet, vector: Float64Array, target: Float64Array): void {
  kernels.columnDots(columns.byteOffset, stride, target.length, vector.byteOffset, target.byteOffset);
}

function grow(set: WorkingSet): void {
  const { capacity, count, stride, gramLimit } = set;
  const held = { ...set };
  const wider = roomFor(widerCapacity(capacity, gramLimit), stride, gramLimit);
  wider.features.set(held.features);
  wider.columns.set(held.columns);
  for (const name of vectors) wider[name].set(held[name]);
  if (wider.capacity <= gramLimit) {
    for (let k = 0; k < count; k++) {
      wider.gram.set(held.gram.subarray(k * capacity, k * capacity + count), k * wider.capacity);
    }
  }
  Object.assign(set, wider);
  held.workspace.release();
}

/** Twice as much, but the limit itself on the way past it. */
function widerCapacity(capacity: number, gramLimit: number): number {
  return capacity < gramLimit ? Math.min(gramLimit, 2 * capacity) : 2 * capacity;
}

/** Forms the residual and the correlations anew from the weights. */
export function refreshResidual(set: WorkingSet): void {
  const { columns, stride, count, weights, residual, correlations, response } = set;
  residual.set(response);
  kernels.subtractColumns(residual.byteOffset, columns.byteOffset, stride, weights.byteOffset, count);
  productsWith(set, residual, correlations.subarray(0, count));
}
