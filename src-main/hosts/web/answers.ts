import type { IncomingMessage, ServerResponse } from 'node:http';
import { toWireError } from '#shared/contract/wire.ts';
import { TracewiseError } from '#shared/model/errors.ts';
import type { ErrorKind } from '#shared/model/errors.ts';
import { securityHeaders } from '../contentSecurity.ts';
import type { Refusal } from './access.ts';

const statuses: Record<ErrorKind, number> = {
  'invalid-input': 400,
  'invalid-setting': 400,
  'not-found': 404,
  conflict: 409,
  cancelled: 499,
  corrupt: 422,
  disk: 507,
  internal: 500,
};

export function answerJson(response: ServerResponse, value: unknown, status = 200): void {
  response
    .writeHead(status, {
      ...securityHeaders,
      'content-type': 'application/json',
      'cache-control': 'no-store',
    })
    .end(JSON.stringify(value));
}

/** Says what went wrong, if the answer has not begun; otherwise breaks it off, so that it cannot pass for whole. */
export function answerError(response: ServerResponse, error: unknown): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const wireError = toWireError(error);
  answerJson(response, wireError, statuses[wireError.kind]);
}

export function answerRefusal(response: ServerResponse, { status, message }: Refusal): void {
  const error = new TracewiseError('invalid-input', message, {
    remedy: 'Open the address that Tracewise printed when it started',
  });
  answerJson(response, toWireError(error), status);
}

/** @throws TracewiseError for a body that is too long or not JSON */
export async function readJson(request: IncomingMessage, byteLimit: number): Promise<unknown> {
  const chunks: Buffer[] = [];
  let byteCount = 0;
  // Read to the end even when it is too long: an answer to a request that was cut short may not arrive.
  for await (const chunk of request as AsyncIterable<Buffer>) {
    byteCount += chunk.byteLength;
    if (byteCount <= byteLimit) chunks.push(chunk);
  }
  if (byteCount > byteLimit) {
    throw new TracewiseError('invalid-input', 'The message is too long', {
      expected: `at most ${byteLimit} bytes`,
    });
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch (error) {
    throw new TracewiseError('invalid-input', 'The message is not JSON', {}, { cause: error });
  }
}
