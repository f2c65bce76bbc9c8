import { z } from 'zod';
import type { BackendMessage, ClientMessage } from '#shared/contract/wire.ts';
import { toWireError } from '#shared/contract/wire.ts';
import { TracewiseError } from '#shared/model/errors.ts';
import { readMessages } from './messageStream.ts';
import { failureOf } from './webFailure.ts';
import type { WebRequest } from './webFailure.ts';

/** Milliseconds. */
export interface ConnectionTiming {
  /** Between two attempts. */
  retryAfter: number;
  /** Without any answer before the calls in flight are given up; attempts go on. */
  giveUpAfter: number;
  /** Without a byte, heartbeats included, before a stream is taken for dead. */
  silenceAfter: number;
}

const usualTiming: ConnectionTiming = { retryAfter: 500, giveUpAfter: 30_000, silenceAfter: 45_000 };

export interface WebConnection {
  post: (message: ClientMessage) => void;
  listen: (listener: (message: BackendMessage) => void) => () => void;
  close: () => void;
}

/** What the host calls this page, and how far either direction has come. */
interface Session {
  readonly id: string;
  readonly lost: AbortController;
  received: number;
  sentBatches: number;
}

const openedSession = z.object({ session: z.string() });

/**
 * Messages to and from the web host, over any number of broken connections: both directions are numbered, batches are
 * sent again until they are answered, and the stream goes on after the last message received. Every call in flight ends:
 * when the host has forgotten the session or stays silent for too long, with an error made here.
 */
export function connectToWebHost(request: WebRequest, timing = usualTiming): WebConnection {
  const listeners = new Set<(message: BackendMessage) => void>();
  const inFlight = new Set<number>();
  const closed = new AbortController();
  let outbox: ClientMessage[] = [];
  let session: Session | undefined;
  let refusal: TracewiseError | undefined;
  let sending = false;
  let lastContact = performance.now();

  function deliver(message: BackendMessage) {
    if (message.kind === 'result' || message.kind === 'error') inFlight.delete(message.id);
    for (const listener of [...listeners]) listener(message);
  }

  function failCalls(ids: Iterable<number>, error: TracewiseError) {
    for (const id of [...ids]) deliver({ kind: 'error', id, error: toWireError(error) });
  }

  function failAll(error: TracewiseError) {
    outbox = [];
    failCalls(inFlight, error);
  }

  function refuse(error: unknown) {
    refusal = error instanceof TracewiseError ? error : new TracewiseError('internal', String(error));
    failAll(refusal);
  }

  /** Asks until the host answers. @throws TracewiseError when it refuses this page, or after `close` */
  async function insist(path: string, init: RequestInit): Promise<Response> {
    for (;;) {
      if (closed.signal.aborted) throw new TracewiseError('cancelled', 'The connection was closed');
      const response = await request(path, init).catch(unlessAborted(init.signal));
      if (response?.status === 401 || response?.status === 403) throw await failureOf(response);
      if (response !== undefined && response.status < 500) {
        lastContact = performance.now();
        return response;
      }
      await pause(timing.retryAfter);
      if (performance.now() - lastContact > timing.giveUpAfter) failAll(unreachable());
    }
  }

  function lose(lostSession: Session) {
    if (session !== lostSession) return;
    session = undefined;
    lostSession.lost.abort();
    failAll(forgotten());
  }

  async function openSession(): Promise<Session> {
    const response = await insist('api/sessions', { method: 'POST' });
    if (!response.ok) throw await failureOf(response);
    const { session: id } = openedSession.parse(await response.json());
    return { id, lost: new AbortController(), received: 0, sentBatches: 0 };
  }

  /** Delivers what the host says until the session is lost. */
  async function follow(followed: Session) {
    while (session === followed) {
      const silence = new AbortController();
      const signal = AbortSignal.any([silence.signal, followed.lost.signal, closed.signal]);
      let timer = setTimeout(() => silence.abort(), timing.silenceAfter);
      const heard = () => {
        lastContact = performance.now();
        clearTimeout(timer);
        timer = setTimeout(() => silence.abort(), timing.silenceAfter);
      };
      try {
        await readStream(followed, signal, heard);
      } catch (error) {
        if (error instanceof TracewiseError) throw error;
      } finally {
        clearTimeout(timer);
      }
      if (session === followed) await pause(timing.retryAfter);
    }
  }

  async function readStream(followed: Session, signal: AbortSignal, heard: () => void) {
    const path = `api/sessions/${followed.id}/messages?after=${followed.received}`;
    const response = await insist(path, { signal });
    if (response.status === 404) {
      lose(followed);
      return;
    }
    if (!response.ok) throw await failureOf(response);
    if (response.body === null) return;
    for await (const { sequence, message } of readMessages(response.body, heard)) {
      if (session !== followed) return;
      if (sequence <= followed.received) continue;
      followed.received = sequence;
      deliver(message);
    }
  }

  /** One batch at a time, so that the host sees messages in order. */
  async function flush() {
    if (sending) return;
    sending = true;
    try {
      while (session !== undefined && outbox.length > 0) await sendBatch(session, outbox.splice(0));
    } catch (error) {
      refuse(error);
    } finally {
      sending = false;
    }
  }

  async function sendBatch(sender: Session, messages: ClientMessage[]) {
    sender.sentBatches += 1;
    const response = await insist(`api/sessions/${sender.id}/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ batch: sender.sentBatches, received: sender.received, messages }),
    });
    if (response.status === 404) lose(sender);
    else if (!response.ok) failCalls(callIds(messages), await failureOf(response));
  }

  async function stayConnected() {
    try {
      for (;;) {
        session = await openSession();
        void flush();
        await follow(session);
      }
    } catch (error) {
      refuse(error);
    }
  }

  void stayConnected();

  return {
    post(message) {
      if (message.kind === 'call') inFlight.add(message.id);
      if (refusal !== undefined) {
        const error = refusal;
        queueMicrotask(() => failCalls(callIds([message]), error));
        return;
      }
      outbox.push(message);
      void flush();
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      closed.abort();
    },
  };
}

function callIds(messages: readonly ClientMessage[]): number[] {
  return messages.filter(({ kind }) => kind === 'call').map(({ id }) => id);
}

/** A network that fails is tried again; a request that was taken back is not. */
function unlessAborted(signal: AbortSignal | null | undefined): (error: unknown) => undefined {
  return (error) => {
    if (signal?.aborted) throw error;
    return undefined;
  };
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

function forgotten(): TracewiseError {
  return new TracewiseError('internal', 'Tracewise no longer knows this page', {
    remedy: 'Try again; finished parts of a job are kept',
  });
}

function unreachable(): TracewiseError {
  return new TracewiseError('internal', 'Tracewise does not answer', {
    remedy: 'See whether it still runs, and start it again if not; finished parts of a job are kept',
  });
}
