import type { Workspace } from '../../kernels/memory.ts';
import { residentAddScaled, residentDot } from '../../kernels/vectors.ts';
import { positiveDefiniteInverse } from '../linalg/cholesky.ts';
import { matrix } from '../linalg/matrix.ts';
import { dot } from '../linalg/vector.ts';

/** Share of the trace of the small normal equations that is added to their diagonal. */
const ridgeShare = 1e-11;

/** Anderson acceleration of a fixed-point iteration x -> g(x) over its last differences (Walker & Ni 2011). */
export class AndersonMixing {
  readonly #memory: number;
  readonly #residual: Float64Array;
  readonly #lastResidual: Float64Array;
  readonly #lastImage: Float64Array;
  readonly #residualSteps: Float64Array[];
  readonly #imageSteps: Float64Array[];
  /** Inner products of the residual steps, memory x memory. */
  readonly #products: Float64Array;
  /** Differences taken in since the history was forgotten. */
  #stepCount = 0;
  #hasLast = false;

  /** Over the last `memory` differences of vectors of a length, all in the kernels' memory. */
  constructor(memory: number, length: number, workspace: Workspace) {
    const vectors = (): Float64Array[] => Array.from({ length: memory }, () => workspace.float64(length));
    this.#memory = memory;
    this.#residual = workspace.float64(length);
    this.#lastResidual = workspace.float64(length);
    this.#lastImage = workspace.float64(length);
    this.#residualSteps = vectors();
    this.#imageSteps = vectors();
    this.#products = new Float64Array(memory * memory);
  }

  /** Writes the next x, from the present x and g(x). */
  next(current: Float64Array, image: Float64Array, target: Float64Array): void {
    subtract(image, current, this.#residual);
    if (this.#hasLast) this.#addStep(image);
    this.#lastResidual.set(this.#residual);
    this.#lastImage.set(image);
    this.#hasLast = true;
    target.set(image);
    this.#shares()?.forEach((share, k) => {
      residentAddScaled(target, -share, this.#imageSteps[k]);
    });
  }

  /** Starts from another place, the map being much the same: no difference is taken over the jump. */
  jump(): void {
    this.#hasLast = false;
  }

  /** Forgets the history. */
  clear(): void {
    this.#stepCount = 0;
    this.#hasLast = false;
  }

  #addStep(image: Float64Array): void {
    const slot = this.#stepCount % this.#memory;
    this.#stepCount += 1;
    subtract(this.#residual, this.#lastResidual, this.#residualSteps[slot]);
    subtract(image, this.#lastImage, this.#imageSteps[slot]);
    const count = Math.min(this.#stepCount, this.#memory);
    for (let k = 0; k < count; k++) {
      const product = residentDot(this.#residualSteps[slot], this.#residualSteps[k]);
      this.#products[slot * this.#memory + k] = product;
      this.#products[k * this.#memory + slot] = product;
    }
  }

  /** The combination of steps nearest to the residual; `undefined` where the steps are too alike. */
  #shares(): Float64Array | undefined {
    const count = Math.min(this.#stepCount, this.#memory);
    if (count === 0) return undefined;
    const normal = matrix(count, count);
    let trace = 0;
    for (let j = 0; j < count; j++) {
      for (let i = 0; i < count; i++) normal.values[j * count + i] = this.#products[j * this.#memory + i];
      trace += normal.values[j * count + j];
    }
    for (let j = 0; j < count; j++) normal.values[j * count + j] += ridgeShare * trace;
    const inverse = positiveDefiniteInverse(normal);
    if (inverse === undefined) return undefined;
    const right = Float64Array.from({ length: count }, (_, j) =>
      residentDot(this.#residualSteps[j], this.#residual),
    );
    return right.map((_, j) => dot(inverse.values.subarray(j * count, (j + 1) * count), right));
  }
}

function subtract(left: Float64Array, right: Float64Array, target: Float64Array): void {
  for (let i = 0; i < target.length; i++) target[i] = left[i] - right[i];
}
