import { eventNames } from '#shared/contract/events.ts';
import type { BackendEvents, EventName } from '#shared/contract/events.ts';
import type { HostBridge } from '#shared/contract/host.ts';
import type { MethodArguments, MethodName, MethodResult } from '#shared/contract/methods.ts';
import { fromWireError } from '#shared/contract/wire.ts';
import type { BackendMessage, CallProgress } from '#shared/contract/wire.ts';
import { TracewiseError } from '#shared/model/errors.ts';

export interface CallOptions {
  signal?: AbortSignal;
  onProgress?: (progress: CallProgress) => void;
}

export type EventListenerOf<E extends EventName> = (payload: BackendEvents[E]) => void;

/** The backend as the page sees it, whatever host is between them. */
export interface Client {
  readonly host: HostBridge<File>;
  /**
   * Calls a method of the contract. Aborting the signal asks the backend to stop; the promise settles when it has.
   * @throws TracewiseError of any kind; `cancelled` after an abort
   */
  call<M extends MethodName>(
    method: M,
    args: MethodArguments<M>,
    options?: CallOptions,
  ): Promise<MethodResult<M>>;
  /** @returns a function that ends the subscription */
  on<E extends EventName>(event: E, listener: EventListenerOf<E>): () => void;
}

interface OpenCall {
  settle: (result: unknown) => void;
  fail: (error: TracewiseError) => void;
  onProgress: ((progress: CallProgress) => void) | undefined;
}

type ListenerSets = { [E in EventName]: Set<EventListenerOf<E>> };

/** Turns a host's pipe of messages into calls and events. One client per page. */
export function createClient(host: HostBridge<File>): Client {
  const openCalls = new Map<number, OpenCall>();
  const listeners = noListeners();
  let lastId = 0;

  host.listen((message) => {
    if (message.kind === 'event') emit(listeners, message);
    else settleCall(openCalls, message);
  });

  return {
    host,
    on(event, listener) {
      const set = listeners[event];
      set.add(listener);
      return () => set.delete(listener);
    },
    call<M extends MethodName>(method: M, args: MethodArguments<M>, options: CallOptions = {}) {
      return new Promise<MethodResult<M>>((resolve, reject) => {
        const { signal, onProgress } = options;
        if (signal?.aborted) {
          reject(new TracewiseError('cancelled', `${method} was cancelled before it started`));
          return;
        }
        const id = ++lastId;
        const cancel = () => host.post({ kind: 'cancel', id });
        const stopListening = () => signal?.removeEventListener('abort', cancel);
        openCalls.set(id, {
          onProgress,
          settle(result) {
            stopListening();
            // The backend's handlers are typed by the same contract, so a result needs no second parser.
            resolve(result as MethodResult<M>);
          },
          fail(error) {
            stopListening();
            reject(error);
          },
        });
        signal?.addEventListener('abort', cancel, { once: true });
        host.post({ kind: 'call', id, method, arguments: snapshot(args) });
      });
    },
  };
}

/** Plain data, free of reactive proxies, which no host can clone, and of later changes. */
function snapshot(args: unknown): unknown {
  return JSON.parse(JSON.stringify(args));
}

function settleCall(openCalls: Map<number, OpenCall>, message: Exclude<BackendMessage, { kind: 'event' }>) {
  const call = openCalls.get(message.id);
  if (call === undefined) return;
  if (message.kind === 'progress') {
    call.onProgress?.({ fraction: message.fraction, message: message.message });
    return;
  }
  openCalls.delete(message.id);
  if (message.kind === 'result') call.settle(message.result);
  else call.fail(fromWireError(message.error));
}

function noListeners(): ListenerSets {
  const sets: Partial<Record<EventName, Set<never>>> = {};
  for (const event of eventNames) sets[event] = new Set<never>();
  return sets as ListenerSets;
}

function emit(listeners: ListenerSets, message: Extract<BackendMessage, { kind: 'event' }>) {
  const { event, payload } = message;
  const set: Set<(payload: never) => void> = listeners[event];
  for (const listener of [...set]) (listener as (payload: unknown) => void)(payload);
}
