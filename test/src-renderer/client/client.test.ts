import { expect, it, vi } from 'vitest';
import { createClient } from '#renderer/client/client.ts';
import { takeToken } from '#renderer/client/token.ts';
import type { HostBridge } from '#shared/contract/host.ts';
import type { BackendMessage, ClientMessage } from '#shared/contract/wire.ts';

/** A bridge that keeps what was posted and says what the test wants. */
function bridgeByHand() {
  const posted: ClientMessage[] = [];
  const listeners = new Set<(message: BackendMessage) => void>();
  const host: HostBridge<File> = {
    kind: 'electron',
    post: (message) => posted.push(message),
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    pickFiles: () => Promise.resolve([]),
    addDroppedFiles: () => Promise.resolve([]),
    saveFile: () => Promise.resolve(true),
    pickDestination: () => Promise.resolve(undefined),
    onHostEvent: () => () => undefined,
    openExternal: () => Promise.resolve(false),
  };
  const say = (message: BackendMessage) => listeners.forEach((listener) => listener(message));
  return { host, posted, say };
}

it('progress goes to the call it belongs to', async () => {
  const { host, say } = bridgeByHand();
  const client = createClient(host);
  const onProgress = vi.fn();
  const call = client.call('library/list', {}, { onProgress });
  void client.call('library/list', {});
  say({ kind: 'progress', id: 2, fraction: 0.9, message: 'other' });
  say({ kind: 'progress', id: 1, fraction: 0.5, message: 'half' });
  say({ kind: 'result', id: 1, result: [] });
  await expect(call).resolves.toEqual([]);
  expect(onProgress.mock.calls).toEqual([[{ fraction: 0.5, message: 'half' }]]);
});

it('an error keeps its kind, message and detail', async () => {
  const { host, say } = bridgeByHand();
  const call = createClient(host).call('library/list', {});
  const detail = { place: { file: 'a.tsv', line: 3 }, remedy: 'Mend it' };
  say({ kind: 'error', id: 1, error: { kind: 'invalid-input', message: 'ragged row', detail } });
  await expect(call).rejects.toMatchObject({
    name: 'TracewiseError',
    kind: 'invalid-input',
    message: 'ragged row',
    detail,
  });
});

it('a signal that is aborted already calls nothing', async () => {
  const { host, posted } = bridgeByHand();
  const call = createClient(host).call('library/list', {}, { signal: AbortSignal.abort() });
  await expect(call).rejects.toMatchObject({ kind: 'cancelled' });
  expect(posted).toEqual([]);
});

it('an abort after the end cancels nothing', async () => {
  const { host, posted, say } = bridgeByHand();
  const controller = new AbortController();
  const call = createClient(host).call('library/list', {}, { signal: controller.signal });
  say({ kind: 'result', id: 1, result: [] });
  await call;
  controller.abort();
  expect(posted.map(({ kind }) => kind)).toEqual(['call']);
});

it('arguments are sent as they were when the call was made', () => {
  const { host, posted } = bridgeByHand();
  const args = { name: 'before' };
  void createClient(host).call('library/create', new Proxy(args, {}));
  args.name = 'after';
  expect(posted).toEqual([{ kind: 'call', id: 1, method: 'library/create', arguments: { name: 'before' } }]);
  expect(() => structuredClone(posted)).not.toThrow();
});

it('a listener hears its event until it ends its subscription', () => {
  const { host, say } = bridgeByHand();
  const client = createClient(host);
  const listener = vi.fn();
  const stop = client.on('project/changed', listener);
  say({ kind: 'event', event: 'project/changed', payload: { projectId: 'p' } });
  say({ kind: 'event', event: 'library/changed', payload: null });
  stop();
  say({ kind: 'event', event: 'project/changed', payload: { projectId: 'q' } });
  expect(listener.mock.calls).toEqual([[{ projectId: 'p' }]]);
});

it('the token is taken out of the address and kept for a reload', () => {
  const kept = new Map<string, string>();
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  } as Storage;
  const replaceState = vi.fn();
  const history = { state: null, replaceState } as unknown as History;
  const at = (hash: string) => ({ hash, pathname: '/', search: '' }) as Location;
  expect(takeToken(at(''), history, storage)).toBe('');
  expect(takeToken(at('#token=abc'), history, storage)).toBe('abc');
  expect(replaceState).toHaveBeenCalledWith(null, '', '/');
  expect(takeToken(at('#/project/1'), history, storage)).toBe('abc');
  expect(replaceState).toHaveBeenCalledTimes(1);
});
