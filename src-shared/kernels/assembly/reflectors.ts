import { gemm } from './gemm';
import { setValue, valueAt } from './lists';

/** Reflectors that are applied together. */
const blockSize = 32;

const blockBytes: usize = blockSize * blockSize * 8;

/** Bytes of the work space for `applyReflectors` to a matrix of n columns. */
export function reflectorsBytes(n: i32): usize {
  return 2 * blockBytes + 2 * <usize>n * blockSize * 8;
}

/**
 * B := H(n - 1) ... H(1) B, H(c) = I - vv' with v in column c of `reflectors`, which is n x n with zeros on and below the
 * diagonal; B is n x columns. In blocks I - VSV' with S lower triangular (Schreiber & Van Loan 1989, SISSC 10(1)).
 */
export function applyReflectors(
  n: i32,
  reflectors: usize,
  reflectorStride: i32,
  columns: i32,
  target: usize,
  targetStride: i32,
  work: usize,
  packing: usize,
): void {
  const products = work;
  const factor = products + blockBytes;
  const inner = factor + blockBytes;
  const scaled = inner + <usize>columns * blockSize * 8;
  const stride = reflectorStride;
  for (let start = 0; start < n; start += blockSize) {
    const size = min(blockSize, n - start);
    const rows = start + size;
    const v = reflectors + ((<usize>start * <usize>stride) << 3);
    gemm(size, size, rows, 1, v, stride, 1, v, 1, stride, products, blockSize, false, packing);
    blockFactor(size, products, factor);
    gemm(size, columns, rows, 1, v, stride, 1, target, 1, targetStride, inner, blockSize, false, packing);
    gemm(
      size,
      columns,
      size,
      1,
      factor,
      1,
      blockSize,
      inner,
      1,
      blockSize,
      scaled,
      blockSize,
      false,
      packing,
    );
    gemm(rows, columns, size, -1, v, 1, stride, scaled, 1, blockSize, target, targetStride, true, packing);
  }
}

/** S of a block from V'V: row j is -(v_j'V) S of the rows before, with 1 on the diagonal. */
function blockFactor(size: i32, products: usize, factor: usize): void {
  memory.fill(factor, 0, blockBytes);
  for (let column = size - 1; column >= 0; column--) {
    const target = factor + <usize>column * blockSize * 8;
    setValue(target, column, 1);
    for (let j = column + 1; j < size; j++) {
      const row = products + <usize>j * blockSize * 8;
      let sum: f64 = 0;
      for (let k = column; k < j; k++) sum += valueAt(row, k) * valueAt(target, k);
      setValue(target, j, -sum);
    }
  }
}
