/*
 * An upper triangular R, row by row: element (k, j) lies k * stride + j values from the start, but on the diagonal lie
 * the reciprocals of its elements, since a product takes a fraction of a quotient's time. What lies below the diagonal
 * is never read.
 */

/** Solves R'R x = b, in place. */
export function solveUpper(factor: usize, size: i32, stride: i32, right: usize): void {
  solveTransposed(factor, size, stride, right);
  solveBackwards(factor, size, stride, right);
}

/** Solves R'x = b in place: four unknowns, then what they contribute to all later equations. */
function solveTransposed(factor: usize, size: i32, stride: i32, right: usize): void {
  const strideBytes = (<usize>stride) << 3;
  let k = 0;
  for (; k + 4 <= size; k += 4) {
    const row0 = factor + <usize>k * strideBytes + ((<usize>k) << 3);
    const row1 = row0 + strideBytes;
    const row2 = row1 + strideBytes;
    const row3 = row2 + strideBytes;
    const place = right + ((<usize>k) << 3);
    const x0 = load<f64>(place) * load<f64>(row0);
    const x1 = (load<f64>(place, 8) - load<f64>(row0, 8) * x0) * load<f64>(row1, 8);
    const x2 =
      (load<f64>(place, 16) - load<f64>(row0, 16) * x0 - load<f64>(row1, 16) * x1) * load<f64>(row2, 16);
    const x3 =
      (load<f64>(place, 24) -
        load<f64>(row0, 24) * x0 -
        load<f64>(row1, 24) * x1 -
        load<f64>(row2, 24) * x2) *
      load<f64>(row3, 24);
    store<f64>(place, x0);
    store<f64>(place, x1, 8);
    store<f64>(place, x2, 16);
    store<f64>(place, x3, 24);
    subtractRows(place + 32, size - k - 4, row0 + 32, row1 + 32, row2 + 32, row3 + 32, x0, x1, x2, x3);
  }
  for (; k < size; k++) {
    let sum = load<f64>(right + ((<usize>k) << 3));
    const first = k & ~3;
    for (let i = first; i < k; i++)
      sum -= element(factor, strideBytes, i, k) * load<f64>(right + ((<usize>i) << 3));
    store<f64>(right + ((<usize>k) << 3), sum * element(factor, strideBytes, k, k));
  }
}

export function element(factor: usize, strideBytes: usize, row: i32, column: i32): f64 {
  return load<f64>(factor + <usize>row * strideBytes + ((<usize>column) << 3));
}

function subtractRows(
  target: usize,
  length: i32,
  row0: usize,
  row1: usize,
  row2: usize,
  row3: usize,
  x0: f64,
  x1: f64,
  x2: f64,
  x3: f64,
): void {
  const factor0 = f64x2.splat(x0);
  const factor1 = f64x2.splat(x1);
  const factor2 = f64x2.splat(x2);
  const factor3 = f64x2.splat(x3);
  const pairs = (<usize>(length & ~1)) << 3;
  let at: usize = 0;
  for (; at < pairs; at += 16) {
    const first = f64x2.add(
      f64x2.mul(factor0, v128.load(row0 + at)),
      f64x2.mul(factor1, v128.load(row1 + at)),
    );
    const second = f64x2.add(
      f64x2.mul(factor2, v128.load(row2 + at)),
      f64x2.mul(factor3, v128.load(row3 + at)),
    );
    v128.store(target + at, f64x2.sub(v128.load(target + at), f64x2.add(first, second)));
  }
  if ((length & 1) == 0) return;
  const sum =
    x0 * load<f64>(row0 + at) +
    x1 * load<f64>(row1 + at) +
    (x2 * load<f64>(row2 + at) + x3 * load<f64>(row3 + at));
  store<f64>(target + at, load<f64>(target + at) - sum);
}

/** Solves R x = b in place, from the last unknown. */
function solveBackwards(factor: usize, size: i32, stride: i32, right: usize): void {
  const strideBytes = (<usize>stride) << 3;
  const blocked = size & ~3;
  for (let k = size - 1; k >= blocked; k--) {
    let sum = load<f64>(right + ((<usize>k) << 3));
    for (let j = k + 1; j < size; j++)
      sum -= element(factor, strideBytes, k, j) * load<f64>(right + ((<usize>j) << 3));
    store<f64>(right + ((<usize>k) << 3), sum * element(factor, strideBytes, k, k));
  }
  for (let k = blocked - 4; k >= 0; k -= 4) {
    const row0 = factor + <usize>k * strideBytes + ((<usize>k) << 3);
    solveFourBackwards(row0, strideBytes, right + ((<usize>k) << 3), size - k - 4);
  }
}

/** Four unknowns at `place`, `length` later ones being known. */
function solveFourBackwards(row0: usize, strideBytes: usize, place: usize, length: i32): void {
  const row1 = row0 + strideBytes;
  const row2 = row1 + strideBytes;
  const row3 = row2 + strideBytes;
  let sum0 = f64x2.splat(0);
  let sum1 = f64x2.splat(0);
  let sum2 = f64x2.splat(0);
  let sum3 = f64x2.splat(0);
  let further0 = f64x2.splat(0);
  let further1 = f64x2.splat(0);
  let further2 = f64x2.splat(0);
  let further3 = f64x2.splat(0);
  const foursEnd: usize = 32 + ((<usize>(length & ~3)) << 3);
  const pairsEnd: usize = 32 + ((<usize>(length & ~1)) << 3);
  let at: usize = 32;
  for (; at < foursEnd; at += 32) {
    const known = v128.load(place + at);
    const further = v128.load(place + at, 16);
    sum0 = f64x2.add(sum0, f64x2.mul(v128.load(row0 + at), known));
    sum1 = f64x2.add(sum1, f64x2.mul(v128.load(row1 + at), known));
    sum2 = f64x2.add(sum2, f64x2.mul(v128.load(row2 + at), known));
    sum3 = f64x2.add(sum3, f64x2.mul(v128.load(row3 + at), known));
    further0 = f64x2.add(further0, f64x2.mul(v128.load(row0 + at, 16), further));
    further1 = f64x2.add(further1, f64x2.mul(v128.load(row1 + at, 16), further));
    further2 = f64x2.add(further2, f64x2.mul(v128.load(row2 + at, 16), further));
    further3 = f64x2.add(further3, f64x2.mul(v128.load(row3 + at, 16), further));
  }
  if (at < pairsEnd) {
    const known = v128.load(place + at);
    sum0 = f64x2.add(sum0, f64x2.mul(v128.load(row0 + at), known));
    sum1 = f64x2.add(sum1, f64x2.mul(v128.load(row1 + at), known));
    sum2 = f64x2.add(sum2, f64x2.mul(v128.load(row2 + at), known));
    sum3 = f64x2.add(sum3, f64x2.mul(v128.load(row3 + at), known));
    at += 16;
  }
  const last: f64 = (length & 1) != 0 ? load<f64>(place + at) : 0;
  let b0 = load<f64>(place) - sumOf(f64x2.add(sum0, further0));
  let b1 = load<f64>(place, 8) - sumOf(f64x2.add(sum1, further1));
  let b2 = load<f64>(place, 16) - sumOf(f64x2.add(sum2, further2));
  let b3 = load<f64>(place, 24) - sumOf(f64x2.add(sum3, further3));
  if ((length & 1) != 0) {
    b0 -= load<f64>(row0 + at) * last;
    b1 -= load<f64>(row1 + at) * last;
    b2 -= load<f64>(row2 + at) * last;
    b3 -= load<f64>(row3 + at) * last;
  }
  const x3 = b3 * load<f64>(row3, 24);
  const x2 = (b2 - load<f64>(row2, 24) * x3) * load<f64>(row2, 16);
  const x1 = (b1 - load<f64>(row1, 24) * x3 - load<f64>(row1, 16) * x2) * load<f64>(row1, 8);
  const x0 =
    (b0 - load<f64>(row0, 24) * x3 - load<f64>(row0, 16) * x2 - load<f64>(row0, 8) * x1) * load<f64>(row0);
  store<f64>(place, x0);
  store<f64>(place, x1, 8);
  store<f64>(place, x2, 16);
  store<f64>(place, x3, 24);
}

function sumOf(values: v128): f64 {
  return f64x2.extract_lane(values, 0) + f64x2.extract_lane(values, 1);
}

/**
 * Appends a column to R for one more row and column of A = R'R: its products with those before, which are overwritten,
 * and its diagonal element. Returns false, R being as before, when the new pivot is at most `leastPivot`.
 */
export function appendToUpper(
  factor: usize,
  size: i32,
  stride: i32,
  products: usize,
  diagonal: f64,
  leastPivot: f64,
): bool {
  solveTransposed(factor, size, stride, products);
  let pivot = diagonal;
  const end = products + ((<usize>size) << 3);
  for (let at = products; at < end; at += 8) pivot -= load<f64>(at) * load<f64>(at);
  if (!(pivot > leastPivot)) return false;
  const strideBytes = (<usize>stride) << 3;
  let target = factor + ((<usize>size) << 3);
  for (let at = products; at < end; at += 8) {
    store<f64>(target, load<f64>(at));
    target += strideBytes;
  }
  store<f64>(target, 1 / sqrt(pivot));
  return true;
}

/**
 * Removes row and column `index` of A = R'R by plane rotations (Golub & Van Loan, 6.5.2); `carried` is work space for a
 * row.
 */
export function removeFromUpper(factor: usize, size: i32, stride: i32, index: i32, carried: usize): void {
  const strideBytes = (<usize>stride) << 3;
  const after = size - 1 - index;
  for (let k = 0; k < index; k++) {
    const place = factor + <usize>k * strideBytes + ((<usize>index) << 3);
    memory.copy(place, place + 8, (<usize>after) << 3);
  }
  let target = factor + <usize>index * strideBytes + ((<usize>index) << 3);
  memory.copy(carried, target + 8, (<usize>after) << 3);
  for (let length = after; length > 0; length--) {
    const next = target + strideBytes + 8;
    rotateRows(carried, next, target, length);
    carried += 8;
    target = next;
  }
}

/** Turns a carried row and the next one so that the next one's first element vanishes; what remains of it is carried. */
function rotateRows(carried: usize, next: usize, target: usize, length: i32): void {
  const a = load<f64>(carried);
  const b = 1 / load<f64>(next);
  store<f64>(next, b);
  const hypotenuse = sqrt(a * a + b * b);
  const cosine = a / hypotenuse;
  const sine = b / hypotenuse;
  const cosines = f64x2.splat(cosine);
  const sines = f64x2.splat(sine);
  const pairs = (<usize>(length & ~1)) << 3;
  let at: usize = 0;
  for (; at < pairs; at += 16) {
    const upper = v128.load(carried + at);
    const lower = v128.load(next + at);
    v128.store(target + at, f64x2.add(f64x2.mul(cosines, upper), f64x2.mul(sines, lower)));
    v128.store(carried + at, f64x2.sub(f64x2.mul(cosines, lower), f64x2.mul(sines, upper)));
  }
  if ((length & 1) != 0) {
    const upper = load<f64>(carried + at);
    const lower = load<f64>(next + at);
    store<f64>(target + at, cosine * upper + sine * lower);
    store<f64>(carried + at, cosine * lower - sine * upper);
  }
  store<f64>(target, 1 / hypotenuse);
}
