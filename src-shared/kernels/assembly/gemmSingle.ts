/** A panel of A holds 8 vectors, a panel of B 4; what is missing at the edge is filled with zeros. */
const blockRows = 256;
const blockDepth = 256;
const blockColumns = 768;

/** Bytes of the work space: a packed block of A, one of B, and a tile. */
const packedLeftBytes: usize = blockRows * blockDepth * 4;
const packedRightBytes: usize = blockDepth * blockColumns * 4;

/**
 * C = A' B in single precision. A is k x m, B is k x n, C is m x n, all column by column: columns `leftStride`,
 * `rightStride` and `targetStride` elements apart.
 */
export function gemmSingle(
  m: i32,
  n: i32,
  k: i32,
  left: usize,
  leftStride: i32,
  right: usize,
  rightStride: i32,
  target: usize,
  targetStride: i32,
  work: usize,
): void {
  const packedRight = work + packedLeftBytes;
  const tile = packedRight + packedRightBytes;
  for (let jc = 0; jc < n; jc += blockColumns) {
    const columns = min(blockColumns, n - jc);
    for (let pc = 0; pc < k; pc += blockDepth) {
      const depth = min(blockDepth, k - pc);
      packByFour(right + offset(jc, rightStride) + offset(pc, 1), columns, depth, rightStride, packedRight);
      for (let ic = 0; ic < m; ic += blockRows) {
        const rows = min(blockRows, m - ic);
        packByEight(left + offset(ic, leftStride) + offset(pc, 1), rows, depth, leftStride, work);
        const place = target + offset(ic, 1) + offset(jc, targetStride);
        blockProduct(rows, columns, depth, work, packedRight, place, targetStride, pc > 0, tile);
      }
    }
  }
}

function offset(count: i32, stride: i32): usize {
  return (<usize>count * <usize>stride) << 2;
}

function packByFour(source: usize, count: i32, depth: i32, stride: i32, packed: usize): void {
  const strideBytes = (<usize>stride) << 2;
  for (let i = 0; i < count; i += 4) {
    packPart(source + <usize>i * strideBytes, min(4, count - i), 4, depth, strideBytes, packed);
    packed += (<usize>depth) << 4;
  }
}

function packByEight(source: usize, count: i32, depth: i32, stride: i32, packed: usize): void {
  const strideBytes = (<usize>stride) << 2;
  for (let i = 0; i < count; i += 8) {
    const first = source + <usize>i * strideBytes;
    if (i + 8 <= count) {
      packFour(first, depth, strideBytes, packed);
      packFour(first + 4 * strideBytes, depth, strideBytes, packed + 16);
    } else {
      packPart(first, count - i, 8, depth, strideBytes, packed);
    }
    packed += (<usize>depth) << 5;
  }
}

/** Four vectors into every second half of a panel of 8. */
function packFour(first: usize, depth: i32, strideBytes: usize, packed: usize): void {
  let second = first + strideBytes;
  let third = second + strideBytes;
  let fourth = third + strideBytes;
  for (let p = 0; p < depth; p++) {
    store<f32>(packed, load<f32>(first));
    store<f32>(packed, load<f32>(second), 4);
    store<f32>(packed, load<f32>(third), 8);
    store<f32>(packed, load<f32>(fourth), 12);
    first += 4;
    second += 4;
    third += 4;
    fourth += 4;
    packed += 32;
  }
}

function packPart(
  source: usize,
  count: i32,
  width: i32,
  depth: i32,
  strideBytes: usize,
  packed: usize,
): void {
  for (let i = 0; i < width; i++) {
    let place = packed + ((<usize>i) << 2);
    let from = source + <usize>i * strideBytes;
    for (let p = 0; p < depth; p++) {
      store<f32>(place, i < count ? load<f32>(from) : 0);
      place += (<usize>width) << 2;
      from += 4;
    }
  }
}

function blockProduct(
  rows: i32,
  columns: i32,
  depth: i32,
  packedLeft: usize,
  packedRight: usize,
  target: usize,
  targetStride: i32,
  adds: bool,
  tile: usize,
): void {
  const strideBytes = (<usize>targetStride) << 2;
  for (let j = 0; j < columns; j += 4) {
    let leftPanel = packedLeft;
    for (let i = 0; i < rows; i += 8) {
      const place = target + ((<usize>i) << 2) + <usize>j * strideBytes;
      if (i + 8 <= rows && j + 4 <= columns) {
        tileProduct(depth, leftPanel, packedRight, place, strideBytes, adds);
      } else {
        tileProduct(depth, leftPanel, packedRight, tile, 32, false);
        copyTile(min(8, rows - i), min(4, columns - j), tile, place, strideBytes, adds);
      }
      leftPanel += (<usize>depth) << 5;
    }
    packedRight += (<usize>depth) << 4;
  }
}

function copyTile(rows: i32, columns: i32, tile: usize, target: usize, strideBytes: usize, adds: bool): void {
  for (let j = 0; j < columns; j++) {
    for (let i = 0; i < rows; i++) {
      const value = load<f32>(tile + ((<usize>(8 * j + i)) << 2));
      const place = target + ((<usize>i) << 2) + <usize>j * strideBytes;
      store<f32>(place, adds ? load<f32>(place) + value : value);
    }
  }
}

/** A tile of 8 x 4 in eight registers. */
function tileProduct(
  depth: i32,
  left: usize,
  right: usize,
  target: usize,
  strideBytes: usize,
  adds: bool,
): void {
  let upper0 = f32x4.splat(0);
  let lower0 = f32x4.splat(0);
  let upper1 = f32x4.splat(0);
  let lower1 = f32x4.splat(0);
  let upper2 = f32x4.splat(0);
  let lower2 = f32x4.splat(0);
  let upper3 = f32x4.splat(0);
  let lower3 = f32x4.splat(0);
  const end = left + ((<usize>depth) << 5);
  while (left < end) {
    const upper = v128.load(left);
    const lower = v128.load(left, 16);
    let factor = v128.load32_splat(right);
    upper0 = f32x4.add(upper0, f32x4.mul(upper, factor));
    lower0 = f32x4.add(lower0, f32x4.mul(lower, factor));
    factor = v128.load32_splat(right, 4);
    upper1 = f32x4.add(upper1, f32x4.mul(upper, factor));
    lower1 = f32x4.add(lower1, f32x4.mul(lower, factor));
    factor = v128.load32_splat(right, 8);
    upper2 = f32x4.add(upper2, f32x4.mul(upper, factor));
    lower2 = f32x4.add(lower2, f32x4.mul(lower, factor));
    factor = v128.load32_splat(right, 12);
    upper3 = f32x4.add(upper3, f32x4.mul(upper, factor));
    lower3 = f32x4.add(lower3, f32x4.mul(lower, factor));
    left += 32;
    right += 16;
  }
  writeColumn(target, upper0, lower0, adds);
  writeColumn(target + strideBytes, upper1, lower1, adds);
  writeColumn(target + 2 * strideBytes, upper2, lower2, adds);
  writeColumn(target + 3 * strideBytes, upper3, lower3, adds);
}

function writeColumn(target: usize, upper: v128, lower: v128, adds: bool): void {
  if (adds) {
    upper = f32x4.add(upper, v128.load(target));
    lower = f32x4.add(lower, v128.load(target, 16));
  }
  v128.store(target, upper);
  v128.store(target, lower, 16);
}
