import { setImmediate } from 'node:timers/promises';
import { TracewiseError } from '#shared/model/errors.ts';

export interface StepContext {
  signal: AbortSignal;
  /** The share done, 0 to 1. */
  progress: (fraction: number) => void;
}

/** Goes through steps without a pause. */
export function atOnce<Result>(steps: Generator<unknown, Result, void>): Result {
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
}

/**
 * Goes through steps, each of which gives the share done, and lets others have the thread after each. Once the signal is
 * aborted the steps get a `cancelled` thrown into them, and the steps by which they tidy up are waited for; with all
 * done there is nothing to cancel.
 * @throws TracewiseError `cancelled`, and as the steps do
 */
export async function stepByStep<Result>(
  steps: Generator<number, Result, void>,
  { signal, progress }: StepContext,
): Promise<Result> {
  let cancelled = false;
  let step = steps.next();
  while (step.done !== true) {
    const share = step.value;
    if (!cancelled) progress(share);
    await setImmediate();
    if (signal.aborted && !cancelled && share < 1) {
      cancelled = true;
      step = steps.throw(new TracewiseError('cancelled', 'the import was cancelled'));
    } else {
      step = steps.next();
    }
  }
  return step.value;
}
