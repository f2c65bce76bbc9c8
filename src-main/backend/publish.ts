import type { BackendEvents, EventName } from '#shared/contract/events.ts';

/** An event with what it carries. */
export type News = { [E in EventName]: { event: E; payload: BackendEvents[E] } }[EventName];

export type Publish = (news: News) => void;
