import { randomUUID } from 'node:crypto';
import type { BackendMessage, ClientMessage } from '#shared/contract/wire.ts';
import type { createHub } from '../hub.ts';

/** Milliseconds and bytes. */
export interface SessionLimits {
  /** How long a page may be out of reach before its calls are cancelled and it is forgotten. */
  forgetAfter: number;
  heartbeatEvery: number;
  /** What is kept to be said again after a broken connection. */
  keptBytes: number;
}

export const usualLimits: SessionLimits = {
  forgetAfter: 60_000,
  heartbeatEvery: 15_000,
  keptBytes: 64 * 1024 * 1024,
};

/** Where lines for a page go; an HTTP answer that stays open. */
export interface LineSink {
  write: (line: string) => unknown;
  end: () => unknown;
  on: (event: 'close', listener: () => void) => unknown;
}

export interface Session {
  readonly id: string;
  /** Numbered batches arrive once: one that was sent again is passed over. */
  accept: (batch: number, received: number, messages: readonly ClientMessage[]) => void;
  /** Goes on after message number `after`. @returns false, and opens nothing, when that is no longer possible */
  follow: (after: number, openSink: () => LineSink) => boolean;
}

export interface Sessions {
  open: () => Session;
  find: (id: string) => Session | undefined;
  closeAll: () => void;
}

interface KeptLine {
  sequence: number;
  line: string;
}

/** The pages that talk to this host, each with what was said to it and is not known to have arrived. */
export function createSessions(hub: ReturnType<typeof createHub>, limits = usualLimits): Sessions {
  const sessions = new Map<string, { session: Session; close: () => void }>();

  function open(): Session {
    const id = randomUUID();
    let kept: KeptLine[] = [];
    let keptBytes = 0;
    let lastSequence = 0;
    let lastBatch = 0;
    let sink: LineSink | undefined;
    let forgetting = forgetLater();
    const connection = hub.open(say);
    const heartbeat = setInterval(() => sink?.write('\n'), limits.heartbeatEvery).unref();

    function say(message: BackendMessage) {
      const line = `${JSON.stringify({ sequence: ++lastSequence, message })}\n`;
      kept.push({ sequence: lastSequence, line });
      keptBytes += line.length;
      sink?.write(line);
      if (keptBytes > limits.keptBytes) makeRoom();
    }

    /** What was written to an open connection may go; a page that does not listen is given up. */
    function makeRoom() {
      if (sink === undefined) close();
      else drop(kept[kept.length >> 1]?.sequence ?? lastSequence);
    }

    function drop(upTo: number) {
      kept = kept.filter(({ sequence }) => sequence > upTo);
      keptBytes = kept.reduce((sum, { line }) => sum + line.length, 0);
    }

    function forgetLater() {
      return setTimeout(close, limits.forgetAfter).unref();
    }

    function close() {
      clearTimeout(forgetting);
      clearInterval(heartbeat);
      sessions.delete(id);
      connection.close();
      sink?.end();
    }

    const session: Session = {
      id,
      accept(batch, received, messages) {
        drop(received);
        if (batch <= lastBatch) return;
        lastBatch = batch;
        for (const message of messages) connection.receive(message);
      },
      follow(after, openSink) {
        const firstKept = kept[0]?.sequence ?? lastSequence + 1;
        if (after + 1 < firstKept || after > lastSequence) return false;
        clearTimeout(forgetting);
        sink?.end();
        const newSink = openSink();
        sink = newSink;
        newSink.on('close', () => {
          if (sink !== newSink) return;
          sink = undefined;
          if (sessions.has(id)) forgetting = forgetLater();
        });
        drop(after);
        newSink.write(`\n${kept.map(({ line }) => line).join('')}`);
        return true;
      },
    };
    sessions.set(id, { session, close });
    return session;
  }

  return {
    open,
    find: (id) => sessions.get(id)?.session,
    closeAll() {
      for (const { close } of [...sessions.values()]) close();
    },
  };
}
