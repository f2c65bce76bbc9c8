import { kernels } from '../../kernels/instance.ts';
import type { Workspace } from '../../kernels/memory.ts';
import { addScaled, dot, sumOfSquares } from '../linalg/vector.ts';
import {
  exactProduct,
  singleRounding,
  unitVector,
  type Reference,
  type ScannedDesign,
} from './scannedDesign.ts';

/** More features than this share of all that need their own product, and a full scan pays. */
const refreshShare = 0.02;
const refreshFloor = 256;

/** Room for rounding in a bound's own arithmetic, as a share. */
const boundRounding = 8 * singleRounding;

/**
 * Which features' correlations with a residual can exceed a threshold, without touching most of them: with r = a r1 +
 * b r2 + e, |x'r| <= |a x'r1 + b x'r2| + |x| |e|, the x'r1 and x'r2 being known from earlier full scans. Single precision
 * tells what cannot exceed, with room for its rounding; all else is computed exactly.
 */
export interface Screening {
  scanned: ScannedDesign;
  /** Two, the latest last; only one to begin with. */
  references: Reference[];
  workspace: Workspace;
}

/** Before any scan; references are kept in the workspace. */
export function emptyScreening(scanned: ScannedDesign, workspace: Workspace): Screening {
  return { scanned, references: [], workspace };
}

/** Has the products with a residual filled in, as the latest reference: whoever runs this scans what it yields. */
export function* newReference(screening: Screening, residual: Float64Array): Generator<Reference, Reference> {
  const reference = nextReference(screening);
  reference.residual.set(residual.subarray(0, reference.residual.length));
  reference.norm = Math.sqrt(sumOfSquares(reference.residual));
  yield reference;
  screening.references = [...screening.references, reference].slice(-2);
  return reference;
}

/** The older reference's memory, once there are two. */
function nextReference({ references, scanned: { design, columnCount }, workspace }: Screening): Reference {
  if (references.length === 2) return references[0];
  const residual = new Float64Array(design.rows);
  return { residual, norm: 0, products: workspace.float32(columnCount) };
}

export interface Candidate {
  feature: number;
  correlation: number;
}

/**
 * Every feature outside the set (`positions` -1) whose |x'r| exceeds the threshold, with its exact correlation. Yields
 * what it needs scanned.
 */
export function* exceeding(
  screening: Screening,
  residual: Float64Array,
  threshold: number,
  positions: Int32Array,
): Generator<Reference, Candidate[]> {
  const norm = Math.sqrt(sumOfSquares(residual));
  if (norm === 0) return [];
  let suspects = boundExceeding(screening, residual, norm, threshold, positions);
  if (suspects > Math.max(refreshFloor, refreshShare * positions.length)) {
    yield* newReference(screening, residual);
    suspects = boundExceeding(screening, residual, norm, threshold, positions);
  }
  return exactlyExceeding(screening, residual, norm, threshold, suspects);
}

/** Writes the features that may exceed to the design's work space, and returns how many. */
function boundExceeding(
  { scanned, references }: Screening,
  residual: Float64Array,
  norm: number,
  threshold: number,
  positions: Int32Array,
): number {
  const { columnCount, limits, largestNorm, rounding, chosen } = scanned;
  const first = references[0];
  const second = references[references.length - 1];
  const { a, b, rest } = projection(residual, first.residual, second.residual);
  const firstFactor = (a * first.norm) / norm;
  const secondFactor = (b * second.norm) / norm;
  const uncertainty = (rounding + boundRounding) * (Math.abs(firstFactor) + Math.abs(secondFactor));
  const count = kernels.boundsExceeding(
    first.products.byteOffset,
    second.products.byteOffset,
    limits.byteOffset,
    columnCount,
    firstFactor,
    secondFactor,
    (rest / norm + uncertainty) * (1 + boundRounding),
    (threshold / (norm * largestNorm)) * (1 - boundRounding),
    chosen.byteOffset,
  );
  let kept = 0;
  for (let k = 0; k < count; k++) {
    const feature = chosen[k];
    if (positions[feature] < 0) chosen[kept++] = feature;
  }
  return kept;
}

/** Of the features in the design's work space. */
function exactlyExceeding(
  { scanned }: Screening,
  residual: Float64Array,
  norm: number,
  threshold: number,
  count: number,
): Candidate[] {
  const { columns, stride, chosen, products, right, norms, rounding } = scanned;
  const candidates: Candidate[] = [];
  if (count === 0) return candidates;
  unitVector(residual, norm, right);
  kernels.chosenDotsSingle(
    columns.byteOffset,
    stride,
    chosen.byteOffset,
    count,
    right.byteOffset,
    products.byteOffset,
  );
  for (let k = 0; k < count; k++) {
    const feature = chosen[k];
    if ((Math.abs(products[k]) + rounding) * norm * norms[feature] <= threshold) continue;
    const correlation = exactProduct(scanned, feature, residual);
    if (Math.abs(correlation) > threshold) candidates.push({ feature, correlation });
  }
  return candidates;
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
  const ru = dot(u, residual);
  const rv = dot(v, residual);
  const determinant = uu * vv - uv * uv;
  const isPlane = determinant > 1e-10 * uu * vv;
  const b = isPlane ? (uu * rv - uv * ru) / determinant : 0;
  const a = isPlane ? (vv * ru - uv * rv) / determinant : uu > 0 ? ru / uu : 0;
  const difference = residual.slice(0, u.length);
  addScaled(difference, -a, u);
  addScaled(difference, -b, v);
  return { a, b, rest: Math.sqrt(sumOfSquares(difference)) };
}
