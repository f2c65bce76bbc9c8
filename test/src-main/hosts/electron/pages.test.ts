import { expect, it } from 'vitest';
import { channels } from '#main/hosts/electron/channels.ts';
import { createPages } from '#main/hosts/electron/pages.ts';
import type { Page } from '#main/hosts/electron/pages.ts';
import { createHub } from '#main/hosts/hub.ts';
import type { Post } from '#main/hosts/hub.ts';
import type { ClientMessage } from '#shared/contract/wire.ts';

function pagesByHand() {
  const heard: ClientMessage[] = [];
  const backend: { say: Post } = { say: () => undefined };
  const pages = createPages(
    createHub((post) => {
      backend.say = post;
      return (message) => heard.push(message);
    }),
  );
  const sent: unknown[] = [];
  const page = {
    id: 1,
    destroyed: () => undefined as unknown,
    isDestroyed: () => false,
    send: (channel: string, envelope: unknown) => sent.push([channel, envelope]),
    once(_event: 'destroyed', listener: () => void) {
      page.destroyed = listener;
    },
  };
  return { pages, page: page satisfies Page, heard, sent, backend };
}

const call = { kind: 'call', id: 1, method: 'library/list', arguments: {} } as const;

it('an answer goes to the page load that asked', () => {
  const { pages, page, heard, sent, backend } = pagesByHand();
  pages.connect(page, 'first');
  pages.receive(page, 'first', call);
  backend.say({ kind: 'result', id: heard[0].id, result: [] });
  const message = { kind: 'result', id: 1, result: [] };
  expect(sent).toEqual([[channels.message, { connection: 'first', message }]]);
});

it('a reload cancels what the old page waited for', () => {
  const { pages, page, heard, sent, backend } = pagesByHand();
  pages.connect(page, 'first');
  pages.receive(page, 'first', call);
  pages.connect(page, 'second');
  expect(heard[1]).toEqual({ kind: 'cancel', id: heard[0].id });
  pages.receive(page, 'first', call);
  expect(heard).toHaveLength(2);
  backend.say({ kind: 'event', event: 'library/changed', payload: null });
  expect(sent).toHaveLength(1);
});

it('a window that is gone has its calls cancelled', () => {
  const { pages, page, heard } = pagesByHand();
  pages.connect(page, 'first');
  pages.receive(page, 'first', call);
  page.destroyed();
  expect(heard[1]).toMatchObject({ kind: 'cancel' });
});

const command = { kind: 'command', command: 'show-about' } as const;

it('what the desktop asks goes to the page that was loaded last', () => {
  const { pages, page, sent } = pagesByHand();
  pages.connect(page, 'first');
  pages.connect(page, 'second');
  pages.tell(command);
  expect(sent).toEqual([[channels.hostEvent, { connection: 'second', message: command }]]);
});

it('what the desktop asks before there is a page waits for it, and for one that is gone for the next', () => {
  const { pages, page, sent } = pagesByHand();
  pages.tell(command);
  pages.connect(page, 'first');
  page.destroyed();
  pages.tell({ ...command, command: 'export' });
  expect(sent).toHaveLength(1);
  pages.connect(page, 'second');
  expect(sent.at(-1)).toEqual([
    channels.hostEvent,
    { connection: 'second', message: { kind: 'command', command: 'export' } },
  ]);
});
