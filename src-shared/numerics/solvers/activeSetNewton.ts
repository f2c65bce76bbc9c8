import {
  appendColumn,
  factorAnew,
  growingCholesky,
  releaseCholesky,
  removeColumn,
  solveCholesky,
  solveShifted,
  type GrowingCholesky,
} from '../linalg/growingCholesky.ts';
import type { ElasticNetPenalty } from '../penalties/elasticNet.ts';
import type { WorkingSet } from './workingSet.ts';

/** A factor serves until the ridge asked for leaves these shares of the factor's own. */
const leastRidgeShare = 0.5;
const mostRidgeShare = 1.4;

/** A new factor's ridge as a share of the one asked for, which falls along a path. */
const ridgeLead = 0.75;

const conjugateGradientLimit = 50;

/** Features that may leave one after another before coordinate descent has to sort the signs out. */
const dropRoundLimit = 200;

/** A weight within this share of its step of 0 counts as 0. */
const turnRounding = 1e-12;

/** The features with non-zero weight, their signs, and a factor of their Gram matrix plus a ridge. */
export interface ActiveSet {
  /** Places in the working set, in the order of the factor. */
  places: number[];
  signs: number[];
  factor: GrowingCholesky;
  /** The ridge within the factor: near the one in force. */
  ridge: number;
}

export function emptyActiveSet(): ActiveSet {
  return { places: [], signs: [], factor: growingCholesky(), ridge: 0 };
}

export function releaseActiveSet({ factor }: ActiveSet): void {
  releaseCholesky(factor);
}

/** Makes the active set what the weights say; false when their columns depend on each other. */
export function activateNonzero(active: ActiveSet, set: WorkingSet, penalty: ElasticNetPenalty): boolean {
  const places = Array.from({ length: set.count }, (_, k) => k).filter((k) => set.weights[k] !== 0);
  const signs = places.map((k) => Math.sign(set.weights[k]));
  return rebuild(active, set, penalty, places, signs);
}

function rebuild(
  active: ActiveSet,
  set: WorkingSet,
  { l2 }: ElasticNetPenalty,
  places: number[],
  signs: number[],
): boolean {
  const ridge = l2 * set.rows * ridgeLead;
  const size = factorAnew(active.factor, set.gram, set.capacity, places, ridge);
  active.places = places.slice(0, size);
  active.signs = signs.slice(0, size);
  active.ridge = ridge;
  return size === places.length;
}

/**
 * Takes in the zero weights whose correlation exceeds the threshold, the largest alone if asked; where the active ones
 * are stationary and all such columns depend on them, one of them in exchange. Returns how many.
 */
export function activateViolators(
  active: ActiveSet,
  set: WorkingSet,
  penalty: ElasticNetPenalty,
  { onlyLargest, isStationary }: { onlyLargest: boolean; isStationary: boolean },
): number {
  const violators = violatingPlaces(active, set, penalty);
  let taken = 0;
  for (const k of onlyLargest ? violators.slice(0, 1) : violators) {
    if (activate(active, set, k, Math.sign(set.correlations[k]))) taken += 1;
  }
  if (taken > 0 || !isStationary) return taken;
  return violators.some((k) => exchange(active, set, k, Math.sign(set.correlations[k]))) ? 1 : 0;
}

/** Largest correlation first. */
function violatingPlaces(active: ActiveSet, set: WorkingSet, { l1 }: ElasticNetPenalty): number[] {
  const threshold = l1 * set.rows;
  const isActive = new Uint8Array(set.count);
  for (const place of active.places) isActive[place] = 1;
  const violating: number[] = [];
  for (let k = 0; k < set.count; k++) {
    if (isActive[k] === 0 && Math.abs(set.correlations[k]) > threshold) violating.push(k);
  }
  return violating.sort((a, b) => Math.abs(set.correlations[b]) - Math.abs(set.correlations[a]));
}

function activate(active: ActiveSet, set: WorkingSet, place: number, sign: number): boolean {
  const products = productsWithActive(active, set, place);
  if (!appendColumn(active.factor, products, set.squares[place] + active.ridge)) return false;
  active.places.push(place);
  active.signs.push(sign);
  return true;
}

function productsWithActive({ places }: ActiveSet, set: WorkingSet, place: number): Float64Array {
  const start = place * set.capacity;
  const products = new Float64Array(places.length);
  for (let k = 0; k < places.length; k++) products[k] = set.gram[start + places[k]];
  return products;
}

/**
 * Takes in a violating feature whose column depends on the active ones: its weight grows at the cost of theirs, the fit
 * and so all correlations standing still, until one of them reaches 0 and leaves. The L1 norm falls on the way.
 */
function exchange(active: ActiveSet, set: WorkingSet, place: number, sign: number): boolean {
  const shares = productsWithActive(active, set, place);
  solveCholesky(active.factor, shares);
  let length = Infinity;
  let leaving = -1;
  for (let k = 0; k < shares.length; k++) {
    const untilZero = (set.weights[active.places[k]] * sign) / shares[k];
    if (untilZero > 0 && untilZero < length) {
      length = untilZero;
      leaving = k;
    }
  }
  if (leaving < 0) return false;
  for (let k = 0; k < shares.length; k++) set.weights[active.places[k]] -= length * sign * shares[k];
  set.weights[place] += length * sign;
  set.weights[active.places[leaving]] = 0;
  leave(active, leaving);
  return activate(active, set, place, sign);
}

/**
 * Solves for the active weights with their signs held. A weight that would turn stops the step at its zero and leaves, so
 * that the objective falls all along. Correlations are left as they were. `precision` bounds the active features' share
 * of the duality gap, as |shortfall|^2 / ridge.
 * Returns whether signs and solution agree in the end.
 */
export function newtonStep(
  active: ActiveSet,
  set: WorkingSet,
  penalty: ElasticNetPenalty,
  precision: number,
): boolean {
  const ridge = penalty.l2 * set.rows;
  const share = ridge / active.ridge;
  const fits = ridge === active.ridge || (share > leastRidgeShare && share < mostRidgeShare);
  if (!fits && !rebuild(active, set, penalty, active.places, active.signs)) return false;
  const shortfall = activeShortfall(active, set, penalty);
  for (let round = 0; round < dropRoundLimit; round++) {
    const steps = solveShifted(
      active.factor,
      ridge - active.ridge,
      shortfall.subarray(0, active.places.length),
      precision * ridge,
      conjugateGradientLimit,
    );
    if (steps === undefined) return false;
    const reach = firstTurn(active, set.weights, steps);
    addSteps(active, set.weights, steps, reach);
    if (reach === 1) return true;
    dropTurned(active, set.weights, steps, shortfall);
    for (let k = 0; k < active.places.length; k++) shortfall[k] *= 1 - reach;
  }
  return false;
}

/** What keeps the active weights from being stationary. */
function activeShortfall(
  { places, signs }: ActiveSet,
  set: WorkingSet,
  { l1, l2 }: ElasticNetPenalty,
): Float64Array {
  const rows = set.rows;
  const shortfall = new Float64Array(places.length);
  for (let k = 0; k < places.length; k++) {
    const place = places[k];
    shortfall[k] = set.correlations[place] - rows * (l1 * signs[k] + l2 * set.weights[place]);
  }
  return shortfall;
}

/** The share of the step, up to 1, at which the first weight reaches 0. */
function firstTurn({ places, signs }: ActiveSet, weights: Float64Array, steps: Float64Array): number {
  let reach = 1;
  for (let k = 0; k < steps.length; k++) {
    const weight = weights[places[k]];
    const step = steps[k];
    if ((weight + step) * signs[k] < 0) reach = Math.min(reach, Math.max(0, weight / -step));
  }
  return reach;
}

function addSteps({ places }: ActiveSet, weights: Float64Array, steps: Float64Array, reach: number): void {
  for (let k = 0; k < steps.length; k++) weights[places[k]] += reach * steps[k];
}

/** Takes the weights out that have come to 0 on their way to turning, but for rounding. */
function dropTurned(
  active: ActiveSet,
  weights: Float64Array,
  steps: Float64Array,
  shortfall: Float64Array,
): void {
  for (let k = steps.length - 1; k >= 0; k--) {
    const step = steps[k] * active.signs[k];
    const weight = weights[active.places[k]] * active.signs[k];
    if (step >= 0 || weight > -turnRounding * step) continue;
    weights[active.places[k]] = 0;
    leave(active, k);
    shortfall.copyWithin(k, k + 1);
  }
}

/** Takes the feature at an index of the active set out of it. */
export function leave(active: ActiveSet, index: number): void {
  active.places.splice(index, 1);
  active.signs.splice(index, 1);
  removeColumn(active.factor, index);
}
