import { TracewiseError } from '#shared/model/errors.ts';

/** A failure, taken apart for the screen. */
export interface FailureText {
  message: string;
  /** `file:line:column`. */
  where?: string;
  found?: string;
  expected?: string;
  remedy?: string;
}

export function describeFailure(failure: unknown): FailureText {
  if (!(failure instanceof TracewiseError)) {
    return { message: failure instanceof Error ? failure.message : String(failure) };
  }
  const { place, found, expected, remedy } = failure.detail;
  const position = place && [place.file, place.line, place.column].filter((part) => part !== undefined);
  const where = position?.join(':');
  return { message: failure.message, where, found, expected, remedy: remedy && asSentence(remedy) };
}

function asSentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

export function isCancelled(failure: unknown): boolean {
  return failure instanceof TracewiseError && failure.kind === 'cancelled';
}

/** Of a project's file. */
export function isDamage(failure: unknown): boolean {
  return failure instanceof TracewiseError && failure.kind === 'corrupt';
}

export function isConflict(failure: unknown): boolean {
  return failure instanceof TracewiseError && failure.kind === 'conflict';
}
