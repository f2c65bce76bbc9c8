import { TracewiseError } from '../../src-shared/model/errors.ts';

/** What was thrown, when it is an error for people. */
export function thrownBy(work: () => unknown): TracewiseError {
  try {
    work();
  } catch (error) {
    if (error instanceof TracewiseError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}
