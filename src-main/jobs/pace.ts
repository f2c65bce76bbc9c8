import type { Unit } from '#shared/numerics/analyses/panel.ts';

/** Cost that a thread works off in a second, before a job of the project was measured: costs are such seconds. */
export const defaultPace = 1;

/** Seconds that units take on some threads: their sum shared out, but no less than the dearest alone. */
export function estimateSeconds(units: readonly Pick<Unit, 'cost'>[], threads: number, pace: number): number {
  const total = units.reduce((sum, { cost }) => sum + cost, 0);
  const dearest = units.reduce((most, { cost }) => Math.max(most, cost), 0);
  return Math.max(total / threads, dearest) / pace;
}

/** What the units of one session cost and took, summed over threads. */
export class PaceMeter {
  #cost = 0;
  #seconds = 0;

  add(cost: number, seconds: number): void {
    this.#cost += cost;
    this.#seconds += seconds;
  }

  /** `undefined` while too little was run to judge by. */
  get pace(): number | undefined {
    return this.#seconds < leastSeconds || this.#cost === 0 ? undefined : this.#cost / this.#seconds;
  }
}

const leastSeconds = 1;
