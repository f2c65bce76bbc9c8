import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createHub } from '#main/hosts/hub.ts';
import type { Post } from '#main/hosts/hub.ts';
import { createSessions, usualLimits } from '#main/hosts/web/sessions.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** An open answer that keeps what was written. */
class Sink extends EventEmitter {
  lines: string[] = [];
  write(text: string) {
    this.lines.push(...text.split('\n').filter((line) => line !== ''));
  }
  end() {
    this.emit('close');
  }
}

function sessionsByHand(limits = usualLimits) {
  const backend: { say: Post; heard: unknown[] } = { say: () => undefined, heard: [] };
  const hub = createHub((post) => {
    backend.say = post;
    return (message) => backend.heard.push(message);
  });
  return { backend, sessions: createSessions(hub, limits) };
}

const changed = { kind: 'event', event: 'library/changed', payload: null } as const;
const sequencesOf = (sink: Sink) =>
  sink.lines.map((line) => (JSON.parse(line) as { sequence: number }).sequence);

it('goes on after the last message that the page has', () => {
  const { backend, sessions } = sessionsByHand();
  const session = sessions.open();
  const first = new Sink();
  session.follow(0, () => first);
  backend.say(changed);
  backend.say(changed);
  first.end();
  backend.say(changed);
  const second = new Sink();
  expect(session.follow(1, () => second)).toBe(true);
  expect(sequencesOf(first)).toEqual([1, 2]);
  expect(sequencesOf(second)).toEqual([2, 3]);
});

it('cannot go on before what was acknowledged, nor after what was never said', () => {
  const { backend, sessions } = sessionsByHand();
  const session = sessions.open();
  backend.say(changed);
  backend.say(changed);
  session.accept(1, 2, []);
  const open = vi.fn();
  expect(session.follow(1, open)).toBe(false);
  expect(session.follow(3, open)).toBe(false);
  expect(open).not.toHaveBeenCalled();
});

it('hears a batch once, however often it comes', () => {
  const { backend, sessions } = sessionsByHand();
  const session = sessions.open();
  const call = { kind: 'call', id: 1, method: 'library/list', arguments: {} } as const;
  session.accept(1, 0, [call]);
  session.accept(1, 0, [call]);
  expect(backend.heard).toHaveLength(1);
});

it('forgets a page that stays away, and keeps one that listens', () => {
  const { sessions } = sessionsByHand();
  const away = sessions.open();
  const here = sessions.open();
  here.follow(0, () => new Sink());
  vi.advanceTimersByTime(usualLimits.forgetAfter);
  expect(sessions.find(away.id)).toBeUndefined();
  expect(sessions.find(here.id)).toBe(here);
});

it('gives up a page that is away when too much waits for it, and lets go of the old for one that listens', () => {
  const { backend, sessions } = sessionsByHand({ ...usualLimits, keptBytes: 1000 });
  const away = sessions.open();
  const here = sessions.open();
  const sink = new Sink();
  here.follow(0, () => sink);
  for (let said = 0; said < 100; said += 1) backend.say(changed);
  expect(sessions.find(away.id)).toBeUndefined();
  expect(sessions.find(here.id)).toBe(here);
  expect(sink.lines).toHaveLength(100);
  expect(here.follow(0, () => new Sink())).toBe(false);
});
