/** A panel of A holds 4 rows, a panel of B 4 columns; what is missing at the edge is filled with zeros. */
const blockRows = 128;
const blockDepth = 256;
const blockColumns = 768;

const packedLeftBytes: usize = blockRows * blockDepth * 8;
const packedRightBytes: usize = blockDepth * blockColumns * 8;
const tileBytes: usize = 4 * 4 * 8;

/** Bytes of the work space: a packed block of A, one of B, and a tile. */
export function packingBytes(): usize {
  return packedLeftBytes + packedRightBytes + tileBytes;
}

/**
 * C = alpha A B, or C += alpha A B when `accumulate`. A is m x k and B is k x n with any strides, in elements; C is
 * m x n, its columns `targetStride` apart. Blocks and packing as in Goto & van de Geijn 2008.
 */
export function gemm(
  m: i32,
  n: i32,
  k: i32,
  alpha: f64,
  left: usize,
  leftRowStride: i32,
  leftColumnStride: i32,
  right: usize,
  rightRowStride: i32,
  rightColumnStride: i32,
  target: usize,
  targetStride: i32,
  accumulate: bool,
  work: usize,
): void {
  blockedProduct(
    m,
    n,
    k,
    alpha,
    left,
    leftRowStride,
    leftColumnStride,
    right,
    rightRowStride,
    rightColumnStride,
    target,
    targetStride,
    accumulate,
    false,
    work,
  );
}

/** The lower triangle of C = A A', or C += A A'; A is n x k with any strides. The upper triangle is undefined. */
export function syrk(
  n: i32,
  k: i32,
  source: usize,
  rowStride: i32,
  columnStride: i32,
  target: usize,
  targetStride: i32,
  accumulate: bool,
  work: usize,
): void {
  blockedProduct(
    n,
    n,
    k,
    1,
    source,
    rowStride,
    columnStride,
    source,
    columnStride,
    rowStride,
    target,
    targetStride,
    accumulate,
    true,
    work,
  );
}

/** As `gemm`; with `lowerOnly`, B is A' and only the lower triangle of C is of use. */
export function blockedProduct(
  m: i32,
  n: i32,
  k: i32,
  alpha: f64,
  left: usize,
  leftRowStride: i32,
  leftColumnStride: i32,
  right: usize,
  rightRowStride: i32,
  rightColumnStride: i32,
  target: usize,
  targetStride: i32,
  accumulate: bool,
  lowerOnly: bool,
  work: usize,
): void {
  const packedRight = work + packedLeftBytes;
  const tile = packedRight + packedRightBytes;
  for (let jc = 0; jc < n; jc += blockColumns) {
    const columns = min(blockColumns, n - jc);
    for (let pc = 0; pc < k; pc += blockDepth) {
      const depth = min(blockDepth, k - pc);
      const adds = accumulate || pc > 0;
      pack(
        right + offset(jc, rightColumnStride) + offset(pc, rightRowStride),
        columns,
        depth,
        rightColumnStride,
        rightRowStride,
        packedRight,
      );
      const firstRow = lowerOnly ? jc - (jc % blockRows) : 0;
      for (let ic = firstRow; ic < m; ic += blockRows) {
        const rows = min(blockRows, m - ic);
        const isPacked = lowerOnly && ic + rows <= jc + columns;
        const packedLeft = isPacked ? packedRight + offset(ic - jc, depth) : work;
        if (!isPacked) {
          pack(
            left + offset(ic, leftRowStride) + offset(pc, leftColumnStride),
            rows,
            depth,
            leftRowStride,
            leftColumnStride,
            work,
          );
        }
        const place = target + ((<usize>ic) << 3) + offset(jc, targetStride);
        const below = lowerOnly ? ic - jc : i32.MAX_VALUE;
        blockProduct(
          rows,
          columns,
          depth,
          alpha,
          packedLeft,
          packedRight,
          place,
          targetStride,
          adds,
          below,
          tile,
        );
      }
    }
  }
}

function offset(count: i32, stride: i32): usize {
  return (<usize>count * <usize>stride) << 3;
}

/** Copies `count` vectors of length `depth` into panels of 4, each depth step's 4 values side by side. */
function pack(
  source: usize,
  count: i32,
  depth: i32,
  vectorStride: i32,
  depthStride: i32,
  packed: usize,
): void {
  const vectorBytes = (<usize>vectorStride) << 3;
  const depthBytes = (<usize>depthStride) << 3;
  for (let i = 0; i < count; i += 4) {
    let first = source + <usize>i * vectorBytes;
    if (i + 4 > count) {
      packEdge(first, count - i, depth, vectorBytes, depthBytes, packed);
    } else if (vectorStride == 1) {
      for (let p = 0; p < depth; p++) {
        v128.store(packed, v128.load(first));
        v128.store(packed, v128.load(first, 16), 16);
        first += depthBytes;
        packed += 32;
      }
    } else {
      let second = first + vectorBytes;
      let third = second + vectorBytes;
      let fourth = third + vectorBytes;
      for (let p = 0; p < depth; p++) {
        store<f64>(packed, load<f64>(first));
        store<f64>(packed, load<f64>(second), 8);
        store<f64>(packed, load<f64>(third), 16);
        store<f64>(packed, load<f64>(fourth), 24);
        first += depthBytes;
        second += depthBytes;
        third += depthBytes;
        fourth += depthBytes;
        packed += 32;
      }
    }
  }
}

function packEdge(
  source: usize,
  count: i32,
  depth: i32,
  vectorBytes: usize,
  depthBytes: usize,
  packed: usize,
): void {
  for (let p = 0; p < depth; p++) {
    for (let i = 0; i < 4; i++) {
      const value = i < count ? load<f64>(source + <usize>i * vectorBytes) : 0;
      store<f64>(packed + ((<usize>i) << 3), value);
    }
    source += depthBytes;
    packed += 32;
  }
}

/** `below`: how many rows the block's first one lies below its first column; tiles above the diagonal are skipped. */
function blockProduct(
  rows: i32,
  columns: i32,
  depth: i32,
  alpha: f64,
  packedLeft: usize,
  packedRight: usize,
  target: usize,
  targetStride: i32,
  adds: bool,
  below: i32,
  tile: usize,
): void {
  const panelBytes = (<usize>depth) << 5;
  const strideBytes = (<usize>targetStride) << 3;
  for (let j = 0; j < columns; j += 4) {
    let leftPanel = packedLeft;
    for (let i = 0; i < rows; i += 4) {
      if (below == i32.MAX_VALUE || below + i + 3 >= j) {
        const place = target + ((<usize>i) << 3) + <usize>j * strideBytes;
        if (i + 4 <= rows && j + 4 <= columns) {
          tileProduct(depth, alpha, leftPanel, packedRight, place, strideBytes, adds);
        } else {
          tileProduct(depth, alpha, leftPanel, packedRight, tile, 32, false);
          copyTile(min(4, rows - i), min(4, columns - j), tile, place, strideBytes, adds);
        }
      }
      leftPanel += panelBytes;
    }
    packedRight += panelBytes;
  }
}

function copyTile(rows: i32, columns: i32, tile: usize, target: usize, strideBytes: usize, adds: bool): void {
  for (let j = 0; j < columns; j++) {
    for (let i = 0; i < rows; i++) {
      const value = load<f64>(tile + ((<usize>(4 * j + i)) << 3));
      const place = target + ((<usize>i) << 3) + <usize>j * strideBytes;
      store<f64>(place, adds ? load<f64>(place) + value : value);
    }
  }
}

/** A tile of 4 x 4 in eight registers. */
function tileProduct(
  depth: i32,
  alpha: f64,
  left: usize,
  right: usize,
  target: usize,
  strideBytes: usize,
  adds: bool,
): void {
  let upper0 = f64x2.splat(0);
  let lower0 = f64x2.splat(0);
  let upper1 = f64x2.splat(0);
  let lower1 = f64x2.splat(0);
  let upper2 = f64x2.splat(0);
  let lower2 = f64x2.splat(0);
  let upper3 = f64x2.splat(0);
  let lower3 = f64x2.splat(0);
  const end = left + ((<usize>depth) << 5);
  while (left < end) {
    const upper = v128.load(left);
    const lower = v128.load(left, 16);
    let factor = v128.load64_splat(right);
    upper0 = f64x2.add(upper0, f64x2.mul(upper, factor));
    lower0 = f64x2.add(lower0, f64x2.mul(lower, factor));
    factor = v128.load64_splat(right, 8);
    upper1 = f64x2.add(upper1, f64x2.mul(upper, factor));
    lower1 = f64x2.add(lower1, f64x2.mul(lower, factor));
    factor = v128.load64_splat(right, 16);
    upper2 = f64x2.add(upper2, f64x2.mul(upper, factor));
    lower2 = f64x2.add(lower2, f64x2.mul(lower, factor));
    factor = v128.load64_splat(right, 24);
    upper3 = f64x2.add(upper3, f64x2.mul(upper, factor));
    lower3 = f64x2.add(lower3, f64x2.mul(lower, factor));
    left += 32;
    right += 32;
  }
  const scale = f64x2.splat(alpha);
  writeColumn(target, f64x2.mul(scale, upper0), f64x2.mul(scale, lower0), adds);
  writeColumn(target + strideBytes, f64x2.mul(scale, upper1), f64x2.mul(scale, lower1), adds);
  writeColumn(target + 2 * strideBytes, f64x2.mul(scale, upper2), f64x2.mul(scale, lower2), adds);
  writeColumn(target + 3 * strideBytes, f64x2.mul(scale, upper3), f64x2.mul(scale, lower3), adds);
}

function writeColumn(target: usize, upper: v128, lower: v128, adds: bool): void {
  if (adds) {
    upper = f64x2.add(upper, v128.load(target));
    lower = f64x2.add(lower, v128.load(target, 16));
  }
  v128.store(target, upper);
  v128.store(target, lower, 16);
}
