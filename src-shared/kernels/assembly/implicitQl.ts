import { valueAt } from './lists';

/** QL sweeps that one eigenvalue may take; two or three are usual. */
const sweepLimit = 60;

/** Share of the matrix's size below which an off-diagonal element is nothing. */
const negligibleShare: f64 = f64.EPSILON / 2;

/**
 * Eigenvalues, in no order, of a tridiagonal matrix of order n, in place of its diagonal, by implicit QL with Wilkinson's
 * shift (Golub & Van Loan, 8.3.3). `offDiagonal` has n elements, the last of no meaning, and is lost. The rotations are
 * applied to the n columns of `vectors`, each of `rows` elements and `stride` apart. False when a value does not settle.
 */
export function implicitQl(
  n: i32,
  diagonal: usize,
  offDiagonal: usize,
  vectors: usize,
  rows: i32,
  stride: i32,
): bool {
  const negligible = negligibleShare * sizeOf(n, diagonal, offDiagonal);
  for (let l = 0; l < n; l++) {
    for (let sweep = 0; ; sweep++) {
      const m = splitAfter(n, offDiagonal, l, negligible);
      if (m == l) break;
      if (sweep == sweepLimit) return false;
      qlSweep(diagonal, offDiagonal, l, m, vectors, rows, stride);
    }
  }
  return true;
}

/** The largest sum of a diagonal element's size and its neighbour's. */
function sizeOf(n: i32, diagonal: usize, offDiagonal: usize): f64 {
  let largest = abs<f64>(valueAt(diagonal, n - 1));
  for (let i = 0; i < n - 1; i++) {
    largest = max(largest, abs<f64>(valueAt(diagonal, i)) + abs<f64>(valueAt(offDiagonal, i)));
  }
  return largest;
}

/** The first m >= l whose off-diagonal element is negligible. */
function splitAfter(n: i32, offDiagonal: usize, l: i32, negligible: f64): i32 {
  let m = l;
  while (m < n - 1 && abs<f64>(valueAt(offDiagonal, m)) > negligible) m++;
  return m;
}

function qlSweep(d: usize, e: usize, l: i32, m: i32, vectors: usize, rows: i32, stride: i32): void {
  const first = (<usize>l) << 3;
  const last = (<usize>m) << 3;
  let g = (load<f64>(d + first, 8) - load<f64>(d + first)) / (2 * load<f64>(e + first));
  let r = sqrt<f64>(g * g + 1);
  g = load<f64>(d + last) - load<f64>(d + first) + load<f64>(e + first) / (g + (g >= 0 ? r : -r));
  let s: f64 = 1;
  let c: f64 = 1;
  let p: f64 = 0;
  for (let i = m - 1; i >= l; i--) {
    const place = (<usize>i) << 3;
    const f = s * load<f64>(e + place);
    const b = c * load<f64>(e + place);
    r = sqrt<f64>(f * f + g * g);
    store<f64>(e + place, r, 8);
    if (r == 0) {
      store<f64>(d + place, load<f64>(d + place, 8) - p, 8);
      store<f64>(e + last, 0);
      return;
    }
    s = f / r;
    c = g / r;
    g = load<f64>(d + place, 8) - p;
    r = (load<f64>(d + place) - g) * s + 2 * c * b;
    p = s * r;
    store<f64>(d + place, g + p, 8);
    g = c * r - b;
    const column = vectors + ((<usize>i * <usize>stride) << 3);
    rotate(column, column + ((<usize>stride) << 3), c, -s, rows);
  }
  store<f64>(d + first, load<f64>(d + first) - p);
  store<f64>(e + first, g);
  store<f64>(e + last, 0);
}

/** (left, right) := (c left + s right, c right - s left), over `length` values. */
export function rotate(left: usize, right: usize, c: f64, s: f64, length: i32): void {
  const cosines = f64x2.splat(c);
  const sines = f64x2.splat(s);
  const end = left + ((<usize>length) << 3);
  const pairsEnd = left + ((<usize>(length & ~1)) << 3);
  while (left < pairsEnd) {
    const a = v128.load(left);
    const b = v128.load(right);
    v128.store(left, f64x2.add(f64x2.mul(cosines, a), f64x2.mul(sines, b)));
    v128.store(right, f64x2.sub(f64x2.mul(cosines, b), f64x2.mul(sines, a)));
    left += 16;
    right += 16;
  }
  if (left < end) {
    const a = load<f64>(left);
    const b = load<f64>(right);
    store<f64>(left, c * a + s * b);
    store<f64>(right, c * b - s * a);
  }
}
