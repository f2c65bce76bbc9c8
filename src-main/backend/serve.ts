import { clientMessage, toWireError } from '#shared/contract/wire.ts';
import type { BackendMessage, ClientMessage } from '#shared/contract/wire.ts';
import type { Backend } from './createBackend.ts';
import { requireMethod } from './dispatcher.ts';

/** Takes what one client sends; `close` when that client is gone: its calls are cancelled, its events end. */
export type Receiver = ((message: unknown) => void) & { close: () => void };

/** The id under which a message is answered that has none of its own. */
const noCall = -1;

/** Speaks the wire's language with one client. Every call is answered by exactly one `result` or `error`. */
export function serve(backend: Backend, post: (message: BackendMessage) => void): Receiver {
  const running = new Map<number, AbortController>();
  const unsubscribe = backend.subscribe(post);

  const answer = async (call: Extract<ClientMessage, { kind: 'call' }>): Promise<void> => {
    const { id } = call;
    const controller = new AbortController();
    running.set(id, controller);
    try {
      const result = await backend.call(requireMethod(call.method), call.arguments, {
        signal: controller.signal,
        progress: (progress) => post({ kind: 'progress', id, ...progress }),
      });
      post({ kind: 'result', id, result });
    } catch (error) {
      post({ kind: 'error', id, error: toWireError(error) });
    } finally {
      running.delete(id);
    }
  };

  const receive = (message: unknown): void => {
    const parsed = clientMessage.safeParse(message);
    if (!parsed.success) post({ kind: 'error', id: noCall, error: toWireError(parsed.error) });
    else if (parsed.data.kind === 'cancel') running.get(parsed.data.id)?.abort();
    else void answer(parsed.data);
  };

  const close = (): void => {
    unsubscribe();
    for (const controller of running.values()) controller.abort();
  };
  return Object.assign(receive, { close });
}
