/**
 * What a log may hold of an error: its kind and where it was thrown. Never its message, which can quote a user's data:
 * the name of a sample, the value of a cell.
 */
export function traceOf(error: unknown): string {
  if (!(error instanceof Error)) return `thrown: ${typeof error}`;
  const code = 'code' in error && typeof error.code === 'string' ? ` ${error.code}` : '';
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return [`${error.name}${code}`, ...frames].join('\n');
}
