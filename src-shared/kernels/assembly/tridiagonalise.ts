import { addScaled, dot } from './vectors';

/** A sum of squares below this, where the largest element of the matrix is about 1, leaves nothing to reflect. */
const negligibleSquares: f64 = 1e-120;

/**
 * T = Q'AQ of a symmetric matrix of order n, of which the upper triangle is read, its columns `stride` elements apart
 * (even); the largest element should be about 1. Q = H(n - 1) ... H(1), H(c) = I - vv' with v of c elements, or 0; they
 * replace column c from row 0, and its diagonal element becomes 0. `offDiagonal` has n - 1 elements; work: 3 columns.
 * Each rank-2 update is done together with the next product with a vector, in one pass over the matrix
 * (Golub & Van Loan, 8.3.1; the fusion as in Howell et al. 2008, ACM TOMS 34(3)).
 */
export function tridiagonalise(
  n: i32,
  matrix: usize,
  stride: i32,
  diagonal: usize,
  offDiagonal: usize,
  work: usize,
): void {
  const columnBytes = (<usize>stride) << 3;
  let update = work;
  let product = work + columnBytes;
  let previous = product + columnBytes;
  memory.fill(work, 0, 3 * columnBytes);
  for (let c = n - 1; c > 0; c--) {
    const target = matrix + <usize>c * columnBytes;
    const place = (<usize>c) << 3;
    const previousHead = load<f64>(previous + place);
    addScaled(target, -load<f64>(update + place), previous, c + 1);
    addScaled(target, -previousHead, update, c + 1);
    store<f64>(diagonal + place, load<f64>(target + place));
    store<f64>(target + place, 0);
    store<f64>(offDiagonal + place - 8, reflector(target, c));
    updateAndMultiply(c, matrix, columnBytes, previous, update, target, product);
    addScaled(product, -0.5 * dot(target, product, c), target, c);
    previous = target;
    const released = update;
    update = product;
    product = released;
  }
  store<f64>(diagonal, load<f64>(matrix));
  store<f64>(matrix, 0);
}

/** Turns x into the v of H = I - vv' with Hx = head e_(length - 1), and returns the head. */
function reflector(x: usize, length: i32): f64 {
  const last = x + ((<usize>(length - 1)) << 3);
  const headBefore = load<f64>(last);
  const tailSquares = dot(x, x, length - 1);
  if (tailSquares < negligibleSquares) {
    memory.fill(x, 0, (<usize>length) << 3);
    return headBefore;
  }
  const norm = sqrt<f64>(headBefore * headBefore + tailSquares);
  const head = headBefore > 0 ? -norm : norm;
  const difference = headBefore - head;
  const scale = sqrt<f64>(2 / (difference * difference + tailSquares));
  for (let place = x; place < last; place += 8) store<f64>(place, scale * load<f64>(place));
  store<f64>(last, scale * difference);
  return head;
}

/** A -= vw' + wv', then y = Ax, on the upper triangle of the leading n x n; two columns at a time. */
function updateAndMultiply(
  n: i32,
  matrix: usize,
  columnBytes: usize,
  v: usize,
  w: usize,
  x: usize,
  y: usize,
): void {
  let left = matrix;
  for (let j = 0; j + 1 < n; j += 2) {
    const place = (<usize>j) << 3;
    twoColumns(place, left, left + columnBytes, v, w, x, y);
    left += 2 * columnBytes;
  }
  if (n & 1) oneColumn((<usize>(n - 1)) << 3, left, v, w, x, y);
}

/** Of columns j and j + 1, j even, `bytes` being those of the j elements above the diagonal's block of 2 x 2. */
function twoColumns(bytes: usize, left: usize, right: usize, v: usize, w: usize, x: usize, y: usize): void {
  const leftV = v128.load64_splat(v + bytes);
  const leftW = v128.load64_splat(w + bytes);
  const leftX = v128.load64_splat(x + bytes);
  const rightV = v128.load64_splat(v + bytes, 8);
  const rightW = v128.load64_splat(w + bytes, 8);
  const rightX = v128.load64_splat(x + bytes, 8);
  let leftSum = f64x2.splat(0);
  let rightSum = f64x2.splat(0);
  for (let i: usize = 0; i < bytes; i += 16) {
    const vs = v128.load(v + i);
    const ws = v128.load(w + i);
    const xs = v128.load(x + i);
    let a = v128.load(left + i);
    a = f64x2.sub(a, f64x2.add(f64x2.mul(vs, leftW), f64x2.mul(ws, leftV)));
    v128.store(left + i, a);
    let b = v128.load(right + i);
    b = f64x2.sub(b, f64x2.add(f64x2.mul(vs, rightW), f64x2.mul(ws, rightV)));
    v128.store(right + i, b);
    leftSum = f64x2.add(leftSum, f64x2.mul(a, xs));
    rightSum = f64x2.add(rightSum, f64x2.mul(b, xs));
    v128.store(y + i, f64x2.add(v128.load(y + i), f64x2.add(f64x2.mul(a, leftX), f64x2.mul(b, rightX))));
  }
  const v0 = f64x2.extract_lane(leftV, 0);
  const w0 = f64x2.extract_lane(leftW, 0);
  const x0 = f64x2.extract_lane(leftX, 0);
  const v1 = f64x2.extract_lane(rightV, 0);
  const w1 = f64x2.extract_lane(rightW, 0);
  const x1 = f64x2.extract_lane(rightX, 0);
  const corner = load<f64>(left + bytes) - 2 * v0 * w0;
  const across = load<f64>(right + bytes) - (v0 * w1 + w0 * v1);
  const end = load<f64>(right + bytes, 8) - 2 * v1 * w1;
  store<f64>(left + bytes, corner);
  store<f64>(right + bytes, across);
  store<f64>(right + bytes, end, 8);
  store<f64>(y + bytes, sumOf(leftSum) + corner * x0 + across * x1);
  store<f64>(y + bytes, sumOf(rightSum) + across * x0 + end * x1, 8);
}

function oneColumn(bytes: usize, target: usize, v: usize, w: usize, x: usize, y: usize): void {
  const ownV = v128.load64_splat(v + bytes);
  const ownW = v128.load64_splat(w + bytes);
  const ownX = v128.load64_splat(x + bytes);
  let sum = f64x2.splat(0);
  for (let i: usize = 0; i < bytes; i += 16) {
    let a = v128.load(target + i);
    a = f64x2.sub(a, f64x2.add(f64x2.mul(v128.load(v + i), ownW), f64x2.mul(v128.load(w + i), ownV)));
    v128.store(target + i, a);
    sum = f64x2.add(sum, f64x2.mul(a, v128.load(x + i)));
    v128.store(y + i, f64x2.add(v128.load(y + i), f64x2.mul(a, ownX)));
  }
  const corner = load<f64>(target + bytes) - 2 * f64x2.extract_lane(ownV, 0) * f64x2.extract_lane(ownW, 0);
  store<f64>(target + bytes, corner);
  store<f64>(y + bytes, sumOf(sum) + corner * f64x2.extract_lane(ownX, 0));
}

function sumOf(pair: v128): f64 {
  return f64x2.extract_lane(pair, 0) + f64x2.extract_lane(pair, 1);
}
