import { EventEmitter } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import type { CDPSession } from '@playwright/test';

/** A session of Chromium's debugging protocol, typed by Playwright's description of the protocol. */
export type Session = Pick<CDPSession, 'send' | 'on'>;

interface Reply {
  id?: number;
  method?: string;
  params?: unknown;
  sessionId?: string;
  result?: unknown;
  error?: { message: string };
}

interface Call {
  settle: (result: unknown) => void;
  fail: (error: Error) => void;
}

/** The pipe to a browser, and as many sessions over it as there are targets. Messages end with a zero byte. */
export class Connection {
  readonly browser: Session;
  private readonly toBrowser: Writable;
  private readonly emitters = new Map<string, EventEmitter>();
  private readonly calls = new Map<number, Call>();
  private lastId = 0;

  constructor({ fromBrowser, toBrowser }: { fromBrowser: Readable; toBrowser: Writable }) {
    this.toBrowser = toBrowser;
    this.browser = this.session('');
    let parts: Buffer[] = [];
    fromBrowser.on('data', (chunk: Buffer) => {
      let start = 0;
      for (let end = chunk.indexOf(0); end >= 0; end = chunk.indexOf(0, start)) {
        const message = Buffer.concat([...parts, chunk.subarray(start, end)]);
        parts = [];
        start = end + 1;
        this.hear(JSON.parse(message.toString('utf8')) as Reply);
      }
      parts.push(chunk.subarray(start));
    });
    fromBrowser.on('close', () => this.lose());
    toBrowser.on('error', () => this.lose());
  }

  session(sessionId: string): Session {
    const emitter = new EventEmitter();
    this.emitters.set(sessionId, emitter);
    const send = (method: string, params?: object) => this.call(sessionId, method, params);
    const on = (event: string, listener: (payload: unknown) => void) => emitter.on(event, listener);
    return { send, on } as unknown as Session;
  }

  private call(sessionId: string, method: string, params: object = {}): Promise<unknown> {
    const id = ++this.lastId;
    const session = sessionId === '' ? {} : { sessionId };
    return new Promise((settle, reject) => {
      const fail = ({ message }: Error) => reject(new Error(`${method}: ${message}`));
      this.calls.set(id, { settle, fail });
      this.toBrowser.write(`${JSON.stringify({ id, method, params, ...session })}\0`);
    });
  }

  private hear({ id, method, params, sessionId = '', result, error }: Reply): void {
    if (method !== undefined) this.emitters.get(sessionId)?.emit(method, params);
    if (id === undefined) return;
    const call = this.calls.get(id);
    this.calls.delete(id);
    if (error === undefined) call?.settle(result);
    else call?.fail(new Error(error.message));
  }

  private lose(): void {
    for (const { fail } of this.calls.values()) fail(new Error('the browser is gone'));
    this.calls.clear();
  }
}
