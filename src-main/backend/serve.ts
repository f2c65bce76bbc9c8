import { clientMessage, toWireError } from '#shared/contract/wire.ts';
import type { BackendMessage, ClientMessage } from '#shared/contract/wire.ts';
import type { Backend } from './createBackend.ts';
import { requireMethod } from './dispatcher.ts';

/** A call that failed in a way that nobody foresaw: a fault of the program, and where. */
export interface Problem {
  method: string;
  error: unknown;
}

/** The id under which a message is answered that has none of its own. */
const noCall = -1;

/**
 * Speaks the wire's language at one end of a pipe. Every call is answered by exactly one `result` or `error`.
 * @param onProblem hears of calls that failed as `internal`
 * @returns what takes the messages from the other end
 */
export function serve(
  backend: Backend,
  post: (message: BackendMessage) => void,
  onProblem?: (problem: Problem) => void,
): (message: unknown) => void {
  const running = new Map<number, AbortController>();
  backend.subscribe(post);

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
      const wireError = toWireError(error);
      if (wireError.kind === 'internal') onProblem?.({ method: call.method, error });
      post({ kind: 'error', id, error: wireError });
    } finally {
      running.delete(id);
    }
  };

  return (message) => {
    const parsed = clientMessage.safeParse(message);
    if (!parsed.success) post({ kind: 'error', id: noCall, error: toWireError(parsed.error) });
    else if (parsed.data.kind === 'cancel') running.get(parsed.data.id)?.abort();
    else void answer(parsed.data);
  };
}
