import { setImmediate } from 'node:timers/promises';
import { TracewiseError } from '#shared/model/errors.ts';

/** A file of the user: where it is, and the name to call it by. */
export interface Source {
  path: string;
  name: string;
  /** Of a workbook: which sheet; when left out the first that holds a table. */
  sheet?: string;
}

/** Rides beside the arguments of everything that reads a file. */
export interface ReadContext {
  signal: AbortSignal;
  /** The share done, 0 to 1. */
  progress: (fraction: number) => void;
}

/** @throws TracewiseError `cancelled` once the signal is aborted */
export function throwIfCancelled(signal: AbortSignal): void {
  if (signal.aborted) throw new TracewiseError('cancelled', 'the import was cancelled');
}

/** Values that a step goes through before others get the thread: some milliseconds. */
export const valuesAtOnce = 2 ** 19;

/** Lets others have the thread. @throws TracewiseError `cancelled` once the signal is aborted */
export async function nextTurn(signal: AbortSignal): Promise<void> {
  await setImmediate();
  throwIfCancelled(signal);
}

/** A part of a longer task: its 0 to 1 becomes `start` to `start + share` of the whole. */
export function partOf(context: ReadContext, start: number, share: number): ReadContext {
  return {
    signal: context.signal,
    progress: (fraction) => context.progress(start + share * fraction),
  };
}
