import type { HostEvent } from '#shared/contract/hostEvents.ts';
import type { BackendMessage, ClientMessage } from '#shared/contract/wire.ts';
import type { createHub, HubConnection } from '../hub.ts';
import { channels } from './channels.ts';
import type { Envelope } from './channels.ts';

/** What is needed of Electron's WebContents. */
export interface Page {
  readonly id: number;
  isDestroyed: () => boolean;
  send: (channel: string, envelope: Envelope<BackendMessage | HostEvent>) => void;
  once: (event: 'destroyed', listener: () => void) => unknown;
}

export interface Pages {
  /** A page has loaded: what its predecessor in the same window still waited for is cancelled. */
  connect: (page: Page, connection: string) => void;
  receive: (page: Page, connection: string, message: ClientMessage) => void;
  /** Asks the page that was loaded last for something; while there is none, what is asked waits for the next. */
  tell: (event: HostEvent) => void;
}

interface LoadedPage {
  page: Page;
  connection: string;
  toBackend: HubConnection;
}

/** Joins the loaded pages, one per window, to the backend. */
export function createPages(hub: ReturnType<typeof createHub>): Pages {
  const loaded = new Map<number, LoadedPage>();

  const waiting: HostEvent[] = [];

  function forget(page: Page) {
    loaded.get(page.id)?.toBackend.close();
    loaded.delete(page.id);
  }

  return {
    connect(page, connection) {
      if (!loaded.has(page.id)) page.once('destroyed', () => forget(page));
      forget(page);
      const toBackend = hub.open((message) => {
        if (!page.isDestroyed()) page.send(channels.message, { connection, message });
      });
      loaded.set(page.id, { page, connection, toBackend });
      for (const message of waiting.splice(0)) page.send(channels.hostEvent, { connection, message });
    },
    receive(page, connection, message) {
      const current = loaded.get(page.id);
      if (current?.connection === connection) current.toBackend.receive(message);
    },
    tell(message) {
      const newest = [...loaded.values()].findLast(({ page }) => !page.isDestroyed());
      if (newest === undefined) waiting.push(message);
      else newest.page.send(channels.hostEvent, { connection: newest.connection, message });
    },
  };
}
