import { kernels } from './instance.ts';
import { addressOf, Workspace } from './memory.ts';

/** A dense matrix in column-major order. */
export interface DenseMatrix {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float64Array;
}

export interface ProductOptions {
  transposeLeft?: boolean;
  transposeRight?: boolean;
  /** A factor of the product; 1. */
  alpha?: number;
  /** Adds to the target, instead of overwriting it. */
  accumulate?: boolean;
}

/** Rows, columns and depth of the product that are worked on at a time, so that copies stay below 8 MiB each. */
const blockSize = 1024;

/** The work space of products. */
export const packing = new Workspace().float64(kernels.packingBytes() / 8);

/**
 * target = alpha op(left) op(right), or added to it. No operand may overlap the target. Matrices in the kernels' memory
 * are used where they are; others are copied in, block by block.
 * @throws RangeError when the shapes do not fit
 */
export function multiplyInto(
  target: DenseMatrix,
  left: DenseMatrix,
  right: DenseMatrix,
  options: ProductOptions = {},
): void {
  const { transposeLeft = false, transposeRight = false, alpha = 1, accumulate = false } = options;
  const m = transposeLeft ? left.columns : left.rows;
  const k = transposeLeft ? left.rows : left.columns;
  const n = transposeRight ? right.rows : right.columns;
  const rightDepth = transposeRight ? right.columns : right.rows;
  if (rightDepth !== k || target.rows !== m || target.columns !== n) {
    const shapes = `${m} x ${k} times ${rightDepth} x ${n} into ${target.rows} x ${target.columns}`;
    throw new RangeError(`invalid product: ${shapes}`);
  }
  if (k === 0 && !accumulate) target.values.fill(0);
  for (const columns of blocks(n)) {
    for (const depth of blocks(k)) {
      for (const rows of blocks(m)) {
        const workspace = new Workspace();
        const a = transposeLeft ? staged(left, depth, rows, workspace) : staged(left, rows, depth, workspace);
        const b = transposeRight
          ? staged(right, columns, depth, workspace)
          : staged(right, depth, columns, workspace);
        const adds = accumulate || depth.start > 0;
        const c = staged(target, rows, columns, workspace, adds);
        kernels.gemm(
          sizeOf(rows),
          sizeOf(columns),
          sizeOf(depth),
          alpha,
          a.address,
          transposeLeft ? a.stride : 1,
          transposeLeft ? 1 : a.stride,
          b.address,
          transposeRight ? b.stride : 1,
          transposeRight ? 1 : b.stride,
          c.address,
          c.stride,
          adds,
          packing.byteOffset,
        );
        writeBack(target, rows, columns, c);
        workspace.release();
      }
    }
  }
}

/** target = source source', or source' source of the columns; both triangles. Otherwise as `multiplyInto`. */
export function gramInto(target: DenseMatrix, source: DenseMatrix, ofColumns: boolean): void {
  const n = ofColumns ? source.columns : source.rows;
  const k = ofColumns ? source.rows : source.columns;
  if (target.rows !== n || target.columns !== n) {
    throw new RangeError(`invalid product: a Gram matrix of ${n} into ${target.rows} x ${target.columns}`);
  }
  const whole = { start: 0, end: n };
  const workspace = new Workspace();
  const c = staged(target, whole, whole, workspace);
  if (k === 0) target.values.fill(0);
  for (const depth of blocks(k)) {
    const parts = new Workspace();
    const a = ofColumns ? staged(source, depth, whole, parts) : staged(source, whole, depth, parts);
    const rowStride = ofColumns ? a.stride : 1;
    const columnStride = ofColumns ? 1 : a.stride;
    kernels.syrk(
      n,
      sizeOf(depth),
      a.address,
      rowStride,
      columnStride,
      c.address,
      c.stride,
      depth.start > 0,
      packing.byteOffset,
    );
    parts.release();
  }
  if (k > 0) writeBack(target, whole, whole, c);
  workspace.release();
  mirrorLower(target);
}

/** Copies the lower triangle of a square matrix onto its upper one. */
function mirrorLower({ rows, values }: DenseMatrix): void {
  for (let j = 0; j < rows; j++) {
    for (let i = j + 1; i < rows; i++) values[i * rows + j] = values[j * rows + i];
  }
}

interface Range {
  start: number;
  end: number;
}

function sizeOf({ start, end }: Range): number {
  return end - start;
}

function blocks(size: number): Range[] {
  return Array.from({ length: Math.ceil(size / blockSize) }, (_, index) => ({
    start: index * blockSize,
    end: Math.min(size, (index + 1) * blockSize),
  }));
}

/** A block of a matrix in the kernels' memory, its columns `stride` elements apart. */
interface Staged {
  address: number;
  stride: number;
  /** What a foreign matrix's block was copied to. */
  copy?: Float64Array;
}

function staged(
  source: DenseMatrix,
  rows: Range,
  columns: Range,
  workspace: Workspace,
  filled = true,
): Staged {
  const address = addressOf(source.values);
  if (address !== undefined) {
    return { address: address + 8 * (columns.start * source.rows + rows.start), stride: source.rows };
  }
  const height = sizeOf(rows);
  const copy = workspace.float64Unset(height * sizeOf(columns));
  if (filled) {
    for (let j = columns.start; j < columns.end; j++) {
      const from = j * source.rows;
      copy.set(source.values.subarray(from + rows.start, from + rows.end), (j - columns.start) * height);
    }
  }
  return { address: copy.byteOffset, stride: height, copy };
}

function writeBack(target: DenseMatrix, rows: Range, columns: Range, { copy }: Staged): void {
  if (copy === undefined) return;
  const height = sizeOf(rows);
  for (let j = columns.start; j < columns.end; j++) {
    const from = (j - columns.start) * height;
    target.values.set(copy.subarray(from, from + height), j * target.rows + rows.start);
  }
}
