import { element } from './triangular';

/**
 * Writes the upper triangle of some rows and columns of a symmetric matrix, given by their places, with `added` on the
 * diagonal, row by row as R is.
 */
export function gatherUpper(
  source: usize,
  sourceStride: i32,
  places: usize,
  size: i32,
  added: f64,
  target: usize,
  stride: i32,
): void {
  const end = places + ((<usize>size) << 2);
  let diagonal = target;
  for (let place = places; place < end; place += 4) {
    const row = source + ((<usize>load<i32>(place) * <usize>sourceStride) << 3);
    let to = diagonal;
    for (let other = place; other < end; other += 4) {
      store<f64>(to, load<f64>(row + ((<usize>load<i32>(other)) << 3)));
      to += 8;
    }
    store<f64>(diagonal, load<f64>(diagonal) + added);
    diagonal += ((<usize>stride) << 3) + 8;
  }
}

/**
 * R of R'R = A, in place of A's upper triangle. Returns how many columns could be factored: fewer than `size` when the
 * next pivot is at most `pivotShare` of its diagonal element.
 */
export function factorUpper(source: usize, size: i32, stride: i32, pivotShare: f64): i32 {
  const strideBytes = (<usize>stride) << 3;
  for (let k = 0; k < size; k += 4) {
    const rows = min(4, size - k);
    for (let j = k; j < size; j += 4) {
      if (rows == 4 && j + 4 <= size) reduceTile(source, strideBytes, k, j);
      else reduceEdge(source, strideBytes, k, rows, j, min(4, size - j));
    }
    const factored = factorRows(source, strideBytes, k, rows, size, pivotShare);
    if (factored < rows) return k + factored;
  }
  return size;
}

/** A(k..k+3, j..j+3) less what the rows above explain of it. */
function reduceTile(source: usize, strideBytes: usize, k: i32, j: i32): void {
  let above = source;
  const left = (<usize>k) << 3;
  const right = (<usize>j) << 3;
  let row = source + <usize>k * strideBytes + right;
  let upper0 = v128.load(row);
  let lower0 = v128.load(row, 16);
  let upper1 = v128.load(row + strideBytes);
  let lower1 = v128.load(row + strideBytes, 16);
  let upper2 = v128.load(row + 2 * strideBytes);
  let lower2 = v128.load(row + 2 * strideBytes, 16);
  let upper3 = v128.load(row + 3 * strideBytes);
  let lower3 = v128.load(row + 3 * strideBytes, 16);
  for (let i = 0; i < k; i++) {
    const upper = v128.load(above + right);
    const lower = v128.load(above + right, 16);
    let factor = v128.load64_splat(above + left);
    upper0 = f64x2.sub(upper0, f64x2.mul(factor, upper));
    lower0 = f64x2.sub(lower0, f64x2.mul(factor, lower));
    factor = v128.load64_splat(above + left, 8);
    upper1 = f64x2.sub(upper1, f64x2.mul(factor, upper));
    lower1 = f64x2.sub(lower1, f64x2.mul(factor, lower));
    factor = v128.load64_splat(above + left, 16);
    upper2 = f64x2.sub(upper2, f64x2.mul(factor, upper));
    lower2 = f64x2.sub(lower2, f64x2.mul(factor, lower));
    factor = v128.load64_splat(above + left, 24);
    upper3 = f64x2.sub(upper3, f64x2.mul(factor, upper));
    lower3 = f64x2.sub(lower3, f64x2.mul(factor, lower));
    above += strideBytes;
  }
  v128.store(row, upper0);
  v128.store(row, lower0, 16);
  row += strideBytes;
  v128.store(row, upper1);
  v128.store(row, lower1, 16);
  row += strideBytes;
  v128.store(row, upper2);
  v128.store(row, lower2, 16);
  row += strideBytes;
  v128.store(row, upper3);
  v128.store(row, lower3, 16);
}

function reduceEdge(source: usize, strideBytes: usize, k: i32, rows: i32, j: i32, columns: i32): void {
  for (let r = k; r < k + rows; r++) {
    for (let c = max(r, j); c < j + columns; c++) {
      const place = source + <usize>r * strideBytes + ((<usize>c) << 3);
      let sum = load<f64>(place);
      for (let i = 0; i < k; i++)
        sum -= element(source, strideBytes, i, r) * element(source, strideBytes, i, c);
      store<f64>(place, sum);
    }
  }
}

/** Factors up to four rows that are reduced by all above; returns how many had a sufficient pivot. */
function factorRows(source: usize, strideBytes: usize, k: i32, rows: i32, size: i32, pivotShare: f64): i32 {
  for (let r = 0; r < rows; r++) {
    const row = source + <usize>(k + r) * strideBytes;
    const diagonalPlace = row + ((<usize>(k + r)) << 3);
    const own = load<f64>(diagonalPlace);
    let explained: f64 = 0;
    for (let i = 0; i < k + r; i++) {
      const value = element(source, strideBytes, i, k + r);
      explained += value * value;
    }
    if (!(own > pivotShare * (own + explained))) return r;
    const inverse = 1 / sqrt(own);
    store<f64>(diagonalPlace, inverse);
    for (let c = k + r + 1; c < size; c++) {
      const place = row + ((<usize>c) << 3);
      store<f64>(place, load<f64>(place) * inverse);
    }
    for (let q = r + 1; q < rows; q++) {
      const factor = element(source, strideBytes, k + r, k + q);
      const target = source + <usize>(k + q) * strideBytes;
      for (let c = k + q; c < size; c++) {
        const at = (<usize>c) << 3;
        store<f64>(target + at, load<f64>(target + at) - factor * load<f64>(row + at));
      }
    }
  }
  return rows;
}
