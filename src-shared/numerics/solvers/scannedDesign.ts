import { kernels } from '../../kernels/instance.ts';
import { addressOf, Workspace } from '../../kernels/memory.ts';
import type { Matrix } from '../linalg/matrix.ts';
import { dotOfParts } from '../linalg/vector.ts';

/** Single precision rounds by at most this share. */
export const singleRounding = 2 ** -24;

/** What no limit of a feature may exceed, so that it stays finite in single precision. */
const largestSingle = 3e38;

/** Values that are copied into the kernels' memory at a time, where a design lies outside it: 2 MiB. */
const stagedValues = 2 ** 18;

/**
 * A design and its columns divided by their lengths, in single precision: enough to tell what need not be looked at, and
 * never trusted further than its rounding. Release it in a `finally`.
 */
export interface ScannedDesign {
  design: Matrix;
  /** Values from one column to the next: the rows and zeros up to a multiple of 4. */
  stride: number;
  /** The count of columns with zeros up to a multiple of 4. */
  columnCount: number;
  /** stride x columnCount. */
  columns: Float32Array;
  norms: Float64Array;
  largestNorm: number;
  /** largestNorm over each norm; Infinity for a column of zeros, which exceeds nothing. */
  limits: Float32Array;
  /** Bound of |computed - true| for a product of two unit vectors. */
  rounding: number;
  /** Work space for the features at hand, and their products. */
  chosen: Int32Array;
  products: Float32Array;
  right: Float32Array;
  workspace: Workspace;
}

/** Design: n x p. */
export function scannedDesign(design: Matrix): ScannedDesign {
  const workspace = new Workspace();
  const stride = paddedLength(design.rows);
  const columnCount = paddedLength(design.columns);
  const columns = workspace.float32Unset(stride * columnCount).fill(0, stride * design.columns);
  const norms = workspace.float64(columnCount);
  divideByNorms(design, columns, stride, norms);
  const largestNorm = norms.reduce((largest, norm) => Math.max(largest, norm), 0);
  const limits = workspace.float32(columnCount);
  norms.forEach((norm, j) => {
    limits[j] = norm > 0 ? Math.min(largestNorm / norm, largestSingle) : Infinity;
  });
  return {
    design,
    stride,
    columnCount,
    columns,
    norms,
    largestNorm,
    limits,
    rounding: (stride / 4 + 8) * singleRounding,
    chosen: workspace.int32(columnCount),
    products: workspace.float32(columnCount),
    right: workspace.float32(stride),
    workspace,
  };
}

export function releaseScannedDesign({ workspace }: ScannedDesign): void {
  workspace.release();
}

function paddedLength(length: number): number {
  return Math.ceil(length / 4) * 4;
}

function divideByNorms(design: Matrix, target: Float32Array, stride: number, norms: Float64Array): void {
  const { rows, columns, values } = design;
  const inPlace = addressOf(values);
  const atOnce = inPlace === undefined ? Math.max(1, Math.floor(stagedValues / rows)) : columns;
  const staging = new Workspace();
  const staged = inPlace === undefined ? staging.float64Unset(atOnce * rows) : values;
  for (let start = 0; start < columns; start += atOnce) {
    const count = Math.min(atOnce, columns - start);
    if (inPlace === undefined) staged.set(values.subarray(start * rows, (start + count) * rows));
    const place = target.byteOffset + 4 * start * stride;
    kernels.unitColumns(staged.byteOffset, rows, count, place, stride, norms.byteOffset + 8 * start);
  }
  staging.release();
}

/** A residual and the products of all unit columns with it, itself made a unit vector, once a scan has filled them in. */
export interface Reference {
  residual: Float64Array;
  norm: number;
  /** One per column of the scanned design. */
  products: Float32Array;
}

/** Fills in the products of several references with one pass over the columns. */
export function scan(scanned: ScannedDesign, references: readonly Reference[]): void {
  const { columns, columnCount, stride } = scanned;
  const workspace = new Workspace();
  const rights = workspace.float32(stride * references.length);
  const targets = workspace.int32(references.length);
  references.forEach(({ residual, norm, products }, t) => {
    unitVector(residual, norm, rights.subarray(t * stride, (t + 1) * stride));
    targets[t] = products.byteOffset;
  });
  kernels.scanSingle(
    columns.byteOffset,
    columnCount,
    stride,
    rights.byteOffset,
    references.length,
    targets.byteOffset,
  );
  workspace.release();
}

/** Writes the vector over its norm; zeros for a norm of 0. */
export function unitVector(vector: Float64Array, norm: number, target: Float32Array): void {
  const factor = norm > 0 ? 1 / norm : 0;
  for (let i = 0; i < vector.length; i++) target[i] = factor * vector[i];
}

/** The exact <column j, vector>. */
export function exactProduct({ design }: ScannedDesign, feature: number, vector: Float64Array): number {
  return dotOfParts(design.values, feature * design.rows, vector, 0, design.rows);
}

/** max |<x_j, r>| over all columns, exact, from the products with a reference. */
export function largestCorrelation(scanned: ScannedDesign, { residual, norm, products }: Reference): number {
  const { norms, rounding } = scanned;
  let largest = 0;
  for (let j = 0; j < norms.length; j++) {
    const bound = (Math.abs(products[j]) + rounding) * norm * norms[j];
    if (bound > largest) largest = Math.max(largest, Math.abs(exactProduct(scanned, j, residual)));
  }
  return largest;
}
