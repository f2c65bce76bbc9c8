import { z } from 'zod';
import { TracewiseError, errorKinds } from '../model/errors.ts';
import type { ErrorDetail, ErrorKind } from '../model/errors.ts';
import type { BackendEvents, EventName } from './events.ts';

/** What a page or a terminal may send. JSON-safe; method and arguments are parsed again by the backend. */
export const clientMessage = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('call'),
    id: z.number().int(),
    method: z.string(),
    arguments: z.unknown(),
  }),
  z.strictObject({ kind: z.literal('cancel'), id: z.number().int() }),
]);
export type ClientMessage = z.infer<typeof clientMessage>;

export interface WireError {
  kind: ErrorKind;
  message: string;
  detail: ErrorDetail;
}

/** How far a call has come: a share from 0 to 1 and, for people, what it is doing. */
export interface CallProgress {
  fraction: number;
  message: string;
}

/** What comes back. Every call ends in exactly one `result` or `error`. */
export type BackendMessage =
  | { kind: 'result'; id: number; result: unknown }
  | { kind: 'error'; id: number; error: WireError }
  | ({ kind: 'progress'; id: number } & CallProgress)
  | { [E in EventName]: { kind: 'event'; event: E; payload: BackendEvents[E] } }[EventName];

/** What is thrown by accident crosses as `internal`, with its message but without its stack. */
export function toWireError(error: unknown): WireError {
  if (error instanceof TracewiseError) {
    return { kind: error.kind, message: error.message, detail: error.detail };
  }
  return { kind: 'internal', message: error instanceof Error ? error.message : String(error), detail: {} };
}

export function fromWireError({ kind, message, detail }: WireError): TracewiseError {
  return new TracewiseError(errorKinds.includes(kind) ? kind : 'internal', message, detail);
}
