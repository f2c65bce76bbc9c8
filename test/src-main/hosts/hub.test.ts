import { expect, it } from 'vitest';
import { createHub } from '#main/hosts/hub.ts';
import type { Post } from '#main/hosts/hub.ts';
import type { BackendMessage, ClientMessage } from '#shared/contract/wire.ts';

function hubByHand() {
  const heard: ClientMessage[] = [];
  const backend: { say: Post } = { say: () => undefined };
  const hub = createHub((post) => {
    backend.say = post;
    return (message) => heard.push(message);
  });
  const openPage = () => {
    const got: BackendMessage[] = [];
    return { got, ...hub.open((message) => got.push(message)) };
  };
  return { heard, backend, openPage };
}

const call = (id: number): ClientMessage => ({ kind: 'call', id, method: 'library/list', arguments: {} });

it('two pages that count alike get their own answers under their own numbers', () => {
  const { heard, backend, openPage } = hubByHand();
  const first = openPage();
  const second = openPage();
  first.receive(call(1));
  second.receive(call(1));
  expect(heard[0].id).not.toBe(heard[1].id);
  backend.say({ kind: 'progress', id: heard[1].id, fraction: 0.5, message: 'half' });
  backend.say({ kind: 'result', id: heard[1].id, result: 'second' });
  backend.say({ kind: 'result', id: heard[0].id, result: 'first' });
  expect(first.got).toEqual([{ kind: 'result', id: 1, result: 'first' }]);
  expect(second.got).toEqual([
    { kind: 'progress', id: 1, fraction: 0.5, message: 'half' },
    { kind: 'result', id: 1, result: 'second' },
  ]);
});

it('a page can cancel its own calls only', () => {
  const { heard, openPage } = hubByHand();
  const first = openPage();
  const second = openPage();
  first.receive(call(7));
  second.receive({ kind: 'cancel', id: 7 });
  expect(heard).toHaveLength(1);
  first.receive({ kind: 'cancel', id: 7 });
  expect(heard[1]).toEqual({ kind: 'cancel', id: heard[0].id });
});

it('a page that closes has its unfinished calls cancelled and hears no more', () => {
  const { heard, backend, openPage } = hubByHand();
  const page = openPage();
  page.receive(call(1));
  page.receive(call(2));
  backend.say({ kind: 'result', id: heard[0].id, result: null });
  page.close();
  expect(heard.slice(2)).toEqual([{ kind: 'cancel', id: heard[1].id }]);
  backend.say({ kind: 'result', id: heard[1].id, result: null });
  backend.say({ kind: 'event', event: 'library/changed', payload: null });
  expect(page.got).toHaveLength(1);
});

it('events go to every page', () => {
  const { backend, openPage } = hubByHand();
  const pages = [openPage(), openPage()];
  backend.say({ kind: 'event', event: 'library/changed', payload: null });
  for (const { got } of pages)
    expect(got).toEqual([{ kind: 'event', event: 'library/changed', payload: null }]);
});
