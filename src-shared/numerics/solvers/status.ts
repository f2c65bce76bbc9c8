/** How an iteration ended; anything but `converged` missed its tolerance. */
export type SolverStatus = 'converged' | 'iterationLimit' | 'cancelled';

export interface SolverLimits {
  tolerance: number;
  iterationLimit: number;
  /** Asked at least every tenth of a second of work. */
  isCancelled: () => boolean;
}
