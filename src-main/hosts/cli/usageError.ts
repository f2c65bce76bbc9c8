/** What was typed is not a command that could run. Ends with exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

const later = 'this version does not have it yet';

/** For what the contract of the command line names and a later version will bring. */
export function notYet(what: string): UsageError {
  return new UsageError(`${what}: ${later}`);
}
