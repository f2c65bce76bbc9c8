import { TracewiseError } from '#shared/model/errors.ts';
import { automatic, takersOf } from '../formats/index.ts';
import type { ReadHead } from '../formats/readHead.ts';
import type { TableRequest } from './request.ts';

/** From here on a format knows a file by more than that it has names and numbers. */
const sure = 1;

/**
 * What is wrong with a file, with the way on where it is a file of another role: to mend its fields would spoil it.
 * @throws TracewiseError `cancelled`
 */
export async function explainedByRole(
  error: unknown,
  { role, format, headerLine }: TableRequest,
  head: ReadHead,
  signal: AbortSignal,
): Promise<unknown> {
  if (format !== automatic || !(error instanceof TracewiseError) || error.kind !== 'invalid-input')
    return error;
  const best = (await takersOf(head, signal, undefined, headerLine)).at(0);
  if (best === undefined || best.recognition.confidence < sure || best.format.roles.includes(role))
    return error;
  const { label, role: own } = best.recognition;
  const roles = own ?? best.format.roles.join(' or ');
  const remedy = `The file looks like this: ${label}. Give it as ${roles}, not as ${role}`;
  return new TracewiseError(error.kind, error.message, { ...error.detail, remedy }, { cause: error });
}
