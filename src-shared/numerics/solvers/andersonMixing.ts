import { positiveDefiniteInverse } from '../linalg/cholesky.ts';
import { matrix } from '../linalg/matrix.ts';
import { addScaled, dot } from '../linalg/vector.ts';

/** Share of the trace of the small normal equations that is added to their diagonal. */
const ridgeShare = 1e-11;

/** Anderson acceleration of a fixed-point iteration x -> g(x) (Walker & Ni 2011). */
export interface AndersonMixing {
  /** The next x, from the present x and g(x); neither is kept. */
  next(current: Float64Array, image: Float64Array): Float64Array;
  /** Forgets the history, as after a change of the map. */
  clear(): void;
}

/** Over the last `memory` differences. */
export function andersonMixing(memory: number): AndersonMixing {
  let residualSteps: Float64Array[] = [];
  let imageSteps: Float64Array[] = [];
  let last: { residual: Float64Array; image: Float64Array } | undefined;
  return {
    next(current, image) {
      const residual = difference(image, current);
      if (last !== undefined) {
        residualSteps = [...residualSteps, difference(residual, last.residual)].slice(-memory);
        imageSteps = [...imageSteps, difference(image, last.image)].slice(-memory);
      }
      last = { residual, image: image.slice() };
      const mixed = image.slice();
      const shares = leastSquaresShares(residualSteps, residual);
      shares?.forEach((share, k) => {
        addScaled(mixed, -share, imageSteps[k]);
      });
      return mixed;
    },
    clear() {
      residualSteps = [];
      imageSteps = [];
      last = undefined;
    },
  };
}

function difference(left: Float64Array, right: Float64Array): Float64Array {
  return left.map((value, i) => value - right[i]);
}

/** The combination of steps nearest to the residual; `undefined` where the steps are too alike. */
function leastSquaresShares(steps: Float64Array[], residual: Float64Array): Float64Array | undefined {
  const count = steps.length;
  if (count === 0) return undefined;
  const normal = matrix(count, count);
  for (let j = 0; j < count; j++) {
    for (let i = j; i < count; i++) normal.values[j * count + i] = dot(steps[i], steps[j]);
  }
  let trace = 0;
  for (let j = 0; j < count; j++) trace += normal.values[j * count + j];
  for (let j = 0; j < count; j++) normal.values[j * count + j] += ridgeShare * trace;
  const inverse = positiveDefiniteInverse(normal);
  if (inverse === undefined) return undefined;
  const right = Float64Array.from(steps, (step) => dot(step, residual));
  return Float64Array.from(steps, (_, j) => dot(inverse.values.subarray(j * count, (j + 1) * count), right));
}
