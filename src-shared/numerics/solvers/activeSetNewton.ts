import {
  appendColumn,
  growingCholesky,
  removeColumn,
  solveCholesky,
  type GrowingCholesky,
} from '../linalg/growingCholesky.ts';
import { addScaled, addScaledPart, dot, sumOfSquares } from '../linalg/vector.ts';
import type { ElasticNetPenalty } from '../penalties/elasticNet.ts';
import type { WorkingSet } from './workingSet.ts';

/** A factor serves until the ridge asked for leaves these shares of the factor's own. */
const leastRidgeShare = 0.7;
const mostRidgeShare = 1.4;

/** A new factor's ridge as a share of the one asked for, which falls along a path. */
const ridgeLead = 0.85;

const conjugateGradientLimit = 50;

/** Rounds of dropping features before coordinate descent has to sort the signs out. */
const dropRoundLimit = 20;

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
  return { places: [], signs: [], factor: growingCholesky(64), ridge: 0 };
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
  active.places = [];
  active.signs = [];
  active.factor.size = 0;
  active.ridge = l2 * set.design.rows * ridgeLead;
  return places.every((place, index) => activate(active, set, place, signs[index]));
}

/** Takes in every zero weight whose correlation exceeds the threshold; returns how many. */
export function activateViolators(active: ActiveSet, set: WorkingSet, { l1 }: ElasticNetPenalty): number {
  const threshold = l1 * set.design.rows;
  const before = active.places.length;
  const isActive = new Uint8Array(set.count);
  for (const place of active.places) isActive[place] = 1;
  for (let k = 0; k < set.count; k++) {
    const correlation = set.correlations[k];
    if (isActive[k] === 0 && Math.abs(correlation) > threshold)
      activate(active, set, k, Math.sign(correlation));
  }
  return active.places.length - before;
}

function activate(active: ActiveSet, set: WorkingSet, place: number, sign: number): boolean {
  const { places } = active;
  const start = place * set.features.length;
  const products = new Float64Array(places.length);
  for (let k = 0; k < places.length; k++) products[k] = set.gram[start + places[k]];
  if (!appendColumn(active.factor, products, set.squares[place] + active.ridge)) return false;
  active.places.push(place);
  active.signs.push(sign);
  return true;
}

/**
 * Solves for the active weights with their signs held, dropping those whose sign would turn (a primal-dual active
 * set method); weights change, correlations only for what was dropped. `precision` bounds the active features' share of
 * the duality gap, as |shortfall|^2 / ridge.
 * Returns whether signs and solution agree in the end.
 */
export function newtonStep(
  active: ActiveSet,
  set: WorkingSet,
  penalty: ElasticNetPenalty,
  precision: number,
): boolean {
  const ridge = penalty.l2 * set.design.rows;
  const share = ridge / active.ridge;
  const fits = ridge === active.ridge || (share > leastRidgeShare && share < mostRidgeShare);
  if (!fits && !rebuild(active, set, penalty, active.places, active.signs)) return false;
  for (let round = 0; round < dropRoundLimit; round++) {
    const steps = activeSteps(active, set, penalty, precision);
    if (steps === undefined) return false;
    const turned = turnedSigns(active, set, steps);
    if (turned.length === 0) {
      active.places.forEach((place, k) => (set.weights[place] += steps[k]));
      return true;
    }
    for (const k of turned.reverse()) drop(active, set, k);
  }
  return false;
}

/** The change of the active weights that makes their part of the problem stationary. */
function activeSteps(
  active: ActiveSet,
  set: WorkingSet,
  { l1, l2 }: ElasticNetPenalty,
  precision: number,
): Float64Array | undefined {
  const rows = set.design.rows;
  const { places, signs } = active;
  const shortfall = new Float64Array(places.length);
  for (let k = 0; k < places.length; k++) {
    const place = places[k];
    shortfall[k] = set.correlations[place] - rows * (l1 * signs[k] + l2 * set.weights[place]);
  }
  const extraRidge = rows * l2 - active.ridge;
  return solveShifted(active.factor, extraRidge, shortfall, precision * rows * l2);
}

/**
 * Solves (P + shift I) x = b by conjugate gradients preconditioned by the factored P, whose product with each direction
 * follows by recurrence, until the squared residual is at most `limit`; `undefined` when that fails.
 */
function solveShifted(
  factor: GrowingCholesky,
  shift: number,
  right: Float64Array,
  limit: number,
): Float64Array | undefined {
  const residual = right;
  const preconditioned = residual.slice();
  solveCholesky(factor, preconditioned);
  if (shift === 0) return preconditioned;
  const solution = new Float64Array(right.length);
  const direction = preconditioned.slice();
  const factoredProduct = residual.slice();
  let decrease = dot(residual, preconditioned);
  for (let iteration = 0; iteration < conjugateGradientLimit; iteration++) {
    if (sumOfSquares(residual) <= limit) return solution;
    const length = decrease / (dot(direction, factoredProduct) + shift * sumOfSquares(direction));
    addScaled(solution, length, direction);
    addScaled(residual, -length, factoredProduct);
    addScaled(residual, -length * shift, direction);
    preconditioned.set(residual);
    solveCholesky(factor, preconditioned);
    const next = dot(residual, preconditioned);
    const carry = next / decrease;
    decrease = next;
    for (let k = 0; k < direction.length; k++) {
      direction[k] = preconditioned[k] + carry * direction[k];
      factoredProduct[k] = residual[k] + carry * factoredProduct[k];
    }
  }
  return undefined;
}

/** Places in the active set whose weight would cross or stay at zero, ascending. */
function turnedSigns(active: ActiveSet, set: WorkingSet, steps: Float64Array): number[] {
  const turned: number[] = [];
  active.places.forEach((place, k) => {
    if ((set.weights[place] + steps[k]) * active.signs[k] <= 0) turned.push(k);
  });
  return turned;
}

function drop(active: ActiveSet, set: WorkingSet, index: number): void {
  const place = active.places[index];
  addScaledPart(set.correlations, set.weights[place], set.gram, place * set.features.length, set.count);
  set.weights[place] = 0;
  active.places.splice(index, 1);
  active.signs.splice(index, 1);
  removeColumn(active.factor, index);
}
