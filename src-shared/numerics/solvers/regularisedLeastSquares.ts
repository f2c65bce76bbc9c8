import { positiveDefiniteInverse } from '../linalg/cholesky.ts';
import { column, matrix, type Matrix } from '../linalg/matrix.ts';
import { columnGram, rowGram, timesVector, transposedTimesVector } from '../linalg/products.ts';
import type { LossTask } from '../losses/maskedTasks.ts';

/** Share of the rank below which solving in the space of the rows is cheaper than in that of the weights. */
const rowSpaceShare = 0.4;

/** Writes (H + penalty I)^-1 b, H being the Hessian of a task's loss. */
export type RegularisedSolve = (right: Float64Array, target: Float64Array) => void;

/** One factorisation per distinct mask; tasks with equal masks get the same function. */
export function regularisedSolves(
  tasks: LossTask[],
  squares: Float64Array,
  penalty: number,
): RegularisedSolve[] {
  const byMask = new Map<Int32Array, RegularisedSolve>();
  return tasks.map((task) => {
    const solve = byMask.get(task.observed) ?? regularisedSolve(task, squares, penalty);
    byMask.set(task.observed, solve);
    return solve;
  });
}

function regularisedSolve(task: LossTask, squares: Float64Array, penalty: number): RegularisedSolve {
  const inRowSpace = task.rows.columns + 1 <= rowSpaceShare * squares.length;
  const cheap = inRowSpace ? rowSpaceSolve(task, squares, penalty) : undefined;
  return cheap ?? weightSpaceSolve(task, squares, penalty);
}

/**
 * By the Woodbury identity (E + s A'A)^-1 = E^-1 - s E^-1 A' (I + s A E^-1 A')^-1 A E^-1 with E diagonal: either the
 * whole Gram matrix less the unobserved rows (s = -1), or nothing but the centred observed rows (s = 1).
 */
function rowSpaceSolve(task: LossTask, squares: Float64Array, penalty: number): RegularisedSolve | undefined {
  const sign = task.complement ? -1 : 1;
  const rows = task.complement ? unobservedRows(task) : centredRows(task);
  const inverseDiagonal = squares.map((square) => 1 / ((task.complement ? square : 0) + penalty));
  const capacitance = columnGram(scaledRows(rows, inverseDiagonal.map(Math.sqrt)));
  for (let i = 0; i < capacitance.values.length; i++) capacitance.values[i] *= sign;
  addToDiagonal(capacitance, 1);
  const inverse = positiveDefiniteInverse(capacitance);
  if (inverse === undefined) return undefined;
  const products = new Float64Array(rows.columns);
  const middle = new Float64Array(rows.columns);
  const correction = new Float64Array(rows.rows);
  return (right, target) => {
    for (let j = 0; j < target.length; j++) target[j] = right[j] * inverseDiagonal[j];
    transposedTimesVector(rows, target, products);
    transposedTimesVector(inverse, products, middle);
    timesVector(rows, middle, correction);
    for (let j = 0; j < target.length; j++) target[j] -= sign * correction[j] * inverseDiagonal[j];
  };
}

/** Through the explicit inverse of H + penalty I. */
function weightSpaceSolve(task: LossTask, squares: Float64Array, penalty: number): RegularisedSolve {
  const rows = task.complement ? unobservedRows(task) : centredRows(task);
  const hessian = rowGram(rows);
  if (task.complement) {
    for (let i = 0; i < hessian.values.length; i++) hessian.values[i] *= -1;
    squares.forEach((square, j) => (hessian.values[j * squares.length + j] += square));
  }
  addToDiagonal(hessian, penalty);
  const inverse = positiveDefiniteInverse(hessian);
  if (inverse === undefined) throw new RangeError('invalid penalty: too small for the design');
  return (right, target) => transposedTimesVector(inverse, right, target);
}

/** The unobserved rows and the observed sum over sqrt(count): their Gram matrix is what masking and centring take away. */
function unobservedRows({ rows, rowSum, observed }: LossTask): Matrix {
  const result = matrix(rows.rows, rows.columns + 1);
  result.values.set(rows.values);
  const factor = 1 / Math.sqrt(observed.length);
  column(result, rows.columns).set(rowSum.map((value) => value * factor));
  return result;
}

function centredRows({ rows, rowSum, observed }: LossTask): Matrix {
  const result = matrix(rows.rows, rows.columns, rows.values.slice());
  for (let k = 0; k < rows.columns; k++) {
    const target = column(result, k);
    for (let j = 0; j < target.length; j++) target[j] -= rowSum[j] / observed.length;
  }
  return result;
}

function scaledRows(source: Matrix, factors: Float64Array): Matrix {
  const result = matrix(source.rows, source.columns, source.values.slice());
  for (let k = 0; k < source.columns; k++) {
    const target = column(result, k);
    for (let j = 0; j < target.length; j++) target[j] *= factors[j];
  }
  return result;
}

function addToDiagonal(square: Matrix, value: number): void {
  for (let i = 0; i < square.rows; i++) square.values[i * square.rows + i] += value;
}

/** Writes b = target + penalty (Z - U) for each task, and its solution. */
export function solveTasks(
  tasks: LossTask[],
  solves: RegularisedSolve[],
  penalty: number,
  near: Matrix,
  solution: Matrix,
): void {
  const right = new Float64Array(near.rows);
  tasks.forEach((task, t) => {
    const centre = column(near, t);
    for (let j = 0; j < right.length; j++) right[j] = task.target[j] + penalty * centre[j];
    solves[t](right, column(solution, t));
  });
}
