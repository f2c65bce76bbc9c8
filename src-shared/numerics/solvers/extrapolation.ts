import { kernels } from '../../kernels/instance.ts';
import { leave, type ActiveSet } from './activeSetNewton.ts';
import { columnAt, usesGram, type WorkingSet } from './workingSet.ts';

/** A step along lambda beyond this many times the last one is too far to extrapolate. */
const longestStep = 1.5;

/** The lambdas of the last two solutions, the latest last. */
export type LastLambdas = readonly number[];

/**
 * Moves weights, correlations and residual to where the last two solutions point at another lambda. Weights that would
 * turn become 0 and leave the active set. The correlations stay what the weights make them, but for rounding.
 */
export function extrapolate(
  set: WorkingSet,
  active: ActiveSet,
  [earlier, last]: LastLambdas,
  lambda: number,
): void {
  const step = (lambda - last) / (last - earlier);
  const share = usesGram(set) && step > 0 && step <= longestStep ? step : 0;
  completeEarlier(set);
  const turned = advanceWeights(set, share);
  advance(set.correlations, set.earlierCorrelations, set.count, share);
  advance(set.residual, set.earlierResidual, set.rows, share);
  for (const { place, change } of turned) followChange(set, place, change);
  for (let k = active.places.length - 1; k >= 0; k--) {
    if (set.weights[active.places[k]] === 0) leave(active, k);
  }
}

/** Features that came in since have had weight 0 then; their correlations are made up for. */
function completeEarlier(set: WorkingSet): void {
  const { earlierCount, count, earlierWeights, earlierCorrelations, earlierResidual, columns, stride } = set;
  if (earlierCount === count) return;
  earlierWeights.fill(0, earlierCount, count);
  kernels.columnDots(
    columns.byteOffset + 8 * earlierCount * stride,
    stride,
    count - earlierCount,
    earlierResidual.byteOffset,
    earlierCorrelations.byteOffset + 8 * earlierCount,
  );
  set.earlierCount = count;
}

/** Goes on by a share of the last change; what was, takes the place of what was before. */
function advance(values: Float64Array, earlier: Float64Array, count: number, share: number): void {
  for (let k = 0; k < count; k++) {
    const value = values[k];
    values[k] = value + share * (value - earlier[k]);
    earlier[k] = value;
  }
}

interface Turned {
  place: number;
  /** What brings the advanced weight back to 0. */
  change: number;
}

function advanceWeights({ weights, earlierWeights, count }: WorkingSet, share: number): Turned[] {
  const turned: Turned[] = [];
  for (let k = 0; k < count; k++) {
    const weight = weights[k];
    const next = weight + share * (weight - earlierWeights[k]);
    const hasTurned = next * weight <= 0 && next !== 0;
    if (hasTurned) turned.push({ place: k, change: -next });
    weights[k] = hasTurned ? 0 : next;
    earlierWeights[k] = weight;
  }
  return turned;
}

function followChange(set: WorkingSet, place: number, change: number): void {
  const { correlations, gram, capacity, count, residual, stride } = set;
  kernels.addScaled(correlations.byteOffset, -change, gram.byteOffset + 8 * place * capacity, count);
  kernels.addScaled(residual.byteOffset, -change, columnAt(set, place).byteOffset, stride);
}
