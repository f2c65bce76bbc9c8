import { TracewiseError } from '#shared/model/errors.ts';
import type { ErrorKind } from '#shared/model/errors.ts';
import { UsageError } from './usageError.ts';

export const exitCodes = { done: 0, usage: 2, badInput: 3, failed: 4, cancelled: 130 } as const;

const codeOfKind: Record<ErrorKind, number> = {
  'invalid-input': exitCodes.badInput,
  corrupt: exitCodes.badInput,
  'not-found': exitCodes.usage,
  'invalid-setting': exitCodes.usage,
  conflict: exitCodes.usage,
  disk: exitCodes.failed,
  internal: exitCodes.failed,
  cancelled: exitCodes.cancelled,
};

export function exitCodeOf(error: unknown): number {
  if (error instanceof UsageError) return exitCodes.usage;
  return error instanceof TracewiseError ? codeOfKind[error.kind] : exitCodes.failed;
}
