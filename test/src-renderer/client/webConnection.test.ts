import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { usualLimits } from '#main/hosts/web/sessions.ts';
import { createClient } from '#renderer/client/client.ts';
import type { WebRequest } from '#renderer/client/webFailure.ts';
import { startTestHost } from '../../src-main/hosts/web/testHost.ts';
import type { TestHost } from '../../src-main/hosts/web/testHost.ts';
import { bridgeTo, quickTiming, requestTo } from './testBridge.ts';
import type { TestBridge } from './testBridge.ts';

let host: TestHost;
let bridge: TestBridge;
beforeEach(async () => {
  host = await startTestHost({ ...usualLimits, forgetAfter: 300, heartbeatEvery: 50 });
});
afterEach(async () => {
  bridge.close();
  await host.close();
});

const connect = (request?: WebRequest, timing = quickTiming) => {
  bridge = bridgeTo(host, request, timing);
  return createClient(bridge);
};

/** Requests that can be cut off, as a network does it: those that run break, those that come fail. */
function breakable(inner: WebRequest) {
  let cut = new AbortController();
  let isDown = false;
  const request: WebRequest = (path, init = {}) => {
    if (isDown) return Promise.reject(new TypeError('the network is down'));
    const signal = init.signal ? AbortSignal.any([init.signal, cut.signal]) : cut.signal;
    return inner(path, { ...init, signal });
  };
  return {
    request,
    goDown() {
      isDown = true;
      cut.abort();
    },
    comeBack() {
      cut = new AbortController();
      isDown = false;
    },
  };
}

const jobOf = (projectId: string) => ({ projectId });
const lastCallId = () => {
  const call = host.backend.heard.findLast(({ kind }) => kind === 'call');
  if (call === undefined) throw new Error('nothing was called');
  return call.id;
};
const untilHeard = (count: number) => vi.waitFor(() => expect(host.backend.heard).toHaveLength(count));

it('calls are answered', async () => {
  const client = connect();
  await expect(client.call('app/info', {})).resolves.toMatchObject({ threads: 1 });
});

it('many calls at once each get their own answer', async () => {
  const client = connect();
  const answers = Array.from({ length: 50 }, () => client.call('job/list', jobOf('p')));
  await untilHeard(50);
  for (const { id } of [...host.backend.heard].reverse())
    host.backend.say({ kind: 'result', id, result: [id] });
  const ids = await Promise.all(answers);
  expect(ids.flat()).toEqual(host.backend.heard.map(({ id }) => id));
});

it('events reach every page', async () => {
  const seen: unknown[] = [];
  const first = connect();
  first.on('library/changed', (payload) => seen.push(payload));
  const otherBridge = bridgeTo(host);
  const second = createClient(otherBridge);
  second.on('library/changed', (payload) => seen.push(payload));
  await Promise.all([first.call('app/info', {}), second.call('app/info', {})]);
  host.backend.say({ kind: 'event', event: 'library/changed', payload: null });
  await vi.waitFor(() => expect(seen).toEqual([null, null]));
  otherBridge.close();
});

it('a cancelled call ends when the backend has stopped', async () => {
  const client = connect();
  const controller = new AbortController();
  const call = client.call('job/list', jobOf('p'), { signal: controller.signal });
  await untilHeard(1);
  controller.abort();
  await expect(call).rejects.toMatchObject({ kind: 'cancelled', message: 'stopped' });
});

it('an answer that was given while the connection was broken arrives afterwards', async () => {
  const network = breakable(requestTo(host));
  const client = connect(network.request);
  const call = client.call('job/list', jobOf('p'));
  await untilHeard(1);
  network.goDown();
  await wait(50);
  host.backend.say({ kind: 'result', id: lastCallId(), result: ['late'] });
  network.comeBack();
  await expect(call).resolves.toEqual(['late']);
});

it('a call that was made while the connection was broken reaches the backend once', async () => {
  const network = breakable(requestTo(host));
  const client = connect(network.request);
  await client.call('app/info', {});
  network.goDown();
  const call = client.call('app/info', {});
  await wait(50);
  network.comeBack();
  await expect(call).resolves.toMatchObject({ threads: 1 });
  expect(host.backend.heard).toHaveLength(2);
});

it('a batch whose answer was lost is sent again but heard once', async () => {
  const inner = requestTo(host);
  let lost = 0;
  const client = connect(async (path, init) => {
    const response = await inner(path, init);
    if (init?.method === 'POST' && path.endsWith('messages') && lost++ === 0) throw new TypeError('lost');
    return response;
  });
  await client.call('app/info', {});
  await vi.waitFor(() => expect(lost).toBe(2));
  expect(host.backend.heard).toHaveLength(1);
});

it('when the host has forgotten the page, calls in flight fail and later ones work', async () => {
  const network = breakable(requestTo(host));
  const client = connect(network.request);
  const call = client.call('job/list', jobOf('p'));
  const failure = expect(call).rejects.toMatchObject({ message: 'Tracewise no longer knows this page' });
  await untilHeard(1);
  network.goDown();
  await vi.waitFor(() => expect(host.backend.heard.at(-1)).toMatchObject({ kind: 'cancel' }));
  network.comeBack();
  await failure;
  await expect(client.call('app/info', {})).resolves.toMatchObject({ threads: 1 });
});

it('when nothing answers for long enough, calls in flight fail', async () => {
  const network = breakable(requestTo(host));
  const client = connect(network.request, { ...quickTiming, giveUpAfter: 200 });
  const call = client.call('job/list', jobOf('p'));
  const failure = expect(call).rejects.toMatchObject({ message: 'Tracewise does not answer' });
  await untilHeard(1);
  network.goDown();
  await failure;
});

it('a stream that has gone silent is opened again', async () => {
  let streams = 0;
  const inner = requestTo(host);
  const silent: WebRequest = (path, init) => {
    if (!path.includes('?after=') || streams++ > 0) return inner(path, init);
    return Promise.resolve(
      new Response(
        new ReadableStream({
          start: (controller) =>
            init?.signal?.addEventListener('abort', () => controller.error(new Error('cut'))),
        }),
      ),
    );
  };
  const client = connect(silent, { ...quickTiming, silenceAfter: 150 });
  await expect(client.call('app/info', {})).resolves.toMatchObject({ threads: 1 });
  expect(streams).toBe(2);
});

it('with a wrong token every call fails at once with what to do', async () => {
  const client = connect(requestTo({ ...host, token: 'wrong' }));
  const expected = {
    message: 'This page is not connected to Tracewise',
    detail: { remedy: 'Open the address that Tracewise printed when it started' },
  };
  await expect(client.call('app/info', {})).rejects.toMatchObject(expected);
  await expect(client.call('app/info', {})).rejects.toMatchObject(expected);
});
