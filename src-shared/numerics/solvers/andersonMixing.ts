import { kernels } from '../../kernels/instance.ts';
import { residentAddress, type Workspace } from '../../kernels/memory.ts';
import { residentDot } from '../../kernels/vectors.ts';
import { positiveDefiniteInverse } from '../linalg/cholesky.ts';
import { matrix } from '../linalg/matrix.ts';
import { dot } from '../linalg/vector.ts';

/** Share of the trace of the small normal equations that is added to their diagonal. */
const ridgeShare = 1e-11;

/** Anderson acceleration of a fixed-point iteration x -> g(x) over its last differences (Walker & Ni 2011). */
export class AndersonMixing {
  readonly #memory: number;
  readonly #length: number;
  /** Values from one step to the next: the length, up to a multiple of 4. */
  readonly #stride: number;
  readonly #residual: Float64Array;
  readonly #lastImage: Float64Array;
  /** One after another, and a last one that is not looked at. */
  readonly #residualSteps: Float64Array;
  readonly #imageSteps: Float64Array;
  /** Inner products of the residual steps, memory x memory, and of each with the residual. */
  readonly #products: Float64Array;
  readonly #projections: Float64Array;
  readonly #shares: Float64Array;
  /** Differences taken in since the history was forgotten. */
  #stepCount = 0;
  #hasLast = false;

  /** Over the last `memory` differences of vectors of a length, all in the kernels' memory. */
  constructor(memory: number, length: number, workspace: Workspace) {
    this.#memory = memory;
    this.#length = length;
    this.#stride = 4 * Math.ceil(length / 4);
    this.#residual = workspace.float64(this.#stride);
    this.#lastImage = workspace.float64(length);
    this.#residualSteps = workspace.float64((memory + 1) * this.#stride);
    this.#imageSteps = workspace.float64((memory + 1) * this.#stride);
    this.#products = new Float64Array(memory * memory);
    this.#projections = workspace.float64(memory);
    this.#shares = workspace.float64(memory);
  }

  /** Takes in x and g(x), and returns how far apart they are. */
  observe(current: Float64Array, image: Float64Array): number {
    const slot = this.#stepCount % this.#memory;
    this.#takeStep(current, image, this.#hasLast ? slot : this.#memory);
    const before = this.#projections.slice();
    if (this.#hasLast) this.#stepCount += 1;
    this.#project();
    if (this.#hasLast) this.#addProducts(slot, before);
    this.#hasLast = true;
    return Math.sqrt(residentDot(this.#residual, this.#residual));
  }

  /** Writes the next x. The target owns its block of the memory: its last 32 bytes are written as a whole. */
  next(target: Float64Array): void {
    target.set(this.#lastImage);
    const count = this.#count;
    this.#shares.fill(0);
    this.#shares.set(this.#leastSquaresShares(count));
    kernels.subtractColumns(
      residentAddress(target),
      residentAddress(this.#imageSteps),
      this.#stride,
      residentAddress(this.#shares),
      count,
    );
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

  get #count(): number {
    return Math.min(this.#stepCount, this.#memory);
  }

  #takeStep(current: Float64Array, image: Float64Array, slot: number): void {
    const start = 8 * slot * this.#stride;
    kernels.takeStep(
      residentAddress(current),
      residentAddress(image),
      residentAddress(this.#residual),
      residentAddress(this.#lastImage),
      residentAddress(this.#imageSteps) + start,
      residentAddress(this.#residualSteps) + start,
      this.#length,
    );
  }

  #project(): void {
    kernels.columnDots(
      residentAddress(this.#residualSteps),
      this.#stride,
      this.#count,
      residentAddress(this.#residual),
      residentAddress(this.#projections),
    );
  }

  /** The new step is the difference of two residuals, and so are its products with the older steps. */
  #addProducts(slot: number, before: Float64Array): void {
    for (let k = 0; k < this.#count; k++) {
      const product = k === slot ? this.#squareOf(slot) : this.#projections[k] - before[k];
      this.#products[slot * this.#memory + k] = product;
      this.#products[k * this.#memory + slot] = product;
    }
  }

  #squareOf(slot: number): number {
    const step = this.#residualSteps.subarray(slot * this.#stride, (slot + 1) * this.#stride);
    return residentDot(step, step);
  }

  /** The combination of steps nearest to the residual; none where the steps are too alike. */
  #leastSquaresShares(count: number): Float64Array {
    const normal = matrix(count, count);
    let trace = 0;
    for (let j = 0; j < count; j++) {
      for (let i = 0; i < count; i++) normal.values[j * count + i] = this.#products[j * this.#memory + i];
      trace += normal.values[j * count + j];
    }
    for (let j = 0; j < count; j++) normal.values[j * count + j] += ridgeShare * trace;
    const inverse = count === 0 ? undefined : positiveDefiniteInverse(normal);
    if (inverse === undefined) return new Float64Array(0);
    const right = this.#projections.slice(0, count);
    return right.map((_, j) => dot(inverse.values.subarray(j * count, (j + 1) * count), right));
  }
}
