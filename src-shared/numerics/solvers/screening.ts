import { column, type Matrix } from '../linalg/matrix.ts';
import { dotsWithColumns } from '../linalg/chosenColumns.ts';
import { transposedTimesVector } from '../linalg/products.ts';
import { addScaled, dot, sumOfSquares } from '../linalg/vector.ts';

/** More features than this share of all that need their own product, and a full scan is cheaper. */
const refreshShare = 0.1;
const refreshFloor = 64;

/** Room for rounding in a bound, as a share of |x| |r|. */
const roundingShare = 1e-13;

interface Reference {
  residual: Float64Array;
  correlations: Float64Array;
}

/**
 * Which features' correlations with a residual can exceed a threshold, without touching most of them: with r = a r1 +
 * b r2 + e, |x'r| <= |a x'r1 + b x'r2| + |x| |e|, the x'r1 and x'r2 being known from earlier full scans.
 */
export interface Screening {
  design: Matrix;
  norms: Float64Array;
  /** One or two, the latest last. */
  references: Reference[];
  /** Full scans made, the first included. */
  scanCount: number;
}

/** The first reference is the response itself. */
export function startScreening(design: Matrix, response: Float64Array): Screening {
  const norms = Float64Array.from({ length: design.columns }, (_, j) =>
    Math.sqrt(sumOfSquares(column(design, j))),
  );
  const screening: Screening = { design, norms, references: [], scanCount: 0 };
  scan(screening, response);
  return screening;
}

/** Adds the exact correlations with a residual as the latest reference. */
function scan(screening: Screening, residual: Float64Array): Reference {
  const correlations = new Float64Array(screening.design.columns);
  transposedTimesVector(screening.design, residual, correlations);
  const reference = { residual: residual.slice(), correlations };
  screening.references = [...screening.references, reference].slice(-2);
  screening.scanCount += 1;
  return reference;
}

export interface Candidate {
  feature: number;
  correlation: number;
}

/** Every feature outside the set (`positions` -1) whose |x'r| exceeds the threshold, with its exact correlation. */
export function exceeding(
  screening: Screening,
  residual: Float64Array,
  threshold: number,
  positions: Int32Array,
): Candidate[] {
  const suspects = boundExceeding(screening, residual, threshold, positions);
  const isManyfold = suspects.length > Math.max(refreshFloor, refreshShare * positions.length);
  const correlations = isManyfold
    ? scannedCorrelations(screening, residual, suspects)
    : ownProducts(screening, residual, suspects);
  const candidates: Candidate[] = [];
  suspects.forEach((feature, k) => {
    const correlation = correlations[k];
    if (Math.abs(correlation) > threshold) candidates.push({ feature, correlation });
  });
  return candidates;
}

function scannedCorrelations(
  screening: Screening,
  residual: Float64Array,
  suspects: Int32Array,
): Float64Array {
  const { correlations } = scan(screening, residual);
  return Float64Array.from(suspects, (feature) => correlations[feature]);
}

function ownProducts({ design }: Screening, residual: Float64Array, suspects: Int32Array): Float64Array {
  const products = new Float64Array(suspects.length);
  dotsWithColumns(design, suspects, suspects.length, residual, products);
  return products;
}

function boundExceeding(
  { norms, references }: Screening,
  residual: Float64Array,
  threshold: number,
  positions: Int32Array,
): Int32Array {
  const first = references[0];
  const second = references[references.length - 1];
  const { a, b, rest } = projection(residual, first.residual, second.residual);
  const slack = rest + roundingShare * Math.sqrt(sumOfSquares(residual));
  const suspects: number[] = [];
  for (let j = 0; j < positions.length; j++) {
    const known = Math.abs(a * first.correlations[j] + b * second.correlations[j]);
    if (known + norms[j] * slack > threshold && positions[j] < 0 && norms[j] > 0) suspects.push(j);
  }
  return Int32Array.from(suspects);
}

/** r = a u + b v + e, and |e|; parallel u and v leave b at 0. */
function projection(
  residual: Float64Array,
  u: Float64Array,
  v: Float64Array,
): { a: number; b: number; rest: number } {
  const uu = dot(u, u);
  const uv = dot(u, v);
  const vv = dot(v, v);
  const ru = dot(residual, u);
  const rv = dot(residual, v);
  const determinant = uu * vv - uv * uv;
  const isPlane = determinant > 1e-10 * uu * vv;
  const b = isPlane ? (uu * rv - uv * ru) / determinant : 0;
  const a = isPlane ? (vv * ru - uv * rv) / determinant : uu > 0 ? ru / uu : 0;
  const difference = residual.slice();
  addScaled(difference, -a, u);
  addScaled(difference, -b, v);
  return { a, b, rest: Math.sqrt(sumOfSquares(difference)) };
}
