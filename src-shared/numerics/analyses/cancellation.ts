import { TracewiseError } from '../../model/errors.ts';
import type { UnitContext } from '../../model/job.ts';

/** @throws TracewiseError `cancelled` once the work is no longer wanted */
export function requireGoingOn({ isCancelled }: Pick<UnitContext, 'isCancelled'>): void {
  if (isCancelled()) throw new TracewiseError('cancelled', 'the work was cancelled');
}
