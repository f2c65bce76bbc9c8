import { eventNames } from '#shared/contract/events.ts';
import type { BackendMessage } from '#shared/contract/wire.ts';
import { TracewiseError } from '#shared/model/errors.ts';

/** A message with its place in its session's order, from 1. */
export interface NumberedMessage {
  sequence: number;
  message: BackendMessage;
}

/**
 * Reads newline-delimited JSON as it arrives; empty lines are heartbeats.
 * @param onBytes called whenever anything arrives
 * @throws TracewiseError for a line that is not a numbered message
 */
export async function* readMessages(
  body: ReadableStream<Uint8Array>,
  onBytes: () => void,
): AsyncGenerator<NumberedMessage> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const bytes of chunksOf(body)) {
    onBytes();
    const lines = (rest + decoder.decode(bytes, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      if (line !== '') yield parseLine(line);
    }
  }
}

/** Chromium iterates over streams by itself; Safari needs the reader. */
async function* chunksOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    reader.releaseLock();
  }
}

function parseLine(line: string): NumberedMessage {
  const parsed: unknown = JSON.parse(line);
  if (!isNumberedMessage(parsed)) {
    throw new TracewiseError('internal', 'The host said what is not a message', { found: line.slice(0, 80) });
  }
  return parsed;
}

function isNumberedMessage(value: unknown): value is NumberedMessage {
  return isRecord(value) && typeof value['sequence'] === 'number' && isBackendMessage(value['message']);
}

function isBackendMessage(value: unknown): value is BackendMessage {
  if (!isRecord(value)) return false;
  const { kind, id, event } = value;
  if (kind === 'event') return eventNames.some((name) => name === event);
  return typeof id === 'number' && (kind === 'result' || kind === 'error' || kind === 'progress');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
