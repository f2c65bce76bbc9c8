import { TracewiseError } from '#shared/model/errors.ts';
import type { TableRequest } from './request.ts';

/**
 * The metrics to take of a file, given those that it names itself; `undefined` for all. A metric that was given for a file
 * of several picks it; for a file of one it is its name.
 * @throws TracewiseError `invalid-setting` for one that a file of several does not have, and for several of a file that
 *   names none
 */
export function pickMetrics(
  { role, metric, metrics, source }: TableRequest,
  known: readonly string[],
): string[] | undefined {
  if (role !== 'response') return undefined;
  const wanted = metrics ?? (known.length > 1 && metric !== undefined ? [metric] : undefined);
  if (wanted === undefined) return undefined;
  if (known.length === 0) {
    if (wanted.length === 1) return undefined;
    throw new TracewiseError('invalid-setting', 'the file does not name its metrics, and holds one', {
      place: { file: source.name },
      found: wanted.join(', '),
      expected: 'one metric',
    });
  }
  const unknown = wanted.filter((name) => !known.includes(name));
  if (unknown.length === 0) return wanted;
  throw new TracewiseError('invalid-setting', 'the file does not have this metric', {
    place: { file: source.name },
    found: unknown.join(', '),
    expected: `one or more of ${known.join(', ')}`,
  });
}
