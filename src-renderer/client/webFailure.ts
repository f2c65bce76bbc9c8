import { z } from 'zod';
import { fromWireError } from '#shared/contract/wire.ts';
import { TracewiseError, errorKinds } from '#shared/model/errors.ts';

/** `fetch` towards the web host, with its token. The path is relative to the page's folder. */
export type WebRequest = (path: string, init?: RequestInit) => Promise<Response>;

const failure = z.object({
  kind: z.enum(errorKinds),
  message: z.string(),
  detail: z.object({ found: z.string(), expected: z.string(), remedy: z.string() }).partial(),
});

/** What the host said went wrong with a request that it refused. */
export async function failureOf(response: Response): Promise<TracewiseError> {
  const text = await response.text();
  const said = failure.safeParse(parseJson(text));
  if (said.success) return fromWireError(said.data);
  return new TracewiseError('internal', `The host answered ${response.status} ${response.statusText}`, {
    found: text.slice(0, 200),
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
