/** What one world says to the other. Functions and promises stay where they are; the other side holds their numbers. */
type Said =
  | { kind: 'call'; id: number; of: number; args: unknown }
  | { kind: 'answer'; id: number; value?: unknown; error?: string }
  | { kind: 'settled'; of: number; value?: unknown; error?: string }
  | { kind: 'expose'; key: string; value: unknown };

export interface Peer {
  expose: (key: string, value: unknown) => void;
}

/**
 * One end of Electron's context bridge: events of the document that both worlds share, under names that the page cannot
 * know. Chromium clones what an event carries. Its source is put into pages: it must not use anything from outside itself.
 */
export function createPeer(
  here: string,
  there: string,
  whenExposed: (key: string, value: unknown) => void,
): Peer {
  type Callable = (...args: unknown[]) => unknown;
  const functions = new Map<number, Callable>();
  const promises = new Map<number, { settle: (value: unknown) => void; fail: (error: Error) => void }>();
  const answers = new Map<number, { value?: unknown; error?: string }>();
  const dispatch = window.dispatchEvent.bind(window);
  const { CustomEvent } = globalThis;
  let last = 0;

  const say = (said: Said) => dispatch(new CustomEvent(there, { detail: said }));
  const words = (error: unknown) => (error instanceof Error ? error.message : String(error));
  const isPlain = (value: object) =>
    [Object.prototype, null].includes(Object.getPrototypeOf(value) as object);

  function pack(value: unknown): unknown {
    if (typeof value === 'function') {
      functions.set(++last, value as Callable);
      return { [here]: 'function', of: last };
    }
    if (value instanceof Promise) return packPromise(value);
    if (Array.isArray(value)) return value.map(pack);
    if (typeof value !== 'object' || value === null || !isPlain(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, pack(field)]));
  }

  function packPromise(promise: Promise<unknown>): unknown {
    const of = ++last;
    promise.then(
      (value) => say({ kind: 'settled', of, value: pack(value) }),
      (error: unknown) => say({ kind: 'settled', of, error: words(error) }),
    );
    return { [here]: 'promise', of };
  }

  function unpack(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(unpack);
    if (typeof value !== 'object' || value === null || !isPlain(value)) return value;
    const fields = value as Record<string, unknown>;
    const of = Number(fields['of']);
    if (fields[there] === 'function') return (...args: unknown[]) => call(of, args);
    if (fields[there] === 'promise') {
      return new Promise((settle, fail) => promises.set(of, { settle, fail }));
    }
    return Object.fromEntries(Object.entries(fields).map(([key, field]) => [key, unpack(field)]));
  }

  function call(of: number, args: unknown[]): unknown {
    const id = ++last;
    say({ kind: 'call', id, of, args: pack(args) });
    const answer = answers.get(id);
    answers.delete(id);
    if (answer === undefined) throw new Error('An object could not be cloned.');
    if (answer.error !== undefined) throw new Error(answer.error);
    return unpack(answer.value);
  }

  function answer({ id, of, args }: Extract<Said, { kind: 'call' }>): void {
    try {
      const value = functions.get(of)?.(...(unpack(args) as unknown[]));
      say({ kind: 'answer', id, value: pack(value) });
    } catch (error) {
      say({ kind: 'answer', id, error: words(error) });
    }
  }

  function settle({ of, value, error }: Extract<Said, { kind: 'settled' }>): void {
    const waiting = promises.get(of);
    promises.delete(of);
    if (error === undefined) waiting?.settle(unpack(value));
    else waiting?.fail(new Error(error));
  }

  window.addEventListener(here, (event) => {
    const said = (event as CustomEvent<Said | null>).detail;
    if (said?.kind === 'call') answer(said);
    else if (said?.kind === 'answer') answers.set(said.id, said);
    else if (said?.kind === 'settled') settle(said);
    else if (said?.kind === 'expose') whenExposed(said.key, unpack(said.value));
  });

  return { expose: (key, value) => say({ kind: 'expose', key, value: pack(value) }) };
}
