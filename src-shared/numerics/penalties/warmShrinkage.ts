import type { Workspace } from '../../kernels/memory.ts';
import { gramInto, multiplyInto } from '../../kernels/products.ts';
import { column, matrix, type Matrix } from '../linalg/matrix.ts';
import { orthonormalise } from '../linalg/orthonormalise.ts';
import { eigenSolver, type EigenSolver } from '../linalg/symmetricEigen.ts';

/** Ritz vectors kept beyond those above the threshold: this many, or this share of them. */
const leastGuard = 8;
const guardShare = 0.1;

/** Share of the small side from which all of it is decomposed at once. */
const wholeShare = 0.5;

/** A small side up to this size is always decomposed as a whole. */
const smallSide = 32;

/** Share of the small side above which its Gram matrix is formed to be multiplied by, rather than the source twice. */
const gramShare = 0.35;

/** A matrix with shrunk singular values as left right'. */
export interface ShrunkFactors {
  /** The positive ones, descending. */
  singularValues: Float64Array;
  /** rows x k. */
  left: Matrix;
  /** columns x k. */
  right: Matrix;
}

/** Squared singular values, descending, the first of which have their vectors in the basis. */
interface Decomposition {
  squares: Float64Array;
  /** Writes the source times the first vectors of the basis: as many as the target has columns. */
  project: (target: Matrix) => void;
}

/**
 * The proximal step of the trace norm, again and again on matrices that change little: one step of subspace iteration
 * from the singular vectors of the last call, those above the threshold and some beyond. All matrices lie in the
 * kernels' memory.
 */
export class WarmShrinkage {
  readonly #rows: number;
  readonly #columns: number;
  /** Singular vectors of the smaller side, the best first: s x s, of which `#width` columns are in use. */
  readonly #basis: Matrix;
  readonly #image: Matrix;
  readonly #spare: Matrix;
  readonly #gram: Matrix;
  /** The source times the basis: the longer side x s. */
  readonly #projection: Matrix;
  readonly #scaled: Matrix;
  readonly #small: Matrix;
  readonly #eigen: EigenSolver;
  #width = 0;

  constructor(rows: number, columns: number, workspace: Workspace) {
    this.#rows = rows;
    this.#columns = columns;
    const side = Math.min(rows, columns);
    const length = Math.max(rows, columns);
    const square = (): Matrix => matrix(side, side, workspace.float64(side * side));
    const long = (): Matrix => matrix(length, side, workspace.float64(length * side));
    this.#basis = square();
    this.#image = square();
    this.#spare = square();
    this.#gram = square();
    this.#projection = long();
    this.#scaled = long();
    this.#small = square();
    this.#eigen = eigenSolver(side, workspace);
  }

  /** Writes the shrunk matrix to target. The factors are valid until the next call. */
  shrink(source: Matrix, threshold: number, target: Matrix): ShrunkFactors {
    const side = this.#basis.rows;
    const isWhole = this.#width === 0 || side <= smallSide || this.#width > wholeShare * side;
    const found =
      (isWhole ? undefined : this.#iterate(source, threshold)) ?? this.#decompose(source, threshold);
    const rank = found.squares.filter((square) => square > threshold * threshold).length;
    this.#width = Math.min(side, rank + Math.max(leastGuard, Math.ceil(guardShare * rank)));
    found.project(firstColumns(this.#scaled, rank));
    return this.#shrinkTo(found.squares.subarray(0, rank).map(Math.sqrt), threshold, target);
  }

  get #isWide(): boolean {
    return this.#rows <= this.#columns;
  }

  /** All squared singular values, and the basis. */
  #decompose(source: Matrix, threshold: number): Decomposition {
    gramInto(this.#gram, source, !this.#isWide);
    const { values, vectors } = this.#eigen(this.#gram, this.#wanted(threshold));
    this.#basis.values.set(vectors.values);
    return { squares: values, project: (target) => this.#projectBasis(source, target) };
  }

  #projectBasis(source: Matrix, target: Matrix): void {
    multiplyInto(target, source, firstColumns(this.#basis, target.columns), { transposeLeft: this.#isWide });
  }

  /** After one step; `undefined` when even the least Ritz value exceeds the threshold, or vectors collapse. */
  #iterate(source: Matrix, threshold: number): Decomposition | undefined {
    const width = this.#width;
    const image = firstColumns(this.#image, width);
    const spare = firstColumns(this.#spare, width);
    const projection = firstColumns(this.#projection, width);
    const small = matrix(width, width, this.#small.values.subarray(0, width * width));
    const usesGram = width > gramShare * this.#basis.rows;
    if (usesGram) gramInto(this.#gram, source, !this.#isWide);
    this.#applyGram(source, firstColumns(this.#basis, width), image, usesGram);
    if (!orthonormalise(image)) return undefined;
    if (usesGram) {
      multiplyInto(spare, this.#gram, image);
      multiplyInto(small, image, spare, { transposeLeft: true });
    } else {
      multiplyInto(projection, source, image, { transposeLeft: this.#isWide });
      gramInto(small, projection, true);
    }
    const { values, vectors } = this.#eigen(small, this.#wanted(threshold));
    if (values[width - 1] > threshold * threshold) return undefined;
    multiplyInto(firstColumns(this.#basis, vectors.columns), image, vectors);
    const project = (target: Matrix): void => {
      if (usesGram) this.#projectBasis(source, target);
      else multiplyInto(target, projection, firstColumns(vectors, target.columns));
    };
    return { squares: values, project };
  }

  /** The vectors above the threshold, and as many more as the next call may start from. */
  #wanted(threshold: number): { atLeast: number; beyond: number } {
    return {
      atLeast: threshold * threshold,
      beyond: Math.max(leastGuard, Math.ceil(guardShare * this.#width)),
    };
  }

  /** target = A A' basis, or A' A basis, on the smaller side. */
  #applyGram(source: Matrix, basis: Matrix, target: Matrix, usesGram: boolean): void {
    if (usesGram) {
      multiplyInto(target, this.#gram, basis);
      return;
    }
    const projection = firstColumns(this.#projection, basis.columns);
    multiplyInto(projection, source, basis, { transposeLeft: this.#isWide });
    multiplyInto(target, source, projection, { transposeLeft: !this.#isWide });
  }

  #shrinkTo(values: Float64Array, threshold: number, target: Matrix): ShrunkFactors {
    const rank = values.length;
    const vectors = firstColumns(this.#basis, rank);
    const scaled = firstColumns(this.#scaled, rank);
    const singularValues = values.map((value) => value - threshold);
    for (let k = 0; k < rank; k++) {
      const factor = singularValues[k] / values[k];
      const part = column(scaled, k);
      for (let i = 0; i < part.length; i++) part[i] *= factor;
    }
    const [left, right] = this.#isWide ? [vectors, scaled] : [scaled, vectors];
    multiplyInto(target, left, right, { transposeRight: true });
    return { singularValues, left, right };
  }
}

function firstColumns({ rows, values }: Matrix, count: number): Matrix {
  return matrix(rows, count, values.subarray(0, rows * count));
}
